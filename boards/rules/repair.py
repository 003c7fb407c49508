"""The smallest change that makes a board lawful: standardvedtægterne § 5.2; what is small is ours. [computed]

A change is one act: somebody leaves a seat to another, moves to another kind of seat, is dropped, gets what
can be asked for (a nomination, an appointment in the own name), or a new person takes an empty seat. Of
equally many acts the one in which the fewest people leave, then move, is proposed.

Every candidate is either kept, moved, replaced or dropped, and every seat holds one: an assignment problem,
solved exactly (the Hungarian method). One business seat is set aside for somebody from an SME. Where a person
stands on several seats, each choice of the one to keep is tried.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import product

from boards.rules.composition import Candidate, lasting, mendable
from boards.rules.statutes import BUSINESS_HOUSE_BOARD, COMPOSITION, Kind, Place
from kkr_portal.law import Certainty

ACT = 10_000  # one act outweighs any choice between acts
DROPPED, LEAVES, MOVES, ASKS = 101, 100, 10, 1
NEVER = ACT * 1_000
HOW_COUNTED = COMPOSITION.but(
    Certainty.COMPUTED,
    "vedtægterne siger, hvad der er lovligt, ikke hvilken ændring der er mindst",
)


class Act(Enum):
    DROP = "drop"
    REPLACE = "replace"
    MOVE = "move"
    ASK = "ask"
    FILL = "fill"


@dataclass(frozen=True)
class Change:
    """``kind``: the seat it is about; ``to``: where a move ends; ``lacks``: what is to be asked for."""

    act: Act
    kind: Kind
    person: str = ""
    to: Kind | None = None
    lacks: tuple[str, ...] = ()
    from_sme: bool = False

    @property
    def acts(self) -> int:
        return 2 if self.act is Act.MOVE and self.lacks else 1

    def __str__(self) -> str:
        sme = " fra en lille eller mellemstor virksomhed" if self.from_sme else ""
        if self.act is Act.DROP:
            return f"Tag {self.person} af pladsen som {self.kind.value}"
        if self.act is Act.REPLACE:
            return f"Find en anden end {self.person} til pladsen som {self.kind.value}{sme}"
        if self.act is Act.MOVE and self.to:
            moved = f"Flyt {self.person} fra pladsen som {self.kind.value} til pladsen som {self.to.value}"
            return f"{moved}, og få bragt i orden: {self.person} {_and(self.lacks)}" if self.lacks else moved
        if self.act is Act.ASK:
            return f"Få bragt i orden: {self.person} {_and(self.lacks)}"
        return f"Find en til den ledige plads som {self.kind.value}{sme}"


def _and(lacks: Sequence[str]) -> str:
    return ", og ".join(lacks)


@dataclass(frozen=True)
class _Slot:
    kind: Kind
    for_sme: bool = False


def smallest_change(
    candidates: Sequence[Candidate],
    *,
    statutes: Sequence[Place] = BUSINESS_HOUSE_BOARD,
    complete: bool = True,
) -> list[Change]:
    """Empty where the board is lawful. ``complete`` as in ``composition_breaches``."""
    solved = [_solve(candidates, kept, _slots(statutes), complete) for kept in _choices(candidates)]
    return min(solved, key=lambda found: found[0])[1] if solved else []


def _slots(statutes: Sequence[Place]) -> list[_Slot]:
    """Every seat; the first business seat is the one for an SME."""
    return [
        _Slot(place.kind, for_sme=place.kind is Kind.BUSINESS and number == 0)
        for place in statutes
        for number in range(place.count)
    ]


def _choices(candidates: Sequence[Candidate]) -> list[frozenset[int]]:
    """Which of a person's places may be kept: one of each person, in every combination."""
    places: dict[object, list[int]] = defaultdict(list)
    for number, one in enumerate(candidates):
        places[one.person].append(number)
    return [frozenset(kept) for kept in product(*places.values())]


