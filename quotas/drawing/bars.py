"""Lying bars, one a row, on an axis with round steps; the number stands at the end of its bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kkr_portal.danish_numbers import decimal
from quotas.drawing.levels import Number

LEFT, RIGHT, WIDTH = 150, 560, 640  # units: where the bars begin and may end, and the whole
TOP, ROW, BAR = 22, 20, 14


@dataclass(frozen=True)
class Row:
    """``number``: None where it isn't known. ``before`` is drawn as a mark to compare with."""

    name: str
    number: Number | None
    shown: str
    before: Number | None = None


@dataclass(frozen=True)
class Bar:
    name: str
    y: int
    text_y: int
    width: int
    shown: str
    shown_x: int
    known: bool
    mark: int | None


@dataclass(frozen=True)
class Tick:
    x: int
    label: str


@dataclass(frozen=True)
class BarChart:
    width: int
    height: int
    left: int
    top: int
    bottom: int
    bar: int
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]


def step_of(largest: Number, most: int = 5) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … that gives at most ``most`` steps up to ``largest``."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if largest <= size * factor * most:
                return size * factor
        size *= 10


def bar_chart(rows: Sequence[Row], *, largest: Number | None = None) -> BarChart:
    """``largest``: what the axis must hold, where several charts are to be compared."""
    numbers = [one for row in rows for one in (row.number, row.before) if one is not None]
    top = max([1, *numbers] if largest is None else [1, largest])
    step = step_of(top)
    end = -(-top // step) * step

    def width(number: Number) -> int:
        return round(Fraction(number) * (RIGHT - LEFT) / end)

    bars = []
    for place, row in enumerate(rows):
        y = TOP + ROW * place
        wide = width(row.number) if row.number is not None else 0
        mark = LEFT + width(row.before) if row.before is not None else None
        bars.append(
            Bar(
                row.name, y + (ROW - BAR) // 2, y + 14, max(wide, 1) if row.number else 0, row.shown,
                max(LEFT + wide, mark or 0) + 6, row.number is not None, mark,
            )
        )  # fmt: skip
    bottom = TOP + ROW * len(rows)
    ticks = tuple(Tick(LEFT + width(n), decimal(n, 0)) for n in range(0, int(end) + 1, step))
    return BarChart(WIDTH, bottom + 6, LEFT, TOP - 6, bottom, BAR, ticks, tuple(bars))
