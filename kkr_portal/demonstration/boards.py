"""The boards of the six erhvervshuse by the standard statutes, over three terms.

The source has the statutes, the end of the term 2018–2022 on 1 April 2022 after the municipal election of
16 November 2021, and the day of the next boards. Who sits in the seats is invented, all of them: names are
put together from two lists of plants and animals, and every person is marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from django.db import transaction

from boards.actions.boards import set_up
from boards.actions.tenures import Eligible, appoint, end_tenure
from boards.actions.terms import elect_deputy
from boards.models import Board, Seat, Tenure, Term
from boards.rules.elections import latest_election, next_election
from boards.rules.terms import term_end
from kkr_portal.access.models import User
from kkr_portal.demonstration import figures
from kkr_portal.registry.models import BusinessHouse, Municipality, Organisation, Person
from meetings.actions.people import Who

INVENTED = "Opdigtet til demonstrationen"
SOURCE = "KL's notat af 4. september 2021 med standardvedtægternes § 5.2 (punkt 5.2); personerne er opdigtet"
# The first term of the source ends on 1 April 2022; when it began in 2018 is not told, and is invented.
FIRST_TERM = date(2018, 4, 1)
TERMS = 3
AGAIN = {"chair", "municipal", "knowledge"}  # some of these sit for a second term
# How far each house is with the newest term: which kinds of seats have a successor.
FURTHEST = {
    "hovedstaden": {"chair", "municipal", "business", "knowledge", "employees", "region", "observer"},
    "sjaelland": {"chair", "municipal", "region", "observer"},
    "fyn": {"chair", "municipal", "business", "knowledge", "employees", "region", "observer"},
    "sydjylland": {"chair", "municipal"},
    "midtjylland": {"chair", "municipal", "knowledge", "employees", "region", "observer"},
    "nordjylland": {"chair"},
}
LEFT_EARLY = ("midtjylland", "business", 2, date(2024, 9, 1))  # and a successor for the rest of the term
VACANT = ("sjaelland", "business", 4, date(2025, 6, 1))  # and nobody since
BOARD_MEMBER = "bestyrelse@midtjylland.example"


@dataclass
class _Cast:
    """Invented people, in an order that is always the same."""

    names: Iterator[tuple[str, str]]
    number: int = 0

    def next(self) -> tuple[Person, str]:
        """The person, and how they count in the balance."""
        given, family = next(self.names)
        self.number += 1
        person = Person.objects.create(
            given_name=given, family_name=f"{family} (opdigtet)", invented=True, source=INVENTED
        )
        return person, "woman" if given in WOMEN else "man"


WOMEN = ("Agnes", "Bodil", "Cecilie", "Dagny", "Else", "Frida", "Gerda", "Helga", "Inger", "Johanne")
MEN = ("Aksel", "Bertil", "Christian", "David", "Emil", "Finn", "Georg", "Hugo", "Isak", "Jeppe")
FAMILY = ("Agerhøne", "Birk", "Citronmelisse", "Dompap", "Elletræ", "Fasan", "Guldregn", "Havtorn", "Ibis",
          "Jasmin", "Kornblomst", "Lærke", "Måge", "Nellike", "Odder", "Pil", "Rødkælk", "Svale", "Tjørn",
          "Ugle", "Viol", "Ærenpris")  # fmt: skip


def load() -> None:
    """All six boards. In a database without boards."""
    with transaction.atomic():
        cast = _Cast(_names())
        for house in BusinessHouse.objects.select_related("council__region").order_by("sort_key"):
            _board(house, cast)
        _one_who_signs_in()


def _names() -> Iterator[tuple[str, str]]:
    """Women and men in turn; no name twice."""
    turns = [
        (given, family) for family, pair in product(FAMILY, zip(WOMEN, MEN, strict=True)) for given in pair
    ]
    return iter(turns)


def _board(house: BusinessHouse, cast: _Cast) -> None:
    board = set_up(
        board=Board(
            name=house.name, slug=house.slug, council=house.council, business_house=house,
            statutes=Board.Statutes.STANDARD, source=SOURCE, invented=True,
            purpose="Leder erhvervshuset, som vejleder kommunernes virksomheder.",
        )
    )  # fmt: skip
    director, _ = cast.next()
    Board.objects.filter(pk=board.pk).update(director=director)
    first = FIRST_TERM
    places = list(Municipality.objects.filter(region=house.council.region).order_by("sort_key"))
    for number in range(TERMS):
        term = Term.objects.create(
            board=board, period=(first, term_end(next_election(first))), election_date=latest_election(first),
            note="" if number else "Periodens første dag er opdigtet; kilden har kun den sidste.",
        )  # fmt: skip
        term.refresh_from_db()
        filled = FURTHEST[house.slug] if number == TERMS - 1 else None
        _fill(board, term, number, places, cast, filled)
        if number == 1:
            _changes_on_the_way(board, term, cast)
        first = term.period.upper
    chair_kind = Tenure.objects.filter(board=board, period__endswith=None, seat__seat_kind__voting=True)
    member = chair_kind.exclude(seat__seat_kind__rule="chair").order_by("seat").first()
    if member:
        elect_deputy(board=board, tenure=member, since=max(member.since, date(2026, 5, 4)))


def _fill(
    board: Board, term: Term, number: int, places: list[Municipality], cast: _Cast, filled: set[str] | None
) -> None:
    """Every seat, or those of the kinds in ``filled``; some sit for a second term."""
    seats = Seat.objects.filter(seat_kind__board=board).select_related("seat_kind__board")
    for seat in seats.order_by("seat_kind__position", "number"):
        kind = seat.seat_kind.rule
        if filled is not None and kind not in filled:
            continue
        sits = seat.tenures.filter(period__endswith=None).select_related("person", "municipality").first()
        again = sits and number == 1 and seat.number == 1 and kind in AGAIN
        person, counts_as = (sits.person, sits.counts_as) if sits and again else cast.next()
        place = sits.municipality if sits and again else places[(number + seat.number) % len(places)]
        _appoint(seat, person, counts_as, term, term.period.lower, place)


def _appoint(
    seat: Seat, person: Person, counts_as: str, term: Term, since: date, place: Municipality | None
) -> Tenure:
    kind = seat.seat_kind.rule
    organisations = {one.name: one for one in Organisation.objects.all()}
    business = [row["name"] for row in figures.rows("nominating_organisations")]
    nominators: tuple[str, ...] = ()
    if kind == "business":
        nominators = ("SMVdanmark",) if seat.number == 1 else (business[seat.number],)
    if kind == "employees":
        nominators = ("FH", "AC")
    return appoint(
        seat=seat, who=Who(known=person), term=term, since=since,
        eligible=Eligible(
            municipality=place if kind in ("chair", "municipal") else None,
            active_in_business=kind == "business", from_sme=kind == "business" and seat.number == 1,
            nominators=tuple(organisations[name] for name in nominators), counts_as=counts_as,
        ),
    )  # fmt: skip


def _changes_on_the_way(board: Board, term: Term, cast: _Cast) -> None:
    """A member leaves and is replaced for the rest of the term; another leaves, and the seat stays vacant."""
    for (house, kind, number, day), replaced in ((LEFT_EARLY, True), (VACANT, False)):
        if board.slug != house:
            continue
        seat = Seat.objects.select_related("seat_kind__board").get(
            seat_kind__board=board, seat_kind__rule=kind, number=number
        )
        end_tenure(tenure=seat.tenures.get(term=term), day=day, because=Tenure.Ended.RESIGNED, note=INVENTED)
        if replaced:
            person, counts_as = cast.next()
            _appoint(seat, person, counts_as, term, day, None)


def _one_who_signs_in() -> None:
    """The demonstration's board member sits on the board of Midtjylland."""
    user = User.objects.filter(email=BOARD_MEMBER).first()
    seat = Tenure.objects.filter(board__slug="midtjylland", seat__seat_kind__rule="knowledge").order_by(
        "period"
    )
    if user and (tenure := seat.last()):
        Person.objects.filter(pk=tenure.person_id).update(
            given_name="Bo", family_name="Bestyrelsesmedlem (opdigtet)"
        )
        Tenure.objects.filter(pk=tenure.pk).update(counts_as="man")
        User.objects.filter(pk=user.pk).update(person=tenure.person)