def _solve(
    candidates: Sequence[Candidate], kept: frozenset[int], slots: list[_Slot], complete: bool
) -> tuple[int, list[Change]]:
    """Rows are candidates and «nobody», columns are seats and «dropped»."""
    people, seats = len(candidates), len(slots)
    cost = [[0] * (seats + people) for _ in range(people + seats)]
    for row, one in enumerate(candidates):
        for column, slot in enumerate(slots):
            cost[row][column] = _price(one, slot, may_stay=row in kept)
        for column in range(seats, seats + people):
            cost[row][column] = ACT + DROPPED
    for row in range(people, people + seats):
        for column in range(seats):
            cost[row][column] = ACT if complete else 0
    chosen = _assign(cost)
    changes = [
        change
        for row, one in enumerate(candidates)
        if (change := _change(one, slots[chosen[row]] if chosen[row] < seats else None, row in kept))
    ]
    if complete:
        taken = set(chosen[:people])
        changes += [
            Change(Act.FILL, slot.kind, from_sme=slot.for_sme and not _has_sme(candidates, chosen, slots))
            for column, slot in enumerate(slots)
            if column not in taken
        ]
    return sum(cost[row][column] for row, column in enumerate(chosen)), changes


def _price(one: Candidate, slot: _Slot, *, may_stay: bool) -> int:
    """Of having the candidate in the seat; in the own kind also of leaving it to somebody new."""
    own = one.kind is slot.kind
    stays = NEVER
    there = replace(one, kind=slot.kind)
    if may_stay and not lasting(there) and (not slot.for_sme or one.from_sme):
        stays = 0 if own else ACT + MOVES
        stays += (ACT + ASKS) if mendable(there) else 0
    return min(stays, ACT + LEAVES) if own else stays


def _change(one: Candidate, slot: _Slot | None, may_stay: bool) -> Change | None:
    name = str(one.person)
    if slot is None:
        return Change(Act.DROP, one.kind, name)
    there = replace(one, kind=slot.kind)
    fits = may_stay and not lasting(there) and (not slot.for_sme or one.from_sme)
    if not fits:
        return Change(Act.REPLACE, one.kind, name, from_sme=slot.for_sme)
    if one.kind is not slot.kind:
        return Change(Act.MOVE, one.kind, name, to=slot.kind, lacks=tuple(mendable(there)))
    return Change(Act.ASK, one.kind, name, lacks=tuple(lacks)) if (lacks := mendable(there)) else None


def _has_sme(candidates: Sequence[Candidate], chosen: list[int], slots: list[_Slot]) -> bool:
    return any(
        one.from_sme and column < len(slots) and slots[column].kind is Kind.BUSINESS
        for one, column in zip(candidates, chosen, strict=False)
    )


def _assign(cost: list[list[int]]) -> list[int]:
    """The column of each row so that the sum is least: the Hungarian method on a square of whole numbers."""
    size = len(cost)
    row_price, column_price, row_of = [0] * (size + 1), [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        row_of[0], column = row, 0
        least: list[int | None] = [None] * (size + 1)
        came_from, seen = [0] * (size + 1), [False] * (size + 1)
        while row_of[column]:
            seen[column] = True
            here, step, following = row_of[column], None, 0
            for other in range(1, size + 1):
                if seen[other]:
                    continue
                left = cost[here - 1][other - 1] - row_price[here] - column_price[other]
                best = least[other]
                if best is None or left < best:
                    least[other], came_from[other] = left, column
                    best = left
                if step is None or best < step:
                    step, following = best, other
            for other in range(size + 1):
                if seen[other]:
                    row_price[row_of[other]] += step or 0
                    column_price[other] -= step or 0
                elif (value := least[other]) is not None:
                    least[other] = value - (step or 0)
            column = following
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    found = [0] * size
    for column in range(1, size + 1):
        found[row_of[column] - 1] = column - 1
    return found
