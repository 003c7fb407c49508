"""A written consultation as one reader may see it, and its sentences for the minutes.

Who answered what is shown to the secretariat and KL at once, and to the KKR's members when it is closed: the
text is silent, and nobody should answer after the others. Everyone sees who was asked and how many answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from meetings.models import Consultation, ConsultationAnswer, Vote
from meetings.rules import consultation as rule
from meetings.rules.votes import Answer

ANSWERS = {
    Vote.Answer.FOR: Answer.FOR,
    Vote.Answer.AGAINST: Answer.AGAINST,
    Vote.Answer.ABSTAINS: Answer.ABSTAINS,
}


@dataclass(frozen=True)
class Told:
    """``own`` is the reader's own answer, or None where the reader was not asked.

    ``result`` is None where the reader may not see who answered what.
    """

    consultation: Consultation
    answers: list[ConsultationAnswer]
    own: ConsultationAnswer | None
    result: rule.Result | None

    @property
    def answered(self) -> int:
        return sum(bool(one.answer) for one in self.answers)

    @property
    def late(self) -> list[ConsultationAnswer]:
        """Given after the deadline; the text does not say whether they count, and here they do."""
        return [
            one for one in self.answers if one.answered_on and one.answered_on > self.consultation.answer_by
        ]

    @property
    def chair(self) -> ConsultationAnswer | None:
        return next((one for one in self.answers if one.chair), None)


def result_of(consultation: Consultation, answers: Sequence[ConsultationAnswer]) -> rule.Result | None:
    """The count; None while it is a draft."""
    if consultation.opened_on is None:
        return None
    given = [ANSWERS[Vote.Answer(one.answer)] if one.answer else None for one in answers]
    chair = next((answer for one, answer in zip(answers, given, strict=True) if one.chair), None)
    return rule.result(given, chair=chair, on=consultation.opened_on)


def told(consultation: Consultation, user: AnyUser) -> Told:
    """One query for the answers, however many. The reader may see the consultation."""
    answers = list(consultation.answers.order_by("name", "pk"))
    person = getattr(user, "person_id", None)
    own = next((one for one in answers if person is not None and one.person_id == person), None)
    shows = consultation.is_closed or predicates.may_read_drafts(user, consultation.council_id)
    return Told(consultation, answers, own, result_of(consultation, answers) if shows else None)


def suggestion(result: rule.Result | None) -> str:
    """A first wording of the decision, for people to correct."""
    if result is None or result.outcome is None:
        return ""
    return f"{result.sentence} Forslaget er {result.outcome.value}."


def sentences(consultation: Consultation) -> list[str]:
    """The closed consultation as it is reported in the minutes."""
    result = result_of(consultation, list(consultation.answers.all()))
    if result is None:
        return []
    parts = [
        f"«{consultation.title}» var i skriftlig høring fra {_day(consultation.opened_on)} "
        f"med svarfrist {_day(consultation.answer_by)} ({rule.CHAIR_CHOOSES.place}).",
        result.sentence,
    ]
    return [*parts, consultation.decision] if consultation.decision else parts


def _day(day: date | None) -> str:
    return date_format(day, "j. F Y") if day else ""
