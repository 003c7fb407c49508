"""The reduction to the cap: § 3, stk. 2, second half. Three principles, and how they are met [computed].

Nobody under the number of its mayors, every entitled party at least one, and the worst-off party's
under-representation (seat share against vote share) as small as possible. Every party starts at its floor,
and each next seat goes to the party with the lowest seats / votes. That is optimal: a property test holds it
against brute force. Equal parties are a tie.

A party may come out with more seats than before the reduction; the text does not forbid it, and ``gains``
names them, so that people see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kkr_portal.apportionment import HighestAverages, highest_averages
from meetings.rules.editions import cite, computed

CAP = cite(3, 2)
REDUCTION = computed(
    3,
    2,
    "hvert parti begynder ved sit mindstetal, og hver næste plads går til det parti, der har færrest pladser "
    "for sine stemmer",
)
MUNICIPALITIES_TIMES = 2


def cap(municipalities: int) -> int:
    return MUNICIPALITIES_TIMES * municipalities


def _as_it_stands(seats: int) -> int:
    """The divisor: votes for each seat that the party already has."""
    return seats


def reduce(votes: Mapping[str, int], floors: Mapping[str, int], size: int) -> HighestAverages[str]:
    """``floors`` are at least one for each. Where they alone exceed ``size``, the result is the floors."""
    return highest_averages(votes, size, start=floors, divisor=_as_it_stands)


def gains(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    return {party: n - before[party] for party, n in after.items() if n > before[party]}


@dataclass(frozen=True)
class WorstOff:
    """``ratio`` is seat share / vote share: 1 is exactly proportional, less is under-represented."""

    party: str
    ratio: Fraction


def worst_off(votes: Mapping[str, int], seats: Mapping[str, int], all_votes: int) -> WorstOff | None:
    """The most under-represented of those with votes; None when nobody has any."""
    size = sum(seats.values())
    ratios = {party: Fraction(seats[party] * all_votes, size * n) for party, n in votes.items() if n and size}
    party = min(ratios, key=lambda party: ratios[party], default=None)
    return WorstOff(party, ratios[party]) if party is not None else None
