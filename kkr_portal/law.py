"""Statute in plain Python: what a rule cites, how it is broken, and what held on which date.

A rule takes facts and dates and returns a list of breaches; an empty list means lawful. It never
reads a database or the clock, so the page, the form and the action ask the same function.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Generic, TypeVar

T = TypeVar("T")


class Certainty(Enum):
    """How sure we are of a rule; the value is what the screen says."""

    STATED = "står i kilden"
    FOUND = "fundet i offentligt materiale"
    GENERAL_KNOWLEDGE = "almen viden, ikke efterprøvet"
    COMPUTED = "portalens egen udregning, hvor teksten er tavs"


@dataclass(frozen=True)
class Citation:
    """A place in a rulebook. Two paragraphs may carry the same number; ``heading`` tells them apart.

    ``note`` says in Danish what a rule rests on where the text is silent or was not seen. ``sign`` is what
    the rulebook counts by: a statute has paragraphs, an agreement has sections («afsnit»).
    """

    rulebook: str
    paragraph: str
    part: str = ""
    heading: str = ""
    certainty: Certainty = Certainty.STATED
    note: str = ""
    sign: str = "§"

    @property
    def place(self) -> str:
        """«§ 5, stk. 9», «§ 6 (Ikrafttrædelse), stk. 2»."""
        heading = f" ({self.heading})" if self.heading else ""
        return f"{self.sign} {self.paragraph}{heading}" + (f", stk. {self.part}" if self.part else "")

    def __str__(self) -> str:
        return f"{self.rulebook} {self.place}"

    @property
    def caveat(self) -> str:
        """What the reader must be told beside the rule; empty when it stands in the source as it is."""
        if self.certainty is Certainty.STATED:
            return self.note
        return ": ".join(filter(None, [self.certainty.value, self.note]))

    def but(self, certainty: Certainty, note: str) -> Citation:
        """The same place, for a rule that the text does not settle."""
        return replace(self, certainty=certainty, note=note)


@dataclass(frozen=True)
class Breach:
    """What is wrong, as a Danish sentence. Printed, it names its paragraph."""

    citation: Citation
    message: str

    def __str__(self) -> str:
        return f"{self.message.rstrip('.')} ({self.citation})."


class NotInForce(LookupError):
    """Asked for a date before the first value."""


class ByDate(Generic[T]):
    """Values that each hold from a date until the next one's.

    ``before`` explains, in Danish, what held earlier.
    """

    def __init__(self, values: Mapping[date, T], *, before: str = "") -> None:
        if not values:
            raise ValueError("ByDate needs at least one value")
        self._dates = sorted(values)
        self._values = [values[day] for day in self._dates]
        self._before = before

    @property
    def first(self) -> date:
        return self._dates[0]

    def on(self, day: date) -> T:
        """The value that holds on ``day``; raises NotInForce before the first."""
        if day < self.first:
            rest = self._before or "Portalen kender ingen tidligere regel."
            raise NotInForce(f"{day:%d.%m.%Y} ligger før {self.first:%d.%m.%Y}. {rest}")
        return self._values[bisect_right(self._dates, day) - 1]
