from datetime import date

import pytest

from meetings.rules.minutes import ABSENCE_NOTED, APPROVAL, PUBLISHED, approval_breaches

MARCH, JUNE = date(2022, 3, 7), date(2022, 6, 9)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"under_council": 2}, ["Punktet hører til et andet KKR's møde"]),
        ({"under_day": MARCH},
         ["Et referat godkendes på et senere møde; punktet er på mødet selv eller et tidligere"]),
        ({"under_sent": False}, ["Dagsordenen med punktet er ikke udsendt, eller mødet er aflyst"]),
    ],
)  # fmt: skip
def test_approval_needs_an_item_of_a_later_meeting_of_the_same_kkr(changed, expected):
    facts = {"council": 1, "day": MARCH, "under_council": 1, "under_day": JUNE, "under_sent": True} | changed
    assert [breach.message for breach in approval_breaches(**facts)] == expected


def test_the_text_says_that_minutes_are_published_and_not_how_they_are_approved():
    assert (PUBLISHED.place, PUBLISHED.caveat) == ("§ 5, stk. 6", "")
    assert ABSENCE_NOTED.place == "§ 5, stk. 11"
    assert APPROVAL.caveat.startswith("portalens egen udregning, hvor teksten er tavs: ")
