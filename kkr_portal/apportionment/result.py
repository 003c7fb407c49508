"""What every method answers: the decided seats, and the tie that people must draw."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Tie(Generic[K]):
    """Equal: ``seats`` of them, fewer than those ``among`` whom they are drawn."""

    among: tuple[K, ...]
    seats: int

    def winners(self, drawn: Sequence[K]) -> tuple[K, ...]:
        """The first of the drawn order. Raises ValueError unless it names the right ones, once each."""
        order = tuple(drawn)
        if len(set(order)) != len(order) or not self.seats <= len(order) or not set(order) <= set(self.among):
            raise ValueError(f"the draw {order} does not settle {self.seats} of {self.among}")
        return order[: self.seats]


@dataclass(frozen=True)
class Apportionment(Generic[K]):
    """Who has how many seats so far, and what a lot must settle."""

    votes: Mapping[K, int]
    size: int
    seats: Mapping[K, int]
    tie: Tie[K] | None = field(default=None, kw_only=True)
    unfilled: int = field(default=0, kw_only=True)
    drawn: tuple[K, ...] = field(default=(), kw_only=True)


def resolved(result: Apportionment[K], drawn: Sequence[K]) -> dict[str, Any]:
    if result.tie is None:
        raise ValueError("there is no tie to draw")
    winners = result.tie.winners(drawn)
    seats = {who: n + (who in winners) for who, n in result.seats.items()}
    return {"seats": seats, "tie": None, "drawn": winners}


def check(votes: Mapping[K, int], size: int) -> None:
    if size < 0 or any(n < 0 for n in votes.values()):
        raise ValueError("votes and seats are never negative")
