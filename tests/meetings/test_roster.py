"""Who sat in the KKR on a day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from kkr_portal.registry.models import Municipality, Party, Person
from meetings.models import Absence, Membership, Officer, Seat, Substitute, Term
from meetings.roster import roster_on

START, LATER = date(2022, 1, 19), date(2023, 6, 1)


@pytest.fixture
def term(council):
    return Term.objects.create(council=council, election_date=date(2021, 11, 16), period=(START, None))


@pytest.fixture
def person(db):
    def make(name: str) -> Person:
        given, family = name.split()
        return Person.objects.create(given_name=given, family_name=family, invented=True)

    return make


@pytest.fixture
def seat(term):
    return Seat.objects.create(term=term, kind="elected", group="Venstre", number=1)


@pytest.fixture
def put(seat):
    def make(who: Person, since=START, until=None, *, model=Membership, at=seat, **fields):
        viborg, venstre = Municipality.objects.get(name="Viborg"), Party.objects.get(letter="V")
        if model is Substitute:
            fields.setdefault("origin", "group")
        return model.objects.create(
            seat=at, person=who, municipality=viborg, party=venstre, period=(since, until), **fields
        )

    return make


def test_past_days_show_the_people_of_their_day(council, seat, put, person):
    anna, bo, carl = person("Anna Øst"), person("Bo Ås"), person("Carl Eg")
    put(anna, START, LATER)
    put(bo, START, LATER, model=Substitute)
    put(bo, LATER)
    put(carl, LATER, model=Substitute)

    before, after = roster_on(council, date(2023, 5, 31)), roster_on(council, LATER)
    assert [(s.member.person, s.substitute.person) for s in before.sittings] == [(anna, bo)]
    assert [(s.member.person, s.substitute.person) for s in after.sittings] == [(bo, carl)]
    assert roster_on(council, date(2021, 10, 11)).sittings == []
    assert before.of(bo).member.person == anna
    assert after.of(anna) is None


def test_one_query_for_one_member_and_for_many(council, term, seat, put, person, django_assert_num_queries):
    put(person("Anna Øst"))
    for number in range(2, 40):
        more = Seat.objects.create(term=term, kind="elected", group="Venstre", number=number)
        put(person(f"Medlem Nr{number}"), at=more)
        put(person(f"Sted Fortræder{number}"), at=more, model=Substitute)
    with django_assert_num_queries(1):
        roster = roster_on(council, START)
        names = [f"{s.acting} {s.party} {s.municipality} {s.substitute and s.substitute.person}"
                 for s in roster.sittings]  # fmt: skip
    assert len(names) == 39


def test_a_long_absence_lets_the_substitute_act_and_another_hold_the_post(council, term, seat, put, person):
    anna, bo, carl = person("Anna Øst"), person("Bo Ås"), person("Carl Eg")
    membership = put(anna)
    put(bo, model=Substitute)
    other = Seat.objects.create(term=term, kind="elected", group="Venstre", number=2)
    put(carl, at=other)
    Officer.objects.create(term=term, post=1, person=anna, group="Venstre", period=(START, None))
    Absence.objects.create(membership=membership, kind="exempt", period=(LATER, date(2023, 12, 1)))
    Officer.objects.create(
        term=term, post=1, person=carl, group="Venstre", for_a_time=True, period=(LATER, date(2023, 12, 1))
    )

    before, during = roster_on(council, START), roster_on(council, LATER)
    assert (before.chair.acting, during.chair.acting) == (anna, carl)
    assert during.of(anna).acting == bo
    assert roster_on(council, date(2023, 12, 1)).chair.acting == anna


def test_vacant_seats_come_last(council, term, seat, put, person):
    Seat.objects.create(term=term, kind="mayor", municipality=Municipality.objects.get(name="Aarhus"))
    put(person("Åse Å"))
    assert [str(s.acting) for s in roster_on(council, START).sittings] == ["Åse Å", "None"]


def test_two_people_in_one_seat_are_refused_by_the_database(seat, put, person):
    put(person("Anna Øst"), START, LATER)
    with pytest.raises(IntegrityError, match="one_member_in_a_seat"), transaction.atomic():
        put(person("Bo Ås"), date(2023, 5, 31))
    put(person("Carl Eg"), LATER)


def test_a_member_of_two_seats_and_a_substitute_for_two_are_refused(term, seat, put, person):
    anna, bo = person("Anna Øst"), person("Bo Ås")
    put(anna)
    put(bo, model=Substitute)
    other = Seat.objects.create(term=term, kind="elected", group="Venstre", number=2)
    with pytest.raises(IntegrityError, match="one_seat_for_a_member"), transaction.atomic():
        put(anna, LATER, at=other)
    with pytest.raises(IntegrityError, match="one_seat_for_a_substitute"), transaction.atomic():
        put(bo, LATER, at=other, model=Substitute)
    with pytest.raises(IntegrityError, match="one_substitute_for_a_seat"), transaction.atomic():
        put(person("Carl Eg"), LATER, model=Substitute)


@pytest.mark.parametrize("first", [Membership, Substitute])
def test_a_member_is_no_substitute_and_a_substitute_no_member(first, term, seat, put, person):
    anna = person("Anna Øst")
    put(anna, START, LATER, model=first)
    second = Substitute if first is Membership else Membership
    other = Seat.objects.create(term=term, kind="elected", group="Venstre", number=2)
    with pytest.raises(IntegrityError, match=r"§ 3, stk\. 4"), transaction.atomic():
        put(anna, date(2023, 1, 1), model=second, at=other)
    put(anna, LATER, model=second, at=other)
