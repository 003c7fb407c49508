"""Written consultation: § 5, stk. 10. [stated] The chair may choose it in special cases.

How it is counted is not said. Here a simple majority of the answers decides, and at equal numbers the chair's
own answer, as in a meeting (stk. 9) [computed]; whether half must have answered is shown and left to people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kkr_portal.law import Breach
from meetings.rules.editions import cite, computed, edition_on
from meetings.rules.quorum import Quorum
from meetings.rules.votes import Answer, Outcome, Vote

CHAIR_CHOOSES = cite(5, 10)
COUNTING = computed(
    5,
    10,
    "teksten siger ikke, hvordan en skriftlig høring gøres op. Her afgør simpelt flertal blandt svarene, "
    "og ved stemmelighed formandens svar, som på et møde (stk. 9)",
)
TURNOUT = computed(
    5, 9, "kravet gælder et møde; teksten siger ikke, om det også gælder svarene i en skriftlig høring"
)


@dataclass(frozen=True)
class Result:
    """``vote.quorum`` holds those who were asked as members and those who have answered as present."""

    vote: Vote

    @property
    def asked(self) -> int:
        return self.vote.quorum.members

    @property
    def answered(self) -> int:
        return self.vote.quorum.present

    @property
    def sentence(self) -> str:
        numbers = f"{self.vote.in_favour} for, {self.vote.against} imod"
        if self.vote.abstained:
            numbers += f" og {self.vote.abstained} hverken for eller imod"
        return f"{self.answered} af {self.asked} har svaret: {numbers}."

    @property
    def turnout(self) -> str:
        """What a meeting would have asked for, beside how many have answered."""
        quorum = self.vote.quorum
        enough = "så mange har svaret" if quorum.met else f"her har kun {quorum.present} svaret"
        return f"På et møde skal mindst {quorum.required} af {quorum.members} være til stede; {enough}."

    @property
    def outcome(self) -> Outcome | None:
        """None while nobody has answered."""
        return self.vote.outcome if self.answered else None


def result(answers: Sequence[Answer | None], *, chair: Answer | None, on: date) -> Result:
    """One answer for each who was asked, None where it has not come; ``chair`` is the chair's among them."""
    edition_on(on)
    counted = Counter(answer for answer in answers if answer is not None)
    quorum = Quorum(len(answers), sum(counted.values()))
    vote = Vote(
        quorum, counted[Answer.FOR], counted[Answer.AGAINST], counted[Answer.ABSTAINS], chair=chair
    )  # fmt: skip
    return Result(vote)


def opening_breaches(*, reason: str, asked: int, on: date) -> list[Breach]:
    """What is missing before a case can be sent to ``asked`` members in writing."""
    edition_on(on)
    wrong = []
    if not reason.strip():
        wrong.append(Breach(CHAIR_CHOOSES, "Det er ikke skrevet, hvorfor sagen ikke kan vente til et møde"))
    if not asked:
        wrong.append(Breach(CHAIR_CHOOSES, f"Portalen kender ingen medlemmer af KKR {on:%d.%m.%Y}"))
    return wrong
