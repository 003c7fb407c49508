"""A time axis that is linear in days, and the marks along it. Shared by all timelines of the room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = ("jan.", "feb.", "marts", "april", "maj", "juni", "juli", "aug.", "sept.", "okt.", "nov.", "dec.")
STEPS = (1, 3, 12, 24, 48, 120, 300, 600)  # months from mark to mark


@dataclass(frozen=True)
class Tick:
    """``x`` in units of the drawing; ``label`` is empty for a mark without text."""

    x: int
    label: str


@dataclass(frozen=True)
class Axis:
    """``first`` stands at ``left`` and ``last`` at ``right``; days outside stand at the nearer end."""

    first: date
    last: date
    left: int
    right: int

    def x(self, day: date) -> int:
        """In whole units of the drawing."""
        inside = min(max(day, self.first), self.last)
        days = max((self.last - self.first).days, 1)
        return self.left + round((inside - self.first).days * (self.right - self.left) / days)

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    def ticks(self, apart: int = 56) -> list[Tick]:
        """At the first of months or years, so that two stand at least ``apart`` units from each other."""
        days = max((self.last - self.first).days, 1)
        for step in STEPS:
            if (self.right - self.left) * step * 30 >= apart * days:
                break
        return [Tick(self.x(day), _label(day, step)) for day in self._firsts(step)]

    def _firsts(self, step: int) -> Iterator[date]:
        month = (self.first.year * 12 + self.first.month - 1) // step * step
        while (day := date(month // 12, month % 12 + 1, 1)) <= self.last:
            if day >= self.first:
                yield day
            month += step


def _label(day: date, step: int) -> str:
    if step >= 12:
        return str(day.year)
    name = MONTHS[day.month - 1]
    return f"{name} {day.year}" if day.month == 1 else name


def around(days: list[date], *, margin: timedelta = timedelta(days=120)) -> tuple[date, date]:
    """From the first to the last of ``days`` with some room. Raises ValueError for none."""
    return min(days) - margin, max(days) + margin


def fitting(text: str, width: int, *, a_character: int = 7) -> str:
    """The text, or as much of it as stands in ``width`` units; empty where not even its beginning does."""
    room = width // a_character
    if len(text) <= room:
        return text
    return f"{text[: room - 1].rstrip()}…" if room >= 4 else ""
