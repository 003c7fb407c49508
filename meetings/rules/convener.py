"""Who convenes the constitutive meeting and leads its election: § 4, stk. 1–2. [stated]

The mayor who has been mayor longest, and of those who are equal the oldest. Whether an earlier, broken
time as mayor counts is not said: all days as mayor are added up [computed], and each is shown.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from kkr_portal.apportionment import Tie
from kkr_portal.law import Breach
from meetings.rules.editions import cite, computed, edition_on

CONVENING = cite(4, 1)
LONGEST = computed(4, 1, "Al tid som borgmester lægges sammen; teksten siger ikke, om en afbrudt tid tæller")


@dataclass(frozen=True)
class Mayor:
    """``terms`` as mayor, each from a date until the day it ended (None: still). ``born`` may be unknown."""

    who: Hashable
    terms: tuple[tuple[date, date | None], ...]
    born: date | None = None

    def days(self, on: date) -> int:
        return sum(max(0, (min(until or on, on) - start).days) for start, until in self.terms)


@dataclass(frozen=True)
class Convening:
    """``convener``, or a ``tie`` that people settle; ``days`` shows how long each has been mayor."""

    convener: Hashable | None
    days: dict[Hashable, int]
    tie: Tie | None = None
    by_age: bool = False


def convening(mayors: Sequence[Mayor], *, on: date) -> Convening:
    """The convener as of ``on``. Equal in both, or of equal time and an unknown birthday: a tie."""
    edition_on(on)
    days = {mayor.who: mayor.days(on) for mayor in mayors}
    longest = [mayor for mayor in mayors if days[mayor.who] == max(days.values())]
    if len(longest) < 2:
        return Convening(longest[0].who if longest else None, days)
    births = [mayor.born for mayor in longest if mayor.born]
    oldest = longest
    if len(births) == len(longest):
        oldest = [mayor for mayor in longest if mayor.born == min(births)]
    if len(oldest) > 1:
        return Convening(None, days, Tie(tuple(mayor.who for mayor in oldest), 1), by_age=True)
    return Convening(oldest[0].who, days, by_age=True)


def convener_breaches(convened_by: Hashable, mayors: Sequence[Mayor], *, on: date) -> list[Breach]:
    """Convened by somebody else. While there is a tie, each of the equal ones is fine."""
    found = convening(mayors, on=on)
    if convened_by in (found.tie.among if found.tie else (found.convener,)):
        return []
    return [
        Breach(
            CONVENING, "Mødet indkaldes af den borgmester, der har været det længst, ved lighed den ældste"
        )
    ]
