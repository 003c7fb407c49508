"""A KKR with a few members and the meeting that it has held: where tests of the meeting itself start."""

from datetime import date

from kkr_portal.registry.models import Council, Municipality, Party, Person
from meetings.models import Membership, Seat, Stay, Substitute, Term

START = date(2022, 1, 19)


def person(name: str) -> Person:
    given, _, family = name.partition(" ")
    return Person.objects.get_or_create(given_name=given, family_name=family, invented=True)[0]


def term_of(council: Council) -> Term:
    return Term.objects.get_or_create(
        council=council, election_date=date(2021, 11, 16), defaults={"period": (START, None)}
    )[0]


def seat(
    council: Council, name: str, *, letter: str = "A", since: date = START, until=None, substitute=""
) -> Seat:
    """A seat of its own for the person; with ``substitute``, also the stand-in's name."""
    term, party = term_of(council), Party.objects.get(letter=letter, municipality=None)
    viborg = Municipality.objects.get(name="Viborg")
    number = Seat.objects.filter(term=term, group=party.name).count() + 1
    made = Seat.objects.create(term=term, kind="elected", group=party.name, number=number)
    common = {"seat": made, "municipality": viborg, "party": party, "period": (since, until)}
    Membership.objects.create(person=person(name), **common)
    if substitute:
        Substitute.objects.create(person=person(substitute), origin="group", **common)
    return made


def sits(meeting, at: Seat, name: str, first=None, last=None) -> Stay:
    return Stay.objects.create(meeting=meeting, seat=at, person=person(name), first=first, last=last)
