"""Terms and votes for the tests of composition."""

from datetime import date

from kkr_portal.registry.models import Council, Municipality, Party
from meetings.models import Term, VoteCount

ELECTION, START = date(2021, 11, 16), date(2022, 1, 19)


def make_term(council: Council, **fields: object) -> Term:
    fields = {"election_date": ELECTION, "period": (START, None), **fields}
    term = Term.objects.create(council=council, **fields)
    term.refresh_from_db()
    return term


def party(letter: str) -> Party:
    return Party.objects.get(letter=letter, municipality=None)


def give(term: Term, place: Municipality | None = None, **numbers: tuple[int, ...]) -> None:
    """``A=(votes, seats, mayors)`` for each party's letter."""
    for letter, (votes, seats, mayors) in numbers.items():
        VoteCount.objects.create(
            term=term,
            municipality=place,
            party=party(letter),
            votes=votes,
            council_seats=seats,
            mayors=mayors,
        )


def nineteen(term: Term) -> None:
    """Votes of KKR Midtjylland that need no lot, with a mayor for each of its 19 municipalities."""
    give(term, A=(200_000, 150, 9), V=(120_000, 160, 9), C=(90_000, 60, 1), F=(50_000, 30, 0))


def tied(term: Term) -> None:
    """``composition.csv``'s «a lot between two», for a council of three municipalities: V and C are equal."""
    give(term, A=(400, 5, 3), V=(300, 5, 0), C=(300, 5, 0))
