"""What the tests of elections build on: a term with votes, members of it, a constitutive meeting."""

from datetime import date

from kkr_portal.registry.models import Council, Municipality, Party, Person
from meetings.actions import elections as actions
from meetings.models import Election, Meeting, Membership, Seat, Term, VoteCount

DAY = date(2022, 1, 19)  # a Wednesday; the alliances' deadline is Friday the 14th
KIND = Election.Kind


def make_meeting(council: Council, day: date = DAY, **fields) -> Meeting:
    fields = {"kind": Meeting.Kind.CONSTITUTIVE, "status": Meeting.Status.SENT} | fields
    return Meeting.objects.create(council=council, date=day, **fields)


def make_term(council: Council, votes: dict[str, int], day: date = DAY) -> Term:
    """``votes`` by the party's letter; each party elects to one seat."""
    term = Term.objects.create(council=council, election_date=date(2021, 11, 16), period=(day, None))
    for letter, number in votes.items():
        party = Party.objects.get(letter=letter, municipality=None)
        VoteCount.objects.create(term=term, party=party, votes=number, council_seats=1)
        Seat.objects.create(term=term, kind="elected", group=party.name, number=1)
    return Term.objects.get(pk=term.pk)


def make_person(name: str) -> Person:
    given, family = name.split()
    return Person.objects.create(given_name=given, family_name=family, invented=True)


def make_member(term: Term, letter: str, name: str, number: int = 1) -> Person:
    """A member in the party's seat with that number, which is made if it is not there."""
    party = Party.objects.get(letter=letter, municipality=None)
    seat, _ = Seat.objects.get_or_create(term=term, kind="elected", group=party.name, number=number)
    person = make_person(name)
    Membership.objects.create(
        seat=seat, person=person, party=party, municipality=Municipality.objects.get(name="Viborg"),
        period=(term.period.lower, None),
    )  # fmt: skip
    return person


def make_election(meeting: Meeting, kind: str, title: str = "Valg", posts: int = 1) -> Election:
    posts = 2 if kind == KIND.CHAIR_AND_DEPUTY else posts
    return actions.create_election(Election(meeting=meeting, kind=kind, title=title, posts=posts))


def party_name(letter: str) -> str:
    return Party.objects.get(letter=letter, municipality=None).name
