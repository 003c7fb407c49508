from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkr_portal.law import NotInForce
from meetings.rules.quorum import (
    Quorum,
    extra_meeting_breaches,
    members_for_extra_meeting,
    quorum,
)

DAY = date(2022, 2, 8)


@pytest.mark.parametrize(
    ("members", "present", "required", "met"),
    [
        (38, 19, 19, True),  # exactly half of an even number
        (38, 18, 19, False),
        (37, 19, 19, True),
        (37, 18, 19, False),  # half of an odd number is 18½
        (1, 1, 1, True),
        (1, 0, 1, False),
        (58, 29, 29, True),
        (0, 0, 1, False),
    ],
)
def test_5_9_at_least_half(members, present, required, met):
    result = quorum(members=members, present=present, on=DAY)
    assert (result.required, result.met) == (required, met)


def test_5_9_the_sentence():
    assert Quorum(38, 20).sentence == "20 af 38 er til stede; mindst 19 kræves, § 5, stk. 9."


def test_5_9_the_warning_comes_before_it_breaks():
    assert [bool(Quorum(38, present).warning) for present in (21, 20, 19, 18)] == [False, False, True, False]


def test_5_9_broken():
    assert [str(breach) for breach in Quorum(38, 18).breaches()] == [
        "KKR er ikke beslutningsdygtigt: 18 af 38 er til stede, og mindst 19 kræves "
        "(forretningsordenen § 5, stk. 9)."
    ]
    assert Quorum(38, 19).breaches() == []


@pytest.mark.parametrize("present", [39, -1])
def test_more_present_than_members(present):
    assert [str(breach) for breach in Quorum(38, present).breaches()] == [
        f"{present} kan ikke være til stede: KKR har 38 medlemmer (forretningsordenen § 5, stk. 9)."
    ]


@given(st.integers(1, 200), st.data())
def test_5_9_two_halves_are_never_both_short(members, data):
    present = data.draw(st.integers(0, members))
    assert Quorum(members, present).met or Quorum(members, members - present).met
    assert Quorum(members, present).met == (2 * present >= members)


def test_the_meeting_of_2021_has_other_rules():
    with pytest.raises(NotInForce):
        quorum(members=38, present=20, on=date(2021, 10, 11))


@pytest.mark.parametrize(("members", "needed"), [(36, 12), (37, 13), (38, 13), (39, 13), (1, 1), (2, 1)])
def test_5_2_a_third_for_an_extra_meeting(members, needed):
    assert members_for_extra_meeting(members) == needed
    assert 3 * needed >= members > 3 * (needed - 1)


def test_5_2_who_can_demand_it():
    def breaches(wanting, chair):
        found = extra_meeting_breaches(members=38, wanting=wanting, chair_wants=chair, on=DAY)
        return [str(breach) for breach in found]

    assert breaches(13, False) == breaches(0, True) == []
    assert breaches(12, False) == [
        "Et ekstra møde kræver, at formanden eller mindst 13 af 38 medlemmer ønsker det; 12 gør "
        "(forretningsordenen § 5, stk. 2)."
    ]
    assert breaches(39, True) == [
        "39 kan ikke ønske mødet: KKR har 38 medlemmer (forretningsordenen § 5, stk. 2)."
    ]
