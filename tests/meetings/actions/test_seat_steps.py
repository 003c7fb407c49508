"""The latest step of a seat is undone, and only that."""

from datetime import date

import pytest

from meetings.actions.absences import begin_absence
from meetings.actions.memberships import fill_seat, mayor_changes_party, member_leaves
from meetings.actions.periods import Refused
from meetings.actions.seat_steps import latest_step, undo_latest
from meetings.models import Absence, AbsenceNotice, Membership, Officer
from meetings.roster import roster_on
from tests.meetings.members import LATER, START


def undo(seat):
    return undo_latest(seat=seat, key=latest_step(seat, seat.term).key)


def sits(house, day=LATER):
    return [
        (str(one.member or "–"), str(one.substitute or "–"), one.absence_kind, one.post_name)
        for one in roster_on(house.council, day).sittings
    ]  # fmt: skip


@pytest.fixture
def seat(house):
    seat = house.elected_seat()
    house.officer(house.put(seat, "Anna Øst"))
    house.stand_in(seat, "Bo Ås")
    return seat


def test_a_stand_in_who_entered_is_stand_in_again(house, seat):
    anna = seat.memberships.get()
    begin_absence(membership=anna, kind="exempt", since=date(2023, 1, 1), expected_back=None)
    before = sits(house)
    member_leaves(membership=anna, because="died", day=LATER, substitute_enters=True)
    assert sits(house) == [("Bo Ås", "–", "", "")]
    undo(seat)
    assert (sits(house), before) == ([("Anna Øst", "Bo Ås", "exempt", "formand")], before)
    assert Membership.objects.get().ended_because == ""


def test_the_second_click_undoes_nothing_more(house, seat):
    anna = seat.memberships.get()
    member_leaves(membership=anna, because="died", day=LATER, substitute_enters=True)
    key = latest_step(seat, seat.term).key
    assert undo_latest(seat=seat, key=key) is not None
    assert undo_latest(seat=seat, key=key) is None
    assert sits(house) == [("Anna Øst", "Bo Ås", "", "formand")]


def test_a_seat_without_people_has_no_step(house):
    seat = house.elected_seat()
    assert (latest_step(seat, seat.term), undo_latest(seat=seat, key="x")) == (None, None)


def test_a_mayors_change_of_party(house):
    seat = house.mayor_seat()
    mayor = house.put(seat, "Anna Øst")
    Absence.objects.create(membership=mayor, kind="exempt", period=(START, None))
    mayor_changes_party(membership=mayor, party=None, day=LATER, adds_seat=True)
    undo(seat)
    mayor.refresh_from_db()
    assert (mayor.period.upper, Absence.objects.get().period.upper, str(mayor.party)) == (
        None, None, "Venstre (V)",
    )  # fmt: skip


def test_not_while_the_new_member_is_chair(house, seat):
    anna = seat.memberships.get()
    new = member_leaves(membership=anna, because="died", day=LATER, substitute_enters=True)
    Officer.objects.create(term=house.term, post=1, person=new.person, group="V", period=(LATER, None))
    with pytest.raises(Refused, match="Bo Ås er valgt til formand"):
        undo(seat)
    assert sits(house) == [("Bo Ås", "–", "", "formand")]


def test_not_while_somebody_else_is_chair(house, seat):
    member_leaves(membership=seat.memberships.get(), because="died", day=LATER, substitute_enters=False)
    carl = house.put(house.elected_seat(), "Carl Eg")
    Officer.objects.create(term=house.term, post=1, person=carl.person, group="V", period=(LATER, None))
    with pytest.raises(Refused, match="Posten er allerede besat"):
        undo(seat)
    assert sits(house)[-1][:2] == ("–", "Bo Ås")


def test_not_when_the_new_member_has_told_of_absence(house, meeting):
    seat = house.elected_seat()
    new = fill_seat(seat=seat, since=START, **house.given("Anna Øst"))
    AbsenceNotice.objects.create(meeting=meeting, membership=new)
    with pytest.raises(Refused, match="Brug «Ret» i stedet"):
        undo(seat)
    assert Membership.objects.count() == 1
