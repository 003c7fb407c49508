"""What is done to a written consultation (§ 5, stk. 10). Each action is one transaction.

The consultation's row is held first, so that an answer comes either before it is closed or not at all.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kkr_portal.registry.models import Council
from meetings.models import AgendaItem, Consultation, ConsultationAnswer, Meeting
from meetings.roster import Roster, roster_on
from meetings.rules import consultation as rule

WRITTEN = ["title", "text", "question", "reason", "answer_by"]
Status = Consultation.Status


class Refused(Exception):
    """Why it can't be done, as a Danish sentence for the screen."""


def _held(consultation: Consultation) -> Consultation:
    return (
        Consultation.objects.select_for_update(of=("self",)).select_related("council").get(pk=consultation.pk)
    )


@transaction.atomic
def create(consultation: Consultation) -> Consultation:
    """Save a new draft. A form sent twice makes one: the latest draft, when it is the same in every field."""
    Council.objects.select_for_update(no_key=True).get(pk=consultation.council_id)
    last = Consultation.objects.filter(council=consultation.council_id).order_by("-pk").first()
    if last and last.is_draft and all(getattr(last, one) == getattr(consultation, one) for one in WRITTEN):
        return last
    consultation.save()
    return consultation


def those_asked(roster: Roster, consultation: Consultation) -> list[ConsultationAnswer]:
    """A blank, unsaved answer for each seat's acting person. A stand-in for the chair is not the chair."""
    chair = roster.chair
    return [
        ConsultationAnswer(
            consultation=consultation,
            seat=one.seat,
            person=one.acting,
            name=str(one.acting),
            party=str(one.party or ""),
            chair=one is chair and one.member is not None and one.acting == one.member.person,
        )
        for one in roster.members
    ]


@transaction.atomic
def send_out(*, consultation: Consultation, on: date) -> Consultation:
    """Open it: from now on it is fixed who is asked. Doing it twice changes nothing."""
    held = _held(consultation)
    if not held.is_draft:
        return held
    asked = those_asked(roster_on(held.council, on), held)
    if wrong := rule.opening_breaches(reason=held.reason, asked=len(asked), on=on):
        raise Refused(" ".join(str(one) for one in wrong))
    if held.answer_by < on:
        raise Refused(
            f"Svarfristen {held.answer_by:%d.%m.%Y} er overskredet. Ret den, før sagen sendes i høring."
        )
    held.status, held.opened_on = Status.OPEN, on
    held.save()
    ConsultationAnswer.objects.bulk_create(asked)
    return held


@transaction.atomic
def take_back(*, consultation: Consultation) -> Consultation:
    """Make a draft of it again, as long as nobody has answered. Doing it twice changes nothing."""
    held = _held(consultation)
    if held.is_draft:
        return held
    if held.is_closed:
        raise Refused("Høringen er afsluttet og kan ikke trækkes tilbage.")
    if held.answers.exclude(answer="").exists():
        raise Refused("Der er kommet svar, så høringen kan ikke længere trækkes tilbage.")
    held.answers.all().delete()
    held.status, held.opened_on = Status.DRAFT, None
    held.save()
    return held


@transaction.atomic
def delete(*, consultation: Consultation) -> bool:
    """Delete a draft; False, and nothing is done, where it has been sent out."""
    held = Consultation.objects.select_for_update().filter(pk=consultation.pk).first()
    if held and not held.is_draft:
        return False
    if held:
        held.delete()
    return True


@transaction.atomic
def record_answer(*, answer: ConsultationAnswer, given: str, comment: str, on: date) -> ConsultationAnswer:
    """Write down what a person answers; an empty ``given`` takes the answer away. The same twice is once."""
    if not _held(answer.consultation).is_open:
        raise Refused("Høringen er afsluttet, så der kan ikke længere svares.")
    row = ConsultationAnswer.objects.select_for_update().get(pk=answer.pk)
    comment = comment if given else ""
    answered_on = on if given else None
    if (row.answer, row.comment, row.answered_on) != (given, comment, answered_on):
        row.answer, row.comment, row.answered_on = given, comment, answered_on
        row.save()
    return row


@transaction.atomic
def close(*, consultation: Consultation, decision: str, on: date) -> Consultation:
    """No more answers; ``decision`` is what came of it. Closing what is closed changes nothing."""
    held = _held(consultation)
    if held.is_draft:
        raise Refused("Sagen er ikke sendt i høring endnu.")
    if held.is_open:
        held.status, held.closed_on, held.decision = Status.CLOSED, on, decision
        held.save()
    return held


@transaction.atomic
def reopen(*, consultation: Consultation) -> Consultation:
    """Take answers again, as long as it is not reported in a meeting; the decision's text is kept."""
    held = _held(consultation)
    if held.is_locked:
        raise Refused("Høringen er refereret på et møde og kan ikke åbnes igen.")
    if held.is_closed:
        held.status, held.closed_on = Status.OPEN, None
        held.save()
    return held


@transaction.atomic
def report(*, consultation: Consultation, decision: str, item: AgendaItem | None) -> Consultation:
    """Correct the decision's text, and with ``item`` report it there: then the database locks it for good."""
    held = _held(consultation)
    if not held.is_closed:
        raise Refused("Afslut høringen, før den refereres på et møde.")
    if (held.decision, held.reported_in_id) == (decision, item.pk if item else None):
        return held
    if held.is_locked:
        raise Refused("Høringen er refereret på et møde og kan ikke ændres.")
    if item:
        _require_later_meeting(held, item)
    held.decision, held.reported_in = decision, item
    held.save()
    return held


def _require_later_meeting(consultation: Consultation, item: AgendaItem) -> None:
    """The meeting is held meanwhile, so that its minutes are not approved in between."""
    meeting = Meeting.objects.select_for_update().get(sections__items=item.pk)
    if meeting.council_id != consultation.council_id or meeting.date < (consultation.opened_on or date.max):
        raise Refused("Vælg et punkt på et af KKR's møder efter høringen.")
    if meeting.is_locked or meeting.is_cancelled:
        raise Refused(
            f"Mødet {meeting.date:%d.%m.%Y} er aflyst, eller dets referat er godkendt. Vælg et andet."
        )
