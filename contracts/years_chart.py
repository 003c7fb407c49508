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
LINE = 13  # the least distance between two labels, up and down
BEFORE = 15  # how far to the left a revised figure stands
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


@dataclass(frozen=True)
class Label:
    """A figure beside its mark, asked for or measured; ``width`` is cleared of lines behind it."""

    x: str
    y: str
    text: str
    asked: bool
    width: int


@dataclass(frozen=True)
class Step:
    """A revision: from the old figure (hollow, a little before) across and on to the new."""

    x_old: str
    y_old: str
    path: str


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
    labels: tuple[Label, ...]


def chart(asked: Sequence[Asked], measured: Sequence[Measured]) -> Chart | None:
    """None without anything to draw."""
    if not asked and not measured:
        return None
    found = [*(one.year for one in asked), *(one.year for one in measured)]
    first, last = min(found), max(found)
    heights = [*(one.value for one in asked), *(one.value for one in measured)]
    heights += [one.before for one in asked if one.before is not None]
    scale, ticks = axis(heights, start=BOTTOM, end=TOP)
    margin = Fraction(28)

    def x(year: int) -> Fraction:
        if first == last:
            return Fraction(LEFT + RIGHT, 2)
        return LEFT + margin + Fraction(year - first, last - first) * (RIGHT - LEFT - 2 * margin)

    def dot(year: int, value: Fraction) -> Dot:
        return Dot(at(x(year)), at(scale.place(value)))

    def path(points: Sequence[tuple[int, Fraction]]) -> str:
        return " ".join(
            f"{'L' if n else 'M'}{at(x(year))} {at(scale.place(value))}"
            for n, (year, value) in enumerate(points)
        )

    goals = sorted(asked, key=lambda one: one.year)
    lines = []
    for name in sorted({one.series for one in measured}):
        rows = sorted((one for one in measured if one.series == name), key=lambda one: one.year)
        line = path([(one.year, one.value) for one in rows])
        dots = tuple(dot(one.year, one.value) for one in rows)
        lines.append(Line(name, line, DASHES.get(name, "2 3"), name == "vækst", dots))
    every = -(-(last - first + 1) * LABEL // (RIGHT - LEFT)) or 1
    named = [year for year in range(first, last + 1) if (last - year) % every == 0]
    labels = []
    for year in named:
        marks = [(one.value, True) for one in goals if one.year == year]
        marks += [(one.value, False) for one in measured if one.year == year]
        heights_of = _apart([scale.place(value) for value, _ in marks])
        labels += [
            Label(at(x(year) + 8), at(y + 4), figure(value), is_asked, 7 * len(figure(value)) + 4)
            for (value, is_asked), y in zip(marks, heights_of, strict=True)
        ]
    return Chart(
        width=WIDTH, height=HEIGHT, left=LEFT, right=RIGHT, bottom=BOTTOM, ticks=tuple(ticks),
        years=tuple(Tick(at(x(year)), str(year)) for year in named),
        target=path([(one.year, one.value) for one in goals]),
        target_dots=tuple(dot(one.year, one.value) for one in goals),
        steps=tuple(
            _step(x(one.year), scale.place(one.before), scale.place(one.value))
            for one in goals if one.before is not None
        ),
        lines=tuple(lines), labels=tuple(labels),
    )  # fmt: skip


def _step(x: Fraction, old: Fraction, new: Fraction) -> Step:
    """The old square stands beside the others of its year, so that nothing measured covers it."""
    before = at(x - BEFORE)
    return Step(before, at(old), f"M{before} {at(old)} H{at(x)} V{at(new)}")


def _apart(heights: Sequence[Fraction]) -> list[Fraction]:
    """Heights of labels that do not cover each other, in the order given; the lowest stays over the axis."""
    order = sorted(range(len(heights)), key=lambda n: heights[n])
    placed: dict[int, Fraction] = {}
    floor = Fraction(0)
    for n in order:
        placed[n] = max(heights[n], floor)
        floor = placed[n] + LINE
    ceiling = Fraction(BOTTOM - 4)
    for n in reversed(order):
        placed[n] = min(placed[n], ceiling)
        ceiling = placed[n] - LINE
    return [placed[n] for n in range(len(heights))]
