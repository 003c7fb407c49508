"""A KKR with members and a case to send to them, for the tests of written consultation."""

from datetime import date, timedelta

from django.utils import timezone

from kkr_portal.access.models import User
from kkr_portal.registry.models import Council, Municipality, Party, Person
from meetings.models import Consultation, Membership, Officer, Seat, Substitute, Term

START = date(2022, 1, 19)


def person(name: str) -> Person:
    given, family = name.split()
    return Person.objects.create(given_name=given, family_name=family, invented=True)


def council_of(
    council: Council, names: list[str], *, chair: str = "", term: Term | None = None
) -> dict[str, Membership]:
    """A term (a new one, or more of ``term``) with a member for each name, all of Venstre and from Viborg."""
    term = term or Term.objects.create(
        council=council, election_date=date(2021, 11, 16), period=(START, None)
    )
    filled = term.seats.count()
    viborg, venstre = Municipality.objects.get(name="Viborg"), Party.objects.get(letter="V")
    members = {}
    for number, name in enumerate(names, filled + 1):
        seat = Seat.objects.create(term=term, kind="elected", group="Venstre", number=number)
        members[name] = Membership.objects.create(
            seat=seat, person=person(name), municipality=viborg, party=venstre, period=(START, None)
        )
    if chair:
        Officer.objects.create(
            term=term, post=1, person=members[chair].person, group="Venstre", period=(START, None)
        )
    return members


def stand_in(member: Membership, name: str) -> Substitute:
    return Substitute.objects.create(
        seat=member.seat, person=person(name), municipality=member.municipality, party=member.party,
        origin="group", period=(START, None),
    )  # fmt: skip


def case(council: Council, **fields: object) -> Consultation:
    """A draft whose deadline is a week from today."""
    values = {
        "title": "Høringssvar om ekspresbusser",
        "text": "Ministeriet ønsker svar inden **1. maj**.",
        "question": "At KKR godkender høringssvaret.",
        "reason": "Svarfristen ligger før næste møde.",
        "answer_by": timezone.localdate() + timedelta(days=7),
    }
    return Consultation.objects.create(council=council, **{**values, **fields})


def link(user: User | None, member: Membership) -> None:
    User.objects.filter(pk=user.pk if user else None).update(person=member.person)
