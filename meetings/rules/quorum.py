"""Quorum, simple majority and extra meetings: § 5, stk. 2 and 9. [stated]

A stand-in who takes part counts as the member (§ 5, stk. 11). ``members`` is how many the council has on
the day; whether a vacant seat counts is not said, and the caller decides which number to give. Who has the
deciding vote when the deputy chair leads is not said either: only the chair's own vote decides here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

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


class Answer(Enum):
    FOR = "for"
    AGAINST = "imod"
    ABSTAINS = "hverken for eller imod"
    OUT_OF_THE_ROOM = "ikke i lokalet"


class Outcome(Enum):
    ADOPTED = "vedtaget"
    REJECTED = "forkastet"
    ADOPTED_BY_CHAIR = "vedtaget ved formandens afgørende stemme"
    REJECTED_BY_CHAIR = "forkastet ved formandens afgørende stemme"
    UNDECIDED = "stemmelighed uden afgørende stemme fra formanden"


@dataclass(frozen=True)
class Vote:
    """A vote by numbers. ``chair`` is what the chair answered; None when the chair was not there."""

    quorum: Quorum
    in_favour: int
    against: int
    abstained: int = 0
    chair: Answer | None = None

    def breaches(self) -> list[Breach]:
        wrong = self.quorum.breaches()
        numbers = (self.in_favour, self.against, self.abstained)
        if min(numbers) < 0:
            wrong.append(Breach(DECISIONS, "Et stemmetal kan ikke være negativt"))
        elif sum(numbers) > self.quorum.present:
            wrong.append(
                Breach(DECISIONS, f"{sum(numbers)} har svaret, men kun {self.quorum.present} er til stede")
            )
        needed = {Answer.FOR: self.in_favour, Answer.AGAINST: self.against, Answer.ABSTAINS: self.abstained}
        if self.chair in needed and not needed[self.chair]:
            wrong.append(
                Breach(DECISIONS, f"Formanden svarede »{self.chair.value}«, men ingen er talt med dér")
            )
        return wrong

    @property
    def outcome(self) -> Outcome:
        """Simple majority of those for and against; the chair's vote decides when they are equal."""
        if self.in_favour != self.against:
            return Outcome.ADOPTED if self.in_favour > self.against else Outcome.REJECTED
        decided = {Answer.FOR: Outcome.ADOPTED_BY_CHAIR, Answer.AGAINST: Outcome.REJECTED_BY_CHAIR}
        return decided.get(self.chair, Outcome.UNDECIDED) if self.chair else Outcome.UNDECIDED


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
