"""The funding key: what each municipality pays of the basic grant (the contract's afsnit «Økonomi»).

Amounts are whole units as printed, thousand kroner in the contract of 2022. There the 19 rows add up to
39,009 and the printed total is 39,010: each row is rounded by itself. Printed figures stay as they are, and a
difference of up to half a unit for each row is taken for rounding [computed]; more is a mistake.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from contracts.rules.sources import computed, heading
from kkr_portal.apportionment import LargestRemainder, largest_remainder
from kkr_portal.danish_numbers import decimal
from kkr_portal.law import Breach

ECONOMY = heading("Økonomi")
ROUNDING = computed(ECONOMY, "en forskel på op til en halv enhed for hver række regnes for afrunding")
BY_POPULATION = computed(ECONOMY, "fordelt efter indbyggertal med største brøk; kilden siger ikke hvordan")
HALF = Fraction(1, 2)
Place = TypeVar("Place", bound=Hashable)


@dataclass(frozen=True)
class Share:
    municipality: str
    amount: int


@dataclass(frozen=True)
class FundingKey:
    """The rows and the printed total, all in the same unit."""

    rows: Sequence[Share]
    total: int

    @property
    def sum(self) -> int:
        return sum(row.amount for row in self.rows)

    @property
    def difference(self) -> int:
        """Total less sum: 1 in the contract of 2022."""
        return self.total - self.sum

    @property
    def room(self) -> Fraction:
        """How much rounding may explain: 9½ units of 19 rows."""
        return HALF * len(self.rows)

    @property
    def sentence(self) -> str:
        """What is said below the table."""
        if not self.difference:
            return f"Rækkerne giver {decimal(self.sum, 0)}, som er den anførte sum."
        kind = "afrunding" if abs(self.difference) <= self.room else "mere, end afrunding kan forklare"
        return (
            f"Rækkerne giver {decimal(self.sum, 0)}, og den anførte sum er {decimal(self.total, 0)}: "
            f"en forskel på {decimal(self.difference, 0)} ({kind})."
        )

    def breaches(self, *, municipalities: Sequence[str] = ()) -> list[Breach]:
        """``municipalities`` are those that must pay; without them nobody is missing or foreign."""
        counted = Counter(row.municipality for row in self.rows)
        wrong = [Breach(ECONOMY, f"{name} står {n} gange") for name, n in counted.items() if n > 1]
        wrong += [
            Breach(ECONOMY, f"{row.municipality} har et negativt beløb, {decimal(row.amount, 0)}")
            for row in self.rows
            if row.amount < 0
        ]
        if municipalities:
            wrong += [Breach(ECONOMY, f"{name} mangler") for name in municipalities if name not in counted]
            wrong += [
                Breach(ECONOMY, f"{name} hører ikke til erhvervshusets kommuner")
                for name in counted
                if name not in municipalities
            ]
        if abs(self.difference) > self.room:
            wrong.append(Breach(ROUNDING, self.sentence))
        return wrong


def by_population(total: int, persons: Mapping[Place, int]) -> LargestRemainder[Place]:
    """The grant shared out by inhabitants in whole units; equal remainders are a tie that people settle."""
    return largest_remainder(persons, total)
