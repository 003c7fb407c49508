"""Chair and deputy between the elections: § 3, stk. 13–14; § 4, stk. 2."""

from datetime import date

import pytest

from meetings.actions.officers import elect_officer, officer_leaves
from meetings.actions.periods import Refused
from meetings.models import Officer
from meetings.roster import roster_on
from tests.meetings.members import LATER


@pytest.fixture
def anna(house):
    return house.put(house.elected_seat(), "Anna Øst")


@pytest.fixture
def bo(house):
    return house.put(house.elected_seat(), "Bo Ås")


def elect(house, membership, since=LATER, post=1, **more):
    return elect_officer(
        term=house.term, post=post, person=membership.person, group="Venstre", since=since, **more
    )


def test_part_13_the_group_elects_anew(house, anna, bo):
    chair = house.officer(anna)
    for _ in range(2):
        officer_leaves(officer=chair, because="left_council", day=LATER)
    elected = elect(house, bo)
    assert elect(house, bo) == elected
    days = (date(2023, 5, 31), LATER)
    assert [str(roster_on(house.council, day).chair.acting) for day in days] == ["Anna Øst", "Bo Ås"]
    with pytest.raises(Refused, match=r"ophørte allerede 1\. juni 2023"):
        officer_leaves(officer=chair, because="other", day=date(2024, 1, 1))


def test_one_chair_at_a_time(house, anna, bo):
    house.officer(anna)
    with pytest.raises(Refused, match="Anna Øst er formand den dag") as refused:
        elect(house, bo)
    assert refused.value.field == "since"


def test_nobody_is_both(house, anna):
    house.officer(anna)
    with pytest.raises(Refused, match="Anna Øst er formand den dag") as refused:
        elect(house, anna, post=2)
    assert refused.value.field == "person"


def test_only_members(house, anna):
    stranger = house.put(house.elected_seat(), "Carl Eg", date(2024, 1, 1))
    with pytest.raises(Refused, match=r"ikke medlem 1\. juni 2023 \(forretningsordenen § 4, stk\. 2\)"):
        elect(house, stranger)


def test_part_14_for_a_time_only_while_the_chair_is_away(house, anna, bo):
    house.officer(anna)
    with pytest.raises(Refused, match=r"§ 3, stk\. 14") as refused:
        elect(house, bo, for_a_time=True)
    assert (refused.value.field, Officer.objects.count()) == ("for_a_time", 1)
