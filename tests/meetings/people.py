"""Members and stand-ins of a KKR, for tests that send them mails."""

from datetime import date

from kkr_portal.registry.models import Council, Municipality, Party, Person
from meetings.models import Membership, Seat, Substitute, Term

START = date(2022, 1, 1)


def person(name: str, email: str = "") -> Person:
    given, family = name.split()
    address = email or f"{given.lower()}@kommune.example"
    return Person.objects.create(
        given_name=given, family_name=family, invented=True, email="" if email == "-" else address
    )


def term(council: Council) -> Term:
    return Term.objects.get_or_create(
        council=council, election_date=date(2021, 11, 16), defaults={"period": (START, None)}
    )[0]


def seat(
    council: Council, member: Person, substitute: Person | None = None, until: date | None = None
) -> Seat:
    """A new seat with its member, and with a stand-in."""
    of = term(council)
    made = Seat.objects.create(term=of, kind="elected", group="Venstre", number=of.seats.count() + 1)
    put(made, member, until=until)
    if substitute:
        put(made, substitute, model=Substitute)
    return made


def put(at: Seat, who: Person, since: date = START, until: date | None = None, model=Membership):
    viborg, venstre = Municipality.objects.get(name="Viborg"), Party.objects.get(letter="V")
    fields = {"origin": "group"} if model is Substitute else {}
    return model.objects.create(
        seat=at, person=who, municipality=viborg, party=venstre, period=(since, until), **fields
    )
