"""Long absence and the way back: § 3, stk. 5–6 and 14."""

from datetime import date

import pytest

from meetings.actions.absences import begin_absence, decide_absence, member_returns
from meetings.actions.officers import elect_officer
from meetings.actions.periods import Refused
from meetings.models import Absence, Officer
from meetings.roster import roster_on

NOVEMBER, FEBRUARY = date(2022, 11, 30), date(2023, 2, 28)


@pytest.fixture
def member(house):
    seat = house.elected_seat()
    member = house.put(seat, "Anna Øst")
    house.stand_in(seat, "Bo Ås")
    return member


def away(member, since=NOVEMBER, back=None, kind="exempt"):
    return begin_absence(membership=member, kind=kind, since=since, expected_back=back)


def acting(house, day):
    return str(roster_on(house.council, day).sittings[0].acting)


@pytest.mark.parametrize(
    ("since", "back"),
    [
        (date(2022, 3, 1), date(2022, 6, 1)),  # exactly three months
        (NOVEMBER, FEBRUARY),  # there is no 30 February
        (date(2022, 11, 29), FEBRUARY),
        (date(2022, 8, 31), NOVEMBER),  # nor a 31 November
        (date(2023, 11, 30), date(2024, 2, 29)),  # a leap year
    ],
)
def test_exactly_three_months_is_long(member, since, back):
    assert away(member, since, back).expected_back == back


@pytest.mark.parametrize(
    ("since", "back"),
    [
        (date(2022, 3, 1), date(2022, 5, 31)),
        (NOVEMBER, date(2023, 2, 27)),
        (date(2022, 8, 31), date(2022, 11, 29)),
        (date(2023, 11, 30), date(2024, 2, 28)),
    ],
)
def test_a_day_less_is_not_and_the_stand_in_comes_meeting_by_meeting(member, since, back):
    with pytest.raises(Refused, match="fra møde til møde") as refused:
        away(member, since, back)
    assert (refused.value.field, Absence.objects.count()) == ("expected_back", 0)


def test_the_stand_in_enters_until_the_member_is_back(house, member):
    absence = away(member)
    member_returns(absence=absence, day=date(2023, 6, 1))
    days = [date(2022, 11, 29), NOVEMBER, date(2023, 5, 31), date(2023, 6, 1)]
    assert [acting(house, day) for day in days] == ["Anna Øst", "Bo Ås", "Bo Ås", "Anna Øst"]


def test_twice_does_it_once(member):
    absence = away(member)
    assert (away(member), Absence.objects.count()) == (absence, 1)
    assert [member_returns(absence=absence, day=FEBRUARY) for _ in range(2)] == [[], []]
    with pytest.raises(Refused, match="vendte allerede tilbage"):
        member_returns(absence=absence, day=date(2023, 4, 1))


def test_two_absences_at_a_time(member):
    away(member)
    with pytest.raises(Refused, match="allerede fraværende på den tid"):
        away(member, date(2023, 1, 1))


def test_not_before_the_membership(member):
    with pytest.raises(Refused, match=r"ikke medlem 1\. januar 2022"):
        away(member, date(2022, 1, 1))


def test_part_6_is_not_for_mayors(house):
    mayor = house.put(house.mayor_seat(), "Anna Øst")
    with pytest.raises(Refused, match=r"en borgmester skal være fritaget.*§ 3, stk\. 6") as refused:
        away(mayor, kind="prevented")
    assert refused.value.field == "kind"


class TestPart6TheKkrDecides:
    @pytest.fixture
    def absence(self, member):
        return away(member, date(2022, 2, 1), kind="prevented")

    def test_met(self, house, absence, meeting, new_item):
        item = new_item("Fravær")
        decide_absence(absence=absence, item=item, conditions_met=True)
        absence.refresh_from_db()
        assert (absence.decided_in, acting(house, meeting.date)) == (item, "Bo Ås")

    def test_not_met_ends_it_on_the_day_of_the_meeting(self, house, absence, meeting, new_item):
        item = new_item("Fravær")
        for _ in range(2):
            decide_absence(absence=absence, item=item, conditions_met=False)
        assert [acting(house, day) for day in (date(2022, 3, 6), meeting.date)] == ["Bo Ås", "Anna Øst"]

    def test_not_met_on_the_first_day_it_never_was(self, house, member, meeting, new_item):
        absence = away(member, meeting.date, kind="prevented")
        for _ in range(2):
            decide_absence(absence=absence, item=new_item("Fravær"), conditions_met=False)
        assert Absence.objects.count() == 0

    def test_not_at_a_meeting_before_it(self, member, new_item):
        absence = away(member, date(2022, 4, 1), kind="prevented")
        with pytest.raises(Refused, match="før fraværets første dag"):
            decide_absence(absence=absence, item=new_item("Fravær"), conditions_met=True)


def test_part_14_who_held_the_post_meanwhile_gives_it_back(house, member):
    house.officer(member)
    carl = house.put(house.elected_seat(), "Carl Eg")
    absence = away(member)
    elect_officer(
        term=house.term, post=1, person=carl.person, group="Venstre", since=NOVEMBER, for_a_time=True
    )
    assert str(roster_on(house.council, NOVEMBER).chair.acting) == "Carl Eg"
    [given_back] = member_returns(absence=absence, day=FEBRUARY)
    chair = roster_on(house.council, FEBRUARY).chair
    assert (given_back.person, str(chair.acting)) == (carl.person, "Anna Øst")
    assert Officer.objects.filter(period__contains=FEBRUARY).count() == 1
