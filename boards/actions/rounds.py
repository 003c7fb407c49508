"""A round is opened with its eight steps; a step is moved, carried out, and either is taken back."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ProtectedError, QuerySet
from django.utils import timezone

from boards.actions.written import refuse, write
from boards.models import Round, Step
from boards.rules.process import proposed, step_breaches
from boards.told import in_words
from kkr_portal.registry.models import Council
from meetings.actions.periods import Refused
from meetings.models import AgendaItem


def lock_round(pk: int) -> Round:
    """Hold the round until the transaction ends: what is done in it comes one after the other."""
    return Round.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=pk)


@transaction.atomic
def open_round(*, council: Council, first: date, until: date) -> Round:
    """For the term from ``first`` up to ``until``, with the days of the pattern. Raises Refused."""
    if until <= first:
        raise Refused("Funktionsperioden slutter, før den begynder.", "until")
    opened = write(Round(council=council, period=DateRange(first, until)))
    Step.objects.bulk_create(
        Step(round=opened, kind=one.kind.name, first=one.first, last=one.last) for one in proposed(first)
    )
    return opened


@transaction.atomic
def save_step(*, step: Step) -> Step:
    """Raises Refused, with the note, for a step that ends before it starts."""
    lock_round(step.round_id)
    refuse(step_breaches(step.planned), "last")
    if step.done_on:
        _not_to_come(step.done_on)
    return write(step)


@transaction.atomic
def carry_out(*, step: Step, day: date) -> Step:
    """Write that it is done. A form sent twice changes nothing. Raises Refused for a day to come."""
    lock_round(step.round_id)
    _not_to_come(day)
    now = Step.objects.get(pk=step.pk)
    if now.done_on is None:
        now.done_on = day
        write(now)
    return now


@transaction.atomic
def take_up_again(*, step: Step) -> Step:
    """It was not done after all."""
    lock_round(step.round_id)
    now = Step.objects.get(pk=step.pk)
    now.done_on = None
    return write(now)


@transaction.atomic
def decide(*, opened: Round, item: AgendaItem) -> Round:
    """The KKR has decided the organisations and criteria at this item; with it the third step is done.

    Raises Refused where another item has decided them, or the item is another KKR's.
    """
    now = lock_round(opened.pk)
    if item.section.meeting.council_id != now.council_id:
        raise Refused("Punktet hører til et andet KKR.", "decided_at")
    if now.decided_at_id not in (None, item.pk):
        raise Refused("Organisationer og kriterier er allerede besluttet på et andet punkt.", "decided_at")
    now.decided_at = item
    write(now)
    _third_step(now).filter(done_on=None).update(done_on=item.section.meeting.date)
    return now


@transaction.atomic
def undecide(*, opened: Round, item: AgendaItem) -> Round:
    """The decision is taken back. Raises Refused once an organisation was asked on the strength of it."""
    now = lock_round(opened.pk)
    if now.decided_at_id != item.pk:
        raise Refused("Beslutningen er allerede fjernet på rundens side.")
    if now.nominating.filter(requests__withdrawn_on=None, requests__isnull=False).exists():
        raise Refused("Organisationer er allerede bedt om at indstille efter beslutningen.")
    now.decided_at = None
    write(now)
    _third_step(now).filter(done_on=item.section.meeting.date).update(done_on=None)
    return now


def _third_step(opened: Round) -> QuerySet[Step]:
    return opened.steps.filter(kind=Step.Kind.ORGANISATIONS_AND_CRITERIA)


@transaction.atomic
def delete_round(*, opened: Round) -> None:
    """With its steps and what is decided. Raises Refused once somebody was asked or appointed in it."""
    now = lock_round(opened.pk)
    try:
        with transaction.atomic():
            now.delete()
    except ProtectedError as error:
        told = "Der er sendt anmodninger eller udpeget medlemmer i runden. Den kan ikke slettes."
        raise Refused(told) from error


def _not_to_come(day: date) -> None:
    today = timezone.localdate()
    if day > today:
        raise Refused(f"Skriv en dag, der er gået: {in_words(today)} eller før.", "done_on")
