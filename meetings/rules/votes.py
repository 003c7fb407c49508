"""Votes: simple majority, and the chair's deciding vote: § 5, stk. 9. [stated]

Who has the deciding vote when the deputy chair leads is not said: only the chair's own vote decides here, and
a stand-in in the chair's seat is not the chair. Abstaining and being out of the room are answers too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import Enum

from kkr_portal.law import Breach
from meetings.rules.quorum import DECISIONS, Quorum


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


def by_name(
    quorum: Quorum,
    answers: Mapping[Hashable, Answer],
    *,
    seated: Mapping[Hashable, Hashable],
    chair: Hashable,
) -> Vote:
    """The numbers of a vote by name. ``answers`` by member; ``seated``: member → the person in the seat.

    ``chair`` is a person. Answers from seats that nobody sits in do not count; ``name_breaches`` names them.
    """
    counted = Counter(answer for member, answer in answers.items() if member in seated)
    chairs_seat = next((member for member, person in seated.items() if person == chair), None)
    return Vote(
        quorum,
        counted[Answer.FOR],
        counted[Answer.AGAINST],
        counted[Answer.ABSTAINS],
        chair=answers.get(chairs_seat) if chairs_seat is not None else None,
    )


def name_breaches(answers: Mapping[Hashable, Answer], *, seated: Mapping[Hashable, Hashable]) -> list[Breach]:
    """Answers from seats that nobody sits in, and seats without an answer."""
    absent = [
        Breach(
            DECISIONS, f"Ingen sidder på {member}s plads, så der kan ikke stemmes »{answer.value}« fra den"
        )
        for member, answer in answers.items()
        if member not in seated and answer is not Answer.OUT_OF_THE_ROOM
    ]
    silent = [
        Breach(DECISIONS, f"Der mangler svar fra {person}")
        for member, person in seated.items()
        if member not in answers
    ]
    return absent + silent
