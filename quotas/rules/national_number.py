"""When the national number must be changed, and the year's dates: integrationsloven § 6. [found]

The number is announced by 1 May of the year before. It must be changed when the expected number differs by
more than 40 % (numbers up to 8,000) or 25 % (above); a hearing for voluntary wishes comes before. Below the
limit a proportional reduction has been used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kkr_portal.law import Citation
from quotas.rules.agreement import ANNOUNCED_BY, FIXED_BEFORE, NOTIFY_BEFORE
from quotas.rules.sources import act

ANNOUNCEMENT = act("6")
AGREEMENT = act("8", "1")
LIMIT_UP_TO = 8_000
SMALL, LARGE = Fraction(40, 100), Fraction(25, 100)


@dataclass(frozen=True)
class Trigger:
    """``change``: the difference as a part of the number; ``limit``: what it must exceed."""

    change: Fraction
    limit: Fraction

    @property
    def must_change(self) -> bool:
        return abs(self.change) > self.limit


def trigger(announced: int, expected: int) -> Trigger:
    """Raises ValueError unless a positive number was announced and none is negative."""
    if announced <= 0 or expected < 0:
        raise ValueError("the announced number is at least 1 and the expected one not negative")
    change = Fraction(expected - announced, announced)
    return Trigger(change, SMALL if announced <= LIMIT_UP_TO else LARGE)


@dataclass(frozen=True)
class QuotaDate:
    """``exclusive``: it must have happened before the day, not on it."""

    day: date
    what: str
    citation: Citation
    exclusive: bool = False


def dates(year: int) -> list[QuotaDate]:
    """The dates of the quotas of ``year``, all in the year before."""
    return [
        QuotaDate(date(year - 1, *ANNOUNCED_BY), f"Landstallet for {year} meldes ud senest", ANNOUNCEMENT),
        QuotaDate(
            date(year - 1, *NOTIFY_BEFORE),
            f"Aftale om kommunekvoter for {year} meddeles inden",
            AGREEMENT,
            exclusive=True,
        ),
        QuotaDate(
            date(year - 1, *FIXED_BEFORE),
            f"Udlændingestyrelsen fastsætter kommunekvoterne for {year} inden",
            AGREEMENT,
            exclusive=True,
        ),
    ]
