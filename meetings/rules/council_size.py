"""The size before reduction: § 3, stk. 1. [computed: KL's own rounding is not public]

The composition must match the votes, and every mayor sits in it. So the size is the smallest at which every
entitled party's proportional seats cover its mayors, whatever way a lot falls. Each entitled party has at
least one seat, by largest remainder (the default) or by d'Hondt; the answer says which was used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from kkr_portal.apportionment import HighestAverages, LargestRemainder, highest_averages, largest_remainder
from meetings.rules.editions import computed
from meetings.rules.entitlement import PartyVotes

SIZE = computed(
    3,
    1,
    "den mindste størrelse, hvor hvert partis forholdsmæssige pladser dækker dets borgmestre; "
    "KL's egen afrunding er ikke offentlig",
)


class Method(Enum):
    LARGEST_REMAINDER = "største brøk, mindst én plads til hvert parti"
    DHONDT = "d'Hondt, mindst én plads til hvert parti"


Shared = LargestRemainder[str] | HighestAverages[str]


@dataclass(frozen=True)
class CouncilSize:
    """``smaller`` is the result with one seat fewer, where ``short`` lack seats for their mayors."""

    size: int
    method: Method
    result: Shared | None
    smaller: Shared | None
    short: tuple[str, ...]


def shared_out(lines: Sequence[PartyVotes], size: int, method: Method) -> Shared:
    votes = {line.party: line.votes for line in lines}
    if method is Method.DHONDT:
        return highest_averages(votes, size, start=dict.fromkeys(votes, 1))
    return largest_remainder(votes, size, floor=1)


def smallest_size(lines: Sequence[PartyVotes], method: Method = Method.LARGEST_REMAINDER) -> CouncilSize:
    """``lines`` are the entitled parties, each with votes."""
    if not lines:
        return CouncilSize(0, method, None, None, ())
    size = _lower_bound(lines) if method is Method.LARGEST_REMAINDER else _by_dhondt(lines)
    while _short(lines, result := shared_out(lines, size, method)):
        size += 1
    smaller = shared_out(lines, size - 1, method) if size > len(lines) else None
    return CouncilSize(size, method, result, smaller, _short(lines, smaller) if smaller else ())


def _short(lines: Sequence[PartyVotes], result: Shared) -> tuple[str, ...]:
    return tuple(line.party for line in lines if result.seats[line.party] < line.mayors)


def _lower_bound(lines: Sequence[PartyVotes]) -> int:
    """Nobody gets more than its exact share rounded up, so below this some mayor has no seat."""
    total = sum(line.votes for line in lines)
    needed = [(line.mayors - 1) * total // line.votes + 1 for line in lines if line.mayors > 1]
    return max([len(lines), sum(max(1, line.mayors) for line in lines), *needed])


def _by_dhondt(lines: Sequence[PartyVotes]) -> int:
    """Every quotient down to the one that covers the last mayor, and one seat for each at least."""
    last = min((Fraction(line.votes, line.mayors) for line in lines if line.mayors > 1), default=None)
    return sum(max(1, line.votes // last) if last else 1 for line in lines)
