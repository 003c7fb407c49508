"""One measure over the years, drawn: target line, measured lines and revision steps, numbers to geometry.

What is measured and what is asked differ in shape and stroke too, so that no colour is needed to tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from contracts.drawing import Tick, at, axis
from contracts.rules.told_results import figure

WIDTH, HEIGHT = 420, 230
LEFT, RIGHT, TOP, BOTTOM = 48, 404, 18, 196
LABEL = 40  # the least distance between two years' names
DASHES = {"": "", "drift": "", "vækst": "7 3"}


@dataclass(frozen=True)
class Asked:
    """What is asked in a year; ``before`` is the figure that a revision replaced."""

    year: int
    value: Fraction
    before: Fraction | None = None


@dataclass(frozen=True)
class Measured:
    year: int
    value: Fraction
    series: str = ""


@dataclass(frozen=True)
class Dot:
    x: str
    y: str
    label: str
    label_y: str


@dataclass(frozen=True)
class Step:
    """A revision: from the old figure (hollow) to the new."""

    x: str
    y_old: str
    y_new: str


@dataclass(frozen=True)
class Line:
    name: str
    path: str
    dash: str
    square: bool
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    left: int
    right: int
    bottom: int
    ticks: tuple[Tick, ...]
    years: tuple[Tick, ...]
    target: str
    target_dots: tuple[Dot, ...]
    steps: tuple[Step, ...]
    lines: tuple[Line, ...]


def chart(asked: Sequence[Asked], measured: Sequence[Measured]) -> Chart | None:
    """None without anything to draw."""
    if not asked and not measured:
        return None
    found = [one.year for one in (*asked, *measured)]
    first, last = min(found), max(found)
    heights = [one.value for one in (*asked, *measured)] + [
        one.before for one in asked if one.before is not None
    ]
    scale, ticks = axis(heights, start=BOTTOM, end=TOP)
    margin = Fraction(24)

    def x(year: int) -> Fraction:
        if first == last:
            return Fraction(LEFT + RIGHT, 2)
        return LEFT + margin + Fraction(year - first, last - first) * (RIGHT - LEFT - 2 * margin)

    def dot(year: int, value: Fraction, above: bool) -> Dot:
        y = scale.place(value)
        return Dot(at(x(year)), at(y), figure(value), at(y - 8 if above else y + 15))

    def path(points: Sequence[tuple[int, Fraction]]) -> str:
        return " ".join(
            f"{'L' if n else 'M'}{at(x(year))} {at(scale.place(value))}"
            for n, (year, value) in enumerate(points)
        )

    goals = sorted(asked, key=lambda one: one.year)
    level = {one.year: one.value for one in goals}
    lines = []
    for name in sorted({one.series for one in measured}):
        rows = sorted((one for one in measured if one.series == name), key=lambda one: one.year)
        dots = tuple(dot(one.year, one.value, one.value >= level.get(one.year, one.value)) for one in rows)
        lines.append(
            Line(name, path([(one.year, one.value) for one in rows]), DASHES.get(name, "2 3"), name == "vækst",
                 _thinned(dots))
        )  # fmt: skip
    shown = {one.year for one in measured}
    every = -(-(last - first + 1) * LABEL // (RIGHT - LEFT)) or 1
    return Chart(
        width=WIDTH, height=HEIGHT, left=LEFT, right=RIGHT, bottom=BOTTOM, ticks=tuple(ticks),
        years=tuple(Tick(at(x(year)), str(year)) for year in range(first, last + 1) if (last - year) % every == 0),
        target=path([(one.year, one.value) for one in goals]),
        target_dots=tuple(
            dot(one.year, one.value, one.year not in shown or level[one.year] > _lowest(measured, one.year))
            for one in goals
        ),
        steps=tuple(
            Step(at(x(one.year)), at(scale.place(one.before)), at(scale.place(one.value)))
            for one in goals if one.before is not None
        ),
        lines=tuple(lines),
    )  # fmt: skip


def _lowest(measured: Sequence[Measured], year: int) -> Fraction:
    return min(one.value for one in measured if one.year == year)


def _thinned(dots: tuple[Dot, ...]) -> tuple[Dot, ...]:
    """With many years only every other figure, and the last, is written beside its dot."""
    if len(dots) <= 8:
        return dots
    last = len(dots) - 1
    return tuple(
        Dot(one.x, one.y, one.label if (last - n) % 4 == 0 else "", one.label_y) for n, one in enumerate(dots)
    )
