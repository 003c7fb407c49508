"""Quorum and extra meetings: § 5, stk. 2 and 9. [stated]

A stand-in who takes part counts as the member (§ 5, stk. 11). ``members`` is how many the council has on
the day; whether a vacant seat counts is not said, and the caller decides which number to give.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kkr_portal.law import Breach
from meetings.rules.editions import cite, edition_on

DECISIONS = cite(5, 9)
EXTRA_MEETING = cite(5, 2)


@dataclass(frozen=True)
class Quorum:
    members: int
    present: int

    @property
    def required(self) -> int:
        """At least half: 19 of 38, and 19 of 37."""
        return max(1, -(-self.members // 2))

    @property
    def met(self) -> bool:
        return self.present >= self.required

    @property
    def _presence(self) -> str:
        return f"{self.present} af {self.members} er til stede"

    @property
    def sentence(self) -> str:
        return f"{self._presence}; mindst {self.required} kræves, {DECISIONS.place}."

    @property
    def warning(self) -> str:
        """Said while one more departure would break it; empty otherwise."""
        if self.present != self.required:
            return ""
        return f"Går én mere, kan KKR ikke længere træffe beslutning, {DECISIONS.place}."

    def breaches(self) -> list[Breach]:
        if not 0 <= self.present <= self.members:
            return [
                Breach(DECISIONS, f"{self.present} kan ikke være til stede: KKR har {self.members} medlemmer")
            ]
        if not self.met:
            message = f"KKR er ikke beslutningsdygtigt: {self._presence}, og mindst {self.required} kræves"
            return [Breach(DECISIONS, message)]
        return []


def quorum(*, members: int, present: int, on: date) -> Quorum:
    edition_on(on)
    return Quorum(members, present)


def members_for_extra_meeting(members: int) -> int:
    """At least a third: 13 of 38."""
    return max(1, -(-members // 3))


def extra_meeting_breaches(*, members: int, wanting: int, chair_wants: bool, on: date) -> list[Breach]:
    edition_on(on)
    if wanting > members:
        return [Breach(EXTRA_MEETING, f"{wanting} kan ikke ønske mødet: KKR har {members} medlemmer")]
    needed = members_for_extra_meeting(members)
    if chair_wants or wanting >= needed:
        return []
    return [
        Breach(
            EXTRA_MEETING,
            f"Et ekstra møde kræver, at formanden eller mindst {needed} af {members} medlemmer ønsker det; "
            f"{wanting} gør",
        )
    ]
