"""What the statutes say of a board that is only thought of, and the smallest change to make it lawful."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from boards.rules.balance import board_warnings
from boards.rules.composition import Candidate, composition_breaches, vacancies
from boards.rules.repair import HOW_COUNTED, Change, smallest_change
from boards.rules.statutes import BUSINESS_HOUSE_BOARD, Kind
from kkr_portal.law import Breach, Citation


@dataclass(frozen=True)
class Checked:
    """``vacant``: seats without a name, by kind. ``state`` changes whenever what is said does."""

    filled: int
    breaches: Sequence[Breach]
    warnings: Sequence[Breach]
    changes: Sequence[Change]
    vacant: dict[Kind, int]
    balance: tuple[int, int, int]
    citation: Citation = HOW_COUNTED

    @property
    def is_lawful(self) -> bool:
        return not self.breaches

    @property
    def is_complete(self) -> bool:
        return self.is_lawful and not self.vacant

    @property
    def vacant_words(self) -> str:
        """«3 kommunalt medlem, 1 observatør»."""
        return ", ".join(f"{number} {kind.value}" for kind, number in self.vacant.items())

    @property
    def state(self) -> str:
        said = "|".join(map(str, [*self.breaches, *self.warnings, *self.changes, self.vacant, self.balance]))
        return hashlib.sha256(f"{self.filled}|{said}".encode()).hexdigest()[:12]


def check(candidates: Sequence[Candidate], balance: tuple[int, int, int], *, reason: str = "") -> Checked:
    """While names are put in, an empty seat is no breach; what is there must fit."""
    women, men, unknown = balance
    return Checked(
        filled=len(candidates),
        breaches=composition_breaches(candidates, complete=False),
        warnings=board_warnings(women=women, men=men, unknown=unknown, reason=reason),
        changes=smallest_change(candidates, complete=False),
        vacant=vacancies(candidates, BUSINESS_HOUSE_BOARD),
        balance=balance,
    )
