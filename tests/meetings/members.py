"""A KKR's term with people in it, for the tests about members."""

from __future__ import annotations

from datetime import date

from kkr_portal.registry.models import Council, Municipality, Party, Person
from meetings.actions.people import Who
from meetings.models import Membership, Officer, Seat, Substitute, Term

START, LATER = date(2022, 1, 19), date(2023, 6, 1)


class House:
    """Seats and people of KKR Midtjylland 2022–2026, made as they are asked for."""

    def __init__(self, council: Council) -> None:
        self.council = council
        self.term = Term.objects.create(
            council=council, election_date=date(2021, 11, 16), period=(START, None)
        )
        self.term.refresh_from_db()  # with its period as a range

    def person(self, name: str, **fields: str) -> Person:
        given, family = name.rsplit(" ", 1)
        return Person.objects.create(given_name=given, family_name=family, invented=True, **fields)

    def place(self, name: str = "Viborg") -> Municipality:
        return Municipality.objects.get(name=name)

    def party(self, letter: str = "V") -> Party:
        return Party.objects.get(letter=letter, municipality=None)

    def elected_seat(self, group: str = "Venstre") -> Seat:
        number = self.term.seats.filter(group=group).count() + 1
        return Seat.objects.create(term=self.term, kind="elected", group=group, number=number)

    def mayor_seat(self, place: str = "Viborg") -> Seat:
        return Seat.objects.create(term=self.term, kind="mayor", municipality=self.place(place))

    def put(self, seat: Seat, name: str, since: date = START, letter: str = "V", **fields: str) -> Membership:
        return Membership.objects.create(
            seat=seat, person=self.person(name, **fields), municipality=seat.municipality or self.place(),
            party=self.party(letter), period=(since, None),
        )  # fmt: skip

    def stand_in(self, seat: Seat, name: str, since: date = START, **fields: str) -> Substitute:
        return Substitute.objects.create(
            seat=seat, person=self.person(name, **fields), municipality=seat.municipality or self.place(),
            party=self.party(), origin="first_deputy" if seat.kind == "mayor" else "group",
            period=(since, None),
        )  # fmt: skip

    def officer(self, membership: Membership, post: int = 1) -> Officer:
        return Officer.objects.create(
            term=self.term, post=post, person=membership.person, group="Venstre og Konservative",
            period=(START, None),
        )  # fmt: skip

    def given(self, person: Person | str) -> dict[str, object]:
        """What the actions ask for about a person in a seat."""
        who = Who(known=person) if isinstance(person, Person) else Who(None, *person.rsplit(" ", 1))
        return {"who": who, "municipality": self.place(), "party": self.party()}
