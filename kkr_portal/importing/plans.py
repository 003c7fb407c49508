"""What an import would do, row by row, before anybody says yes to it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class State(Enum):
    """What becomes of a row; the value is what the screen says."""

    NEW = "ny"
    CHANGED = "ændres"
    SAME = "uændret"
    SKIPPED = "springes over"
    REFUSED = "kan ikke indlæses"

    @property
    def stops(self) -> bool:
        return self is State.REFUSED


NO_ROWS = "Tabellen har overskrifter, men ingen rækker."
IN_PLURAL = {State.NEW: "nye", State.SAME: "uændrede"}


class Refused(Exception):
    """Nothing was taken in; the message is a Danish sentence that says why."""


@dataclass(frozen=True)
class PlannedRow:
    """``cells`` as they were read, one a heading of the plan; ``note``: what changes, or why it can't be.

    ``does`` is what the import's action is given for the row. ``nth``: which of several made of one row.
    """

    number: int
    cells: Sequence[str]
    state: State
    note: str = ""
    does: Any = None
    nth: int = 0


@dataclass(frozen=True)
class Plan:
    """``faults`` concern the table as a whole and stop it; ``notes`` are what one should know first."""

    heads: Sequence[str]
    rows: Sequence[PlannedRow]
    faults: Sequence[str] = ()
    notes: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = field(default=())  # (label, what) of the table

    @property
    def stopped(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.state.stops]

    @property
    def may_be_done(self) -> bool:
        return bool(self.rows) and not self.stopped and not self.faults

    @property
    def to_do(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.state in (State.NEW, State.CHANGED)]

    @property
    def changes_nothing(self) -> bool:
        return self.may_be_done and not self.to_do

    @property
    def fingerprint(self) -> str:
        """Different whenever the rows, or what they would do, are different."""
        told = (list(self.heads), list(self.rows), list(self.faults), list(self.notes))
        return hashlib.sha256(repr(told).encode()).hexdigest()

    @property
    def summary(self) -> list[tuple[str, int]]:
        counted = [(state, sum(row.state is state for row in self.rows)) for state in State]
        return [(IN_PLURAL.get(state, state.value) if n > 1 else state.value, n) for state, n in counted if n]
