"""The year as a wheel: where each month and each date stands in the drawing, in whole units.

Pure geometry. A date is a mark at its day's angle, on the ring of its room; dates of one room that would lie
on each other share a mark that says how many they are. January begins at the top, clockwise.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

SIZE = 460
CENTRE = SIZE // 2
OUTER, INNER, NAMES_AT = 176, 68, 202
MONTHS = ("jan.", "feb.", "marts", "april", "maj", "juni", "juli", "aug.", "sept.", "okt.", "nov.", "dec.")
BESIDE, ABOVE = 16, 14  # from a mark outwards to its count: no other mark of the ring is there
TOGETHER_DAYS = 6  # closer than this, marks of a ring would touch


@dataclass(frozen=True)
class Spoke:
    """Where a month begins, and its name in the middle of it."""

    x1: int
    y1: int
    x2: int
    y2: int
    name: str
    name_x: int
    name_y: int


@dataclass(frozen=True)
class Mark:
    """``dates`` are the places in the list that was given, which this mark stands for.

    How many they are is written with its middle in ``count_x``, ``count_y``.
    """

    x: int
    y: int
    count_x: int
    count_y: int
    ring: int
    dates: tuple[int, ...]


@dataclass(frozen=True)
class Wheel:
    size: int
    centre: int
    radii: tuple[int, ...]
    spokes: tuple[Spoke, ...]
    marks: tuple[Mark, ...]
    today: tuple[int, int, int, int] | None  # a line from the inner to the outer edge


def wheel(year: int, days: Sequence[tuple[date, int]], *, rings: int, today: date) -> Wheel:
    """``days`` with the number of their ring, 0 outermost; days of other years have no mark."""
    step = (OUTER - INNER) // max(rings, 1)
    radii = tuple(OUTER - step * ring - step // 2 for ring in range(rings))
    marks: list[Mark] = []
    for ring, radius in enumerate(radii):
        for group in _together(year, [(day, n) for n, (day, one) in enumerate(days) if one == ring]):
            angle = sum(_angle(year, day) for day, _ in group) / len(group)
            x, y = _point(angle, radius)
            count = (x + round(BESIDE * math.sin(angle)), y - round(ABOVE * math.cos(angle)))
            marks.append(Mark(x, y, *count, ring, tuple(n for _, n in group)))
    line = None
    if today.year == year:
        line = (*_point(_angle(year, today), INNER), *_point(_angle(year, today), OUTER + 8))
    circles = (INNER, *(OUTER - step * ring for ring in range(rings)))
    return Wheel(SIZE, CENTRE, circles, _spokes(year), tuple(marks), line)


def _together(year: int, days: list[tuple[date, int]]) -> list[list[tuple[date, int]]]:
    """Neighbours in the year that are too close to be told apart, in groups of less than a fortnight."""
    groups: list[list[tuple[date, int]]] = []
    for day, number in sorted(one for one in days if one[0].year == year):
        near = groups and (day - groups[-1][-1][0]).days < TOGETHER_DAYS
        if near and (day - groups[-1][0][0]).days < 2 * TOGETHER_DAYS:
            groups[-1].append((day, number))
        else:
            groups.append([(day, number)])
    return groups


def _spokes(year: int) -> tuple[Spoke, ...]:
    spokes = []
    for month, name in enumerate(MONTHS, 1):
        start = _angle(year, date(year, month, 1))
        middle = _angle(year, date(year, month, 16))
        spokes.append(Spoke(*_point(start, INNER), *_point(start, OUTER), name, *_point(middle, NAMES_AT)))
    return tuple(spokes)


def _angle(year: int, day: date) -> float:
    """Radians clockwise from the top."""
    length = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return 2 * math.pi * (day - date(year, 1, 1)).days / length


def _point(angle: float, radius: int) -> tuple[int, int]:
    return round(CENTRE + radius * math.sin(angle)), round(CENTRE - radius * math.cos(angle))
