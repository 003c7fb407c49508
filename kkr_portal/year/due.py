"""What is due when: each room registers a function that tells its own dates; the calendar knows no room.

A room's ``AppConfig.ready`` calls ``register``; what is told follows from what is stored, each time anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kkr_portal.access.predicates import AnyUser
from kkr_portal.law import Citation


@dataclass(frozen=True)
class Due:
    """One date. ``title`` says in Danish what happens at the latest on ``day``, and ``rule`` why that day.

    ``done``: nobody has to act on it any more. ``council_id``: whose it is; None where it is the same for all
    five. ``key`` tells it from the others of its room and never changes; without one the address and rule do.
    """

    day: date
    title: str
    rule: Citation
    url: str
    done: bool = False
    council_id: int | None = None
    key: str = ""

    def is_overdue(self, today: date) -> bool:
        return not self.done and self.day < today


Provider: TypeAlias = Callable[[AnyUser, date, date], Iterable[Due]]
_PROVIDERS: dict[str, tuple[str, Provider]] = {}


@dataclass(frozen=True)
class Told:
    """A date with the room that told it: ``room`` is its name in addresses, ``room_name`` what one reads."""

    room: str
    room_name: str
    due: Due

    @property
    def uid(self) -> str:
        """The same for the date's whole life, and another for every other date."""
        due = self.due
        said = "|".join([self.room, due.key or f"{due.url}|{due.rule}", str(due.council_id or "")])
        return f"due-{hashlib.sha256(said.encode()).hexdigest()[:24]}"


def register(room: str, provider: Provider, *, name: str = "") -> None:
    """``provider(user, first, last)`` tells the room's dates from ``first`` to ``last``, both included: only
    what this user may know of, in a number of queries that does not grow with what is stored.
    """
    _PROVIDERS[room] = (name or NAMES[room], provider)


NAMES = {
    "meetings": "Møder",
    "contracts": "Resultatkontrakter",
    "boards": "Bestyrelser",
    "quotas": "Flygtningekvoter",
}


def rooms() -> list[tuple[str, str]]:
    """The rooms that tell dates, by their name in addresses and in Danish, in the menu's order."""
    return [(room, _PROVIDERS[room][0]) for room in NAMES if room in _PROVIDERS]


def due_dates(
    user: AnyUser, first: date, last: date, *, room: str = "", council_id: int | None = None
) -> list[Told]:
    """By day. With ``council_id`` that KKR's dates and those of all; with ``room`` one room's alone."""
    found = [
        Told(one, name, due)
        for one, name in rooms()
        if room in ("", one)
        for due in _PROVIDERS[one][1](user, first, last)
        if council_id is None or due.council_id in (None, council_id)
    ]
    return sorted(found, key=lambda told: (told.due.day, told.room, told.due.title))
