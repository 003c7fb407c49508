"""What the charts share: exact numbers to coordinates with one decimal, and an axis with round steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from contracts.rules.told_results import figure

STEPS = (1, 2, 5)


def at(place: Fraction | int) -> str:
    """«123.4»: as SVG reads it, whatever the language of the page."""
    tenths = round(Fraction(place) * 10)
    sign = "-" if tenths < 0 else ""
    whole, rest = divmod(abs(tenths), 10)
    return f"{sign}{whole}.{rest}"


@dataclass(frozen=True)
class Scale:
    """``low``–``high`` in the figure's unit laid on ``start``–``end`` in the drawing's."""

    low: Fraction
    high: Fraction
    start: Fraction
    end: Fraction

    def place(self, value: Fraction) -> Fraction:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


@dataclass(frozen=True)
class Tick:
    place: str
    label: str


def axis(values: Sequence[Fraction], *, start: int, end: int, most: int = 5) -> tuple[Scale, list[Tick]]:
    """From nought (or below, where a value is) to the next round step over the largest value."""
    least, largest = min([Fraction(0), *values]), max([Fraction(0), *values])
    step = _step(largest - least or Fraction(1), most)
    low = (least // step) * step
    high = -((-largest) // step) * step
    if high == low:
        high = low + step
    scale = Scale(Fraction(low), Fraction(high), Fraction(start), Fraction(end))
    count = int((scale.high - scale.low) / step)
    marks = [scale.low + step * n for n in range(count + 1)]
    return scale, [Tick(at(scale.place(mark)), figure(mark)) for mark in marks]


def _step(span: Fraction, most: int) -> Fraction:
    """The smallest of 1, 2, 5, 10, 20, 50 … (or 0,1, 0,2 …) that gives at most ``most`` steps."""
    size = Fraction(1, 100)
    while True:
        for one in STEPS:
            if span / (size * one) <= most:
                return size * one
        size *= 10
