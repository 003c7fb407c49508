"""A board on a day: each seat with who sits there, by what right and until when, and what is vacant.

Six queries for any number of boards and years: only those who sit, or are appointed to sit, are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from django.db.models import Prefetch, Q

from boards.models import Board, DeputyChair, Nominator, Seat, SeatKind, Tenure, Term
from boards.rules.balance import board_warnings
from boards.statute_check import Fact, breaches_of
from boards.told import seat_titles
from kkr_portal.law import Breach


class Standing(Enum):
    """How a board stands; the value is what the screen says."""

    LAWFUL = "Opfylder vedtægterne"
    FILLED = "Alle pladser er besat"
    VACANT = "Ledige pladser"
    BREACH = "Opfylder ikke vedtægterne"
    EMPTY = "Ingen pladser oprettet"


@dataclass(frozen=True)
class Sitting:
    """One seat on a day. ``coming``: who is appointed to it, and enters later."""

    seat: Seat
    kind: SeatKind
    title: str
    day: date
    tenure: Tenure | None = None
    coming: Tenure | None = None

    @property
    def is_vacant(self) -> bool:
        return self.tenure is None

    @property
    def carries_over(self) -> bool:
        return self.tenure is not None and self.tenure.carries_over(self.day)

    @property
    def free_from(self) -> date | None:
        """The first day on which nobody is appointed to the seat; None where that is now."""
        if self.coming:
            return self.coming.until
        if self.tenure is None or self.carries_over:
            return None
        return min(self.tenure.until, self.tenure.period.upper or self.tenure.until)


@dataclass(frozen=True)
class Seating:
    """``term`` is the one that runs on ``day``, ``next_term`` the one after it."""

    board: Board
    day: date
    sittings: Sequence[Sitting] = ()
    term: Term | None = None
    next_term: Term | None = None
    deputy: DeputyChair | None = None
    breaches: Sequence[Breach] = ()  # vacancies apart
    lacking: Sequence[Breach] = ()  # the vacancies, as the statutes count them
    warnings: Sequence[Breach] = field(default=())

    @property
    def members(self) -> list[Sitting]:
        return [one for one in self.sittings if one.kind.voting]

    @property
    def observers(self) -> list[Sitting]:
        return [one for one in self.sittings if not one.kind.voting]

    @property
    def filled(self) -> list[Sitting]:
        return [one for one in self.sittings if not one.is_vacant]

    @property
    def vacant(self) -> list[Sitting]:
        return [one for one in self.sittings if one.is_vacant]

    @property
    def carried_over(self) -> list[Sitting]:
        return [one for one in self.sittings if one.carries_over]

    @property
    def coming(self) -> list[Sitting]:
        return [one for one in self.sittings if one.coming]

    @property
    def standing(self) -> Standing:
        if not self.sittings:
            return Standing.EMPTY
        if self.breaches:
            return Standing.BREACH
        if self.vacant or self.lacking:
            return Standing.VACANT
        return Standing.LAWFUL if self.board.by_standard else Standing.FILLED

    @property
    def balance(self) -> tuple[int, int, int]:
        """Women, men, and those of whom nothing is written, among the members with a vote."""
        return balance_of(self.members)


def balance_of(sittings: Iterable[Sitting]) -> tuple[int, int, int]:
    counted = [one.tenure.counts_as for one in sittings if one.tenure]
    return counted.count("woman"), counted.count("man"), counted.count("")


def seatings(boards: Iterable[Board], day: date) -> dict[int, Seating]:
    """By the id of each board."""
    wanted = {board.pk: board for board in boards}
    seats: dict[int, list[Seat]] = defaultdict(list)
    in_order = Seat.objects.filter(seat_kind__board__in=wanted).select_related(
        "seat_kind__appointing_council"
    )
    for seat in in_order.order_by("seat_kind__position", "seat_kind", "number"):
        seats[seat.seat_kind.board_id].append(seat)
    now, later = _tenures(wanted, day)
    terms: dict[int, list[Term]] = defaultdict(list)
    for term in Term.objects.filter(board__in=wanted, period__endswith__gt=day).order_by("period"):
        terms[term.board_id].append(term)
    deputies = {
        one.board_id: one
        for one in DeputyChair.objects.filter(board__in=wanted, period__contains=day).select_related(
            "tenure__person"
        )
    }
    return {
        pk: _seating(board, day, seats[pk], now, later, terms[pk], deputies.get(pk))
        for pk, board in wanted.items()
    }


def seating(board: Board, day: date) -> Seating:
    return seatings([board], day)[board.pk]


def _tenures(boards: Iterable[int], day: date) -> tuple[dict[int, Tenure], dict[int, Tenure]]:
    """By seat: who sits on the day, and who enters next."""
    found = (
        Tenure.objects.filter(Q(period__endswith=None) | Q(period__endswith__gt=day), board__in=boards)
        .select_related("person", "municipality", "term")
        .prefetch_related(
            Prefetch("nominators", Nominator.objects.select_related("organisation"))
        )
        .order_by("-period")
    )  # fmt: skip
    now: dict[int, Tenure] = {}
    later: dict[int, Tenure] = {}
    for tenure in found:
        (now if tenure.sits_on(day) else later)[tenure.seat_id] = tenure
    return now, later


def _seating(
    board: Board, day: date, seats: list[Seat], now: dict[int, Tenure], later: dict[int, Tenure],
    terms: list[Term], deputy: DeputyChair | None,
) -> Seating:  # fmt: skip
    titles = seat_titles(seats)
    sittings = [
        Sitting(seat, seat.seat_kind, titles[seat.pk], day, now.get(seat.pk), later.get(seat.pk))
        for seat in seats
    ]
    term = next((one for one in terms if one.period.lower <= day), None)
    facts = [Fact(one.kind, one.tenure) for one in sittings if one.tenure]
    wrong, lacking = breaches_of(board, [one.kind for one in sittings], facts)
    women, men, unknown = balance_of(one for one in sittings if one.kind.voting)
    return Seating(
        board, day, sittings, term, next((one for one in terms if one.period.lower > day), None), deputy,
        wrong, lacking,
        board_warnings(women=women, men=men, unknown=unknown, reason=term.balance_reason if term else ""),
    )  # fmt: skip
