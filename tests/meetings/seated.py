"""A KKR with members on a day, for tests."""

from __future__ import annotations

from datetime import date

from kkr_portal.registry.models import Council, Municipality, Party, Person
from meetings.models import Membership, Seat, Substitute, Term

START = date(2022, 1, 19)


def new_person(name: str) -> Person:
    given, family = name.rsplit(" ", 1)
    return Person.objects.create(given_name=given, family_name=family, invented=True)


def seat_members(council: Council, count: int, *, until: date | None = None) -> list[Membership]:
    """«Medlem Nr001», … each in a seat of a term from 2022 on."""
    term = Term.objects.filter(council=council).first() or Term.objects.create(
        council=council, election_date=date(2021, 11, 16), period=(START, None)
    )
    viborg, venstre = Municipality.objects.get(name="Viborg"), Party.objects.get(letter="V")
    first = Seat.objects.filter(term=term).count() + 1
    made = []
    for number in range(first, first + count):
        seat = Seat.objects.create(term=term, kind="elected", group="Venstre", number=number)
        made.append(
            Membership.objects.create(
                seat=seat, person=new_person(f"Medlem Nr{number:03}"), municipality=viborg, party=venstre,
                period=(START, until),
            )
        )  # fmt: skip
    return made


def stand_in(membership: Membership, name: str) -> Substitute:
    return Substitute.objects.create(
        seat=membership.seat, person=new_person(name), municipality=membership.municipality,
        party=membership.party, origin="group", period=(START, None),
    )  # fmt: skip
