"""Dates as pages show them: with their KKR and whether they are overdue, and drawn as a wheel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kkr_portal.registry.models import Council
from kkr_portal.year.due import Told, rooms
from kkr_portal.year.wheel import Mark, wheel

SHAPES = ("circle", "square", "diamond", "triangle")


@dataclass(frozen=True)
class Shown:
    told: Told
    overdue: bool
    council: Council | None


def shown(told: Iterable[Told], councils: Mapping[int, Council], today: date) -> list[Shown]:
    return [Shown(one, one.due.is_overdue(today), councils.get(one.due.council_id or 0)) for one in told]


def drawn(year: int, of_year: list[Shown], today: date, *, page: str = "") -> dict[str, object]:
    """What the wheel's template needs: the drawing, its marks, and which shape is which room.

    A mark leads to its date in the list on ``page``, the address of another page or the same.
    """
    names = rooms()
    ring = {one: number for number, (one, _) in enumerate(names)}
    drawing = wheel(
        year, [(one.told.due.day, ring[one.told.room]) for one in of_year], rings=len(names), today=today
    )
    return {
        "wheel": drawing, "marks": [_mark(mark, of_year, page) for mark in drawing.marks],
        "legend": [(name, SHAPES[number]) for number, (_, name) in enumerate(names)],
    }  # fmt: skip


def _mark(mark: Mark, rows: list[Shown], page: str) -> dict[str, object]:
    """What the drawing needs of a mark: where, which shape, what it says, and where in the list it leads."""
    meant = [rows[number] for number in mark.dates]
    first = meant[0].told
    label = "; ".join(f"{one.told.due.day:%d.%m.%Y}: {one.told.due.title}" for one in meant)
    return {
        "x": mark.x, "y": mark.y, "shape": SHAPES[mark.ring], "label": label,
        "count": len(meant), "count_x": mark.count_x, "count_y": mark.count_y,
        "overdue": any(one.overdue for one in meant), "done": all(one.told.due.done for one in meant),
        "to": f"{page}#{first.uid}",
    }  # fmt: skip
