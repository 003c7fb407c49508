"""Highest averages: d'Hondt, and its like with another divisor or a start."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Generic

from kkr_portal.apportionment.result import Apportionment, K, Tie, check, resolved


@dataclass(frozen=True)
class Award(Generic[K]):
    """The seats ``numbers`` (1 is the first handed out) on one quotient, which ``among`` share.

    More than one: their order is by lot, and where there are fewer numbers than sharers, the seats too.
    """

    quotient: Fraction
    among: tuple[K, ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Cell:
    """One field of the table of quotients; ``numbers`` are the seats that it competes for, if any."""

    divisor: int
    quotient: Fraction
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class HighestAverages(Apportionment[K]):
    start: Mapping[K, int]
    awards: tuple[Award[K], ...]
    divisor: Callable[[int], int]

    def resolve(self, drawn: Sequence[K]) -> HighestAverages[K]:
        return replace(self, **resolved(self, drawn))

    def table(self) -> dict[K, list[Cell]]:
        """Each party's quotients: those that won or compete for a seat, and the first that did not."""
        rows: dict[K, list[Cell]] = {}
        for who, votes in self.votes.items():
            own = [award for award in self.awards if who in award.among]
            divisors = [self.divisor(self.start[who] + k) for k in range(len(own) + 1)]
            numbers = [*(award.numbers for award in own), ()]
            rows[who] = [Cell(d, Fraction(votes, d), n) for d, n in zip(divisors, numbers, strict=True)]
        return rows


def next_whole(seats: int) -> int:
    """D'Hondt's divisors: 1, 2, 3 …"""
    return seats + 1


def highest_averages(
    votes: Mapping[K, int],
    size: int,
    *,
    start: Mapping[K, int] | None = None,
    divisor: Callable[[int], int] = next_whole,
) -> HighestAverages[K]:
    """Each seat to the highest votes / divisor(seats so far), beginning from ``start`` (none)."""
    check(votes, size)
    seats = {who: (start or {}).get(who, 0) for who in votes}
    first = dict(seats)
    quotients = {who: Fraction(n, divisor(seats[who])) for who, n in votes.items() if n}
    awards: list[Award[K]] = []
    tie: Tie[K] | None = None
    given = sum(seats.values())
    numbers = iter(range(1, size + 1))
    while given < size and quotients and not tie:
        highest = max(quotients.values())
        among = tuple(who for who, quotient in quotients.items() if quotient == highest)
        here = min(len(among), size - given)
        awards.append(Award(highest, among, tuple(next(numbers) for _ in range(here))))
        if here < len(among):
            tie = Tie(among, here)
        else:
            for who in among:
                seats[who] += 1
                quotients[who] = Fraction(votes[who], divisor(seats[who]))
        given += here
    return HighestAverages(
        dict(votes), size, seats, first, tuple(awards), divisor, tie=tie, unfilled=max(size - given, 0)
    )


def dhondt(votes: Mapping[K, int], size: int) -> HighestAverages[K]:
    """D'Hondt: each seat to the highest votes / (seats + 1)."""
    return highest_averages(votes, size)
