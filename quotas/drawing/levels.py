"""Numbers in a few steps, each with its own look: fill, edge and text. The number always stands beside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

Number = int | Fraction
STEPS = 4


@dataclass(frozen=True)
class Look:
    """SVG presentation attributes. ``dash`` is empty for an unbroken edge."""

    fill: str
    ink: str
    edge: str
    edge_width: int
    dash: str = ""


UNKNOWN = Look("#ffffff", "#51606f", "#8a95a0", 1, "1 3")
NOTHING = Look("#ffffff", "#16202b", "#8a95a0", 1, "4 2")
LOOKS = (
    Look("#e8f0f8", "#16202b", "#9fb4ca", 1),
    Look("#b9d2ea", "#16202b", "#7d9dbf", 1),
    Look("#82aed8", "#16202b", "#4f7fb0", 1),
    Look("#174a80", "#ffffff", "#0a2747", 2),
)


@dataclass(frozen=True)
class Level:
    """``first``–``last``: the smallest and the largest number in the step."""

    look: Look
    first: Number
    last: Number


@dataclass(frozen=True)
class Levels:
    """``steps``: at most four, from small to large, each with about as many municipalities."""

    steps: tuple[Level, ...]
    has_zero: bool
    has_unknown: bool

    def look(self, number: Number | None) -> Look:
        if number is None:
            return UNKNOWN
        if number <= 0:
            return NOTHING
        return next((step.look for step in self.steps if number <= step.last), LOOKS[-1])


def levels(numbers: Iterable[Number | None]) -> Levels:
    """Equal numbers always share a step."""
    given = list(numbers)
    positive = sorted(number for number in given if number is not None and number > 0)
    distinct = sorted(set(positive))
    wanted = min(STEPS, len(distinct))
    lasts: list[Number] = []
    for step in range(1, wanted + 1):
        last = positive[-(-len(positive) * step // wanted) - 1]
        if not lasts or last > lasts[-1]:
            lasts.append(last)
    looks = LOOKS[-len(lasts) :] if lasts else ()
    steps, before = [], Fraction(0)
    for look, last in zip(looks, lasts, strict=True):
        first = next(number for number in distinct if number > before)
        steps.append(Level(look, first, last))
        before = Fraction(last)
    return Levels(tuple(steps), any(n == 0 for n in given), None in given)
