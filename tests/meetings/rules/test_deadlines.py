from datetime import date

import pytest

from kkr_portal.law import NotInForce
from meetings.rules.deadlines import (
    agenda_breaches,
    agenda_deadline,
    alliance_deadline,
    constitution_breaches,
    constitution_deadline,
    proposal_deadline,
)


@pytest.mark.parametrize(
    ("deadline", "meeting", "day", "place"),
    [
        (proposal_deadline, date(2022, 6, 21), date(2022, 6, 11), "§ 5, stk. 4"),  # a Saturday: days are days
        (proposal_deadline, date(2022, 4, 20), date(2022, 4, 10), "§ 5, stk. 4"),  # over Easter
        (proposal_deadline, date(2023, 1, 3), date(2022, 12, 24), "§ 5, stk. 4"),
        (
            proposal_deadline,
            date(2022, 3, 30),
            date(2022, 3, 20),
            "§ 5, stk. 4",
        ),  # over the summer-time night
        (agenda_deadline, date(2022, 2, 8), date(2022, 2, 1), "§ 5, stk. 5"),
        (agenda_deadline, date(2022, 4, 21), date(2022, 4, 14), "§ 5, stk. 5"),  # skærtorsdag stays
        (agenda_deadline, date(2022, 3, 31), date(2022, 3, 24), "§ 5, stk. 5"),
        (agenda_deadline, date(2022, 11, 1), date(2022, 10, 25), "§ 5, stk. 5"),
        (alliance_deadline, date(2022, 1, 19), date(2022, 1, 14), "§ 4, stk. 2"),
        (alliance_deadline, date(2022, 1, 24), date(2022, 1, 19), "§ 4, stk. 2"),
        (alliance_deadline, date(2026, 1, 5), date(2025, 12, 29), "§ 4, stk. 2"),  # 31 December, New Year
        (constitution_deadline, date(2021, 11, 16), date(2022, 1, 31), "§ 4, stk. 1"),
        (constitution_deadline, date(2025, 11, 18), date(2026, 1, 31), "§ 4, stk. 1"),
    ],
)
def test_counted_back(deadline, meeting, day, place):
    found = deadline(meeting)
    assert (found.day, found.citation.place) == (day, place)


def test_only_the_working_days_need_a_caveat():
    assert proposal_deadline(date(2022, 2, 8)).citation.caveat == ""
    assert "tælles strengt" in alliance_deadline(date(2022, 1, 19)).citation.caveat


@pytest.mark.parametrize("deadline", [proposal_deadline, agenda_deadline, alliance_deadline])
def test_a_meeting_before_2022_has_none(deadline):
    with pytest.raises(NotInForce):
        deadline(date(2021, 10, 11))


def test_an_election_before_the_edition():
    with pytest.raises(NotInForce):
        constitution_deadline(date(2017, 11, 21))


def test_5_4_late():
    deadline = proposal_deadline(date(2022, 6, 21))
    assert deadline.breaches(date(2022, 6, 11)) == []
    assert [str(breach) for breach in deadline.breaches(date(2022, 6, 12))] == [
        "Forslag til dagsordenen skulle ske senest 11.06.2022; det er 12.06.2022 "
        "(forretningsordenen § 5, stk. 4)."
    ]


@pytest.mark.parametrize(
    ("sent", "reason", "broken"),
    [
        (date(2022, 2, 1), "", False),
        (date(2022, 2, 2), "", True),
        (date(2022, 2, 2), "  ", True),
        (date(2022, 2, 2), "Ministerens brev kom den 2. februar", False),
    ],
)
def test_5_5_may_be_waived_with_a_reason(sent, reason, broken):
    found = agenda_breaches(meeting=date(2022, 2, 8), sent=sent, reason_for_waiving=reason)
    assert bool(found) == broken


@pytest.mark.parametrize(
    ("meeting", "broken"),
    [
        (date(2022, 1, 31), False),
        (date(2022, 2, 1), True),
        (date(2021, 11, 16), True),
        (date(2021, 12, 20), False),
    ],
)
def test_4_1_the_constitution(meeting, broken):
    assert bool(constitution_breaches(election=date(2021, 11, 16), meeting=meeting)) == broken
