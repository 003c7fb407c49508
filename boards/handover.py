"""From one term to the next after a municipal election: which seats lapse, who stays on, who has come.

Six queries, whatever the number of boards and years.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from boards.models import Board, Seat, Tenure, Term
from boards.rules.terms import term_end
from boards.told import seat_titles
from kkr_portal.registry.models import Council

WITHIN = timedelta(days=366)  # a term that ends so soon after an election ends because of it


class State(Enum):
    """How far a seat is; the value is what the screen says."""

    SUCCEEDED = "Efterfølger udpeget"
    AGAIN = "Genudpeget"
    CARRIED_OVER = "Bliver siddende"
    LAPSES = "Bortfalder"
    VACANT = "Ledig"


DONE = (State.SUCCEEDED, State.AGAIN)


@dataclass(frozen=True)
class SeatChange:
    seat: Seat
    title: str
    before: Tenure | None
    after: Tenure | None
    state: State
    ends: date

    @property
    def is_done(self) -> bool:
        return self.state in DONE


@dataclass(frozen=True)
class BoardChange:
    """``ends``: the day on which the old term has ended; ``following``: the new one, where it is set."""

    board: Board
    ends: date
    following: Term | None
    seats: Sequence[SeatChange]

    @property
    def done(self) -> int:
        return sum(one.is_done for one in self.seats)

    def count(self, state: State) -> int:
        return sum(one.state is state for one in self.seats)

    @property
    def carried_over(self) -> int:
        return self.count(State.CARRIED_OVER)

    @property
    def lapsing(self) -> int:
        return self.count(State.LAPSES)

    @property
    def vacant(self) -> int:
        return self.count(State.VACANT)


@dataclass(frozen=True)
class CouncilChange:
    council: Council
    boards: Sequence[BoardChange]

    @property
    def total(self) -> int:
        return sum(len(one.seats) for one in self.boards)

    @property
    def done(self) -> int:
        return sum(one.done for one in self.boards)

    @property
    def open(self) -> int:
        return self.total - self.done


def handover(boards: Iterable[Board], election: date, day: date) -> list[CouncilChange]:
    """As it stands on ``day``; by KKR. Boards without a term that ends after the election are left out."""
    chosen = {board.pk: board for board in boards}
    old: dict[int, Term] = {}
    new: dict[int, Term] = {}
    for term in Term.objects.filter(board__in=chosen, period__endswith__gt=election).order_by("-period"):
        if term.period.lower <= election:
            old[term.board_id] = term
        else:
            new[term.board_id] = term  # the earliest comes last
    ends = {pk: term.period.upper for pk, term in old.items() if term.period.upper <= election + WITHIN}
    for pk, term in new.items():  # set up for the term after the election only
        if pk not in old and term.period.lower == term_end(election):
            ends[pk] = term.period.lower
    seats: dict[int, list[Seat]] = defaultdict(list)
    found = Seat.objects.filter(seat_kind__board__in=ends).select_related("seat_kind")
    for seat in found.order_by("seat_kind__position", "seat_kind", "number"):
        seats[seat.seat_kind.board_id].append(seat)
    before, after = _tenures(ends)
    by_council: dict[Council, list[BoardChange]] = defaultdict(list)
    for pk, end in ends.items():
        titles = seat_titles(seats[pk])
        changes = [
            _change(seat, titles[seat.pk], before.get(seat.pk), after.get(seat.pk), end, day)
            for seat in seats[pk]
        ]
        by_council[chosen[pk].council].append(BoardChange(chosen[pk], end, new.get(pk), changes))
    return [
        CouncilChange(council, sorted(own, key=lambda one: one.board.sort_key))
        for council, own in sorted(by_council.items(), key=lambda pair: pair[0].sort_key)
    ]


def _tenures(ends: dict[int, date]) -> tuple[dict[int, Tenure], dict[int, Tenure]]:
    """By seat: the last of the old term, and the first of the new."""
    before: dict[int, Tenure] = {}
    after: dict[int, Tenure] = {}
    found = Tenure.objects.filter(board__in=ends).select_related("person", "term")
    earliest = min(ends.values(), default=date.max)
    for tenure in found.filter(until__gte=earliest - timedelta(days=5 * 366)).order_by("period"):
        end = ends[tenure.board_id]
        if tenure.term.period.lower < end:
            before[tenure.seat_id] = tenure
        elif tenure.seat_id not in after:
            after[tenure.seat_id] = tenure
    return before, after


def _change(
    seat: Seat, title: str, before: Tenure | None, after: Tenure | None, end: date, day: date
) -> SeatChange:
    return SeatChange(seat, title, before, after, _state(before, after, end, day), end)


def _state(before: Tenure | None, after: Tenure | None, end: date, day: date) -> State:
    if after:
        return State.AGAIN if before and before.person_id == after.person_id else State.SUCCEEDED
    still = before and before.period.upper is None
    if still and day >= end:
        return State.CARRIED_OVER
    return State.LAPSES if still or (before and before.sits_on(day)) else State.VACANT
