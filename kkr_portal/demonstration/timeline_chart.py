"""The appointment process of the five KKR as swim lanes: where everything stands in the drawing.

All measures are whole units of the drawing, so that templates print them the same in every language.
The axis is linear in days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

WIDTH, HEIGHT = 700, 330
LEFT, RIGHT, TOP, LANE = 104, 690, 62, 44
FIRST, LAST = date(2021, 10, 1), date(2022, 4, 10)
MONTHS = (
    (date(2021, 10, 1), "okt. 2021"),
    (date(2021, 11, 1), "nov."),
    (date(2021, 12, 1), "dec."),
    (date(2022, 1, 1), "jan. 2022"),
    (date(2022, 2, 1), "feb."),
    (date(2022, 3, 1), "marts"),
    (date(2022, 4, 1), "apr."),
)
# The source has one date for both decisions of the constitutive meeting: one mark is enough.
DRAWN_ONCE = "organisations_and_criteria"


@dataclass(frozen=True)
class Mark:
    """A day (``width`` 0) or a window in one lane."""

    kind: str
    x: int
    y: int
    width: int
    label: str


@dataclass(frozen=True)
class Lane:
    """One KKR, with its own marks."""

    name: str
    y: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Chart:
    """The whole drawing: months, five lanes and what is common to all of them."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    months: tuple[tuple[int, str], ...]
    lanes: tuple[Lane, ...]
    common: tuple[Mark, ...]


def position(day: date) -> int:
    """Where ``day`` stands from left to right, in units of the drawing."""
    return LEFT + round((day - FIRST).days * (RIGHT - LEFT) / (LAST - FIRST).days)


def short(start: date, end: date) -> str:
    """``11.10.`` for a day, ``21.-25.3.`` for a window inside one month."""
    return f"{end.day}.{end.month}." if start == end else f"{start.day}.–{end.day}.{end.month}."


def chart(timeline: Iterable[Mapping[str, str]]) -> Chart:
    """The drawing of the rows of ``appointment_timeline``; lanes stand in the order of the source."""
    lanes: dict[str, list[Mark]] = {}
    common: dict[tuple[int, int], Mark] = {}
    for row in timeline:
        start, end = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
        x, width = position(start), position(end) - position(start)
        if not row["council"]:
            common.setdefault((x, width), Mark(row["kind"], x, TOP, width, short(start, end)))
        elif row["kind"] != DRAWN_ONCE:
            marks = lanes.setdefault(row["council"], [])
            y = TOP + LANE * list(lanes).index(row["council"]) + LANE // 2
            marks.append(Mark(row["kind"], x, y, width, short(start, end)))
    return Chart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=RIGHT,
        top=TOP,
        bottom=TOP + LANE * len(lanes),
        months=tuple((position(day), label) for day, label in MONTHS),
        lanes=tuple(Lane(name, marks[0].y, tuple(marks)) for name, marks in lanes.items()),
        common=tuple(common.values()),
    )
