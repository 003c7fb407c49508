"""A meeting's life until the minutes are written: one verb for each step, each done once however often it is asked.

Which step may follow which stands in ``Meeting.TRANSITIONS``. Sending an agenda and taking it back, drafting
minutes, approving and reopening have their own modules.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kkr_portal.access.models import User
from kkr_portal.registry.models import Council
from meetings.actions.agenda import copy_headings
from meetings.models import Meeting, Move
from meetings.models.closing import MESSAGE

Status = Meeting.Status
TO_BE_HELD = (Status.PLANNED, Status.PREPARATION, Status.SENT)
BEGINS = {
    "prepare": (Status.PLANNED,),
    "plan-again": (Status.PREPARATION,),
    "hold": (Status.SENT,),
    "undo-hold": (Status.HELD,),
    "move": TO_BE_HELD,
    "cancel": TO_BE_HELD,
    "reinstate": (Status.CANCELLED,),
}  # where each step begins
TAKEN_DAY = "Dette KKR har allerede et møde den dag."


class NotPossible(Exception):
    """The meeting is not where the step begins; printed, it is a Danish sentence for the screen."""


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is now, held until the transaction ends. Raises NotPossible once it is closed."""
    now = Meeting.objects.select_related("council").select_for_update(of=("self",)).get(pk=meeting.pk)
    if now.is_locked:
        raise NotPossible(MESSAGE)
    return now


@transaction.atomic
def begin_preparation(*, meeting: Meeting, with_standing_items: bool = False) -> Meeting:
    """Planned → in preparation. An empty agenda gets the headings of the KKR's latest one."""
    now = locked(meeting)
    if _goes(now, Status.PREPARATION, begins=BEGINS["prepare"]):
        copy_headings(now, with_standing_items=with_standing_items)
    return now


@transaction.atomic
def plan_again(*, meeting: Meeting) -> Meeting:
    """In preparation → planned. What is written stays."""
    now = locked(meeting)
    _goes(now, Status.PLANNED, begins=BEGINS["plan-again"])
    return now


@transaction.atomic
def hold(*, meeting: Meeting) -> Meeting:
    """Sent → held. Whether the day has come is for the page to ask."""
    now = locked(meeting)
    _goes(now, Status.HELD, begins=BEGINS["hold"])
    return now


@transaction.atomic
def undo_hold(*, meeting: Meeting) -> Meeting:
    """Held → sent: it was marked too early. Once minutes are drafted they must be set aside first."""
    now = locked(meeting)
    _goes(now, Status.SENT, begins=BEGINS["undo-hold"])
    return now


@transaction.atomic
def cancel(*, meeting: Meeting, reason: str) -> Meeting:
    """Call the meeting off, with the reason that everyone who could see the meeting is shown."""
    now = locked(meeting)
    if not reason.strip():
        raise NotPossible("Skriv, hvorfor mødet aflyses.")
    if now.is_cancelled:
        return now
    _must(now, Status.CANCELLED, begins=BEGINS["cancel"])
    now.status_before, now.status, now.cancelled_because = now.status, Status.CANCELLED, reason.strip()
    now.calendar_sequence += 1
    now.save(update_fields=["status", "status_before", "cancelled_because", "calendar_sequence"])
    return now


@transaction.atomic
def reinstate(*, meeting: Meeting) -> Meeting:
    """Undo the cancellation: the meeting goes back to where it was. The reason stays in the history."""
    now = locked(meeting)
    if not now.is_cancelled:
        return now
    _must(now, now.status_before, begins=BEGINS["reinstate"])
    now.status, now.status_before, now.cancelled_because = now.status_before, "", ""
    now.calendar_sequence += 1
    now.save(update_fields=["status", "status_before", "cancelled_because", "calendar_sequence"])
    return now


@transaction.atomic
def move(*, meeting: Meeting, to: date, reason: str, by: User | None) -> Meeting:
    """Move the meeting to another day. Its calendar entry gets a new number, so that it stays one entry."""
    now = locked(meeting)
    if not reason.strip():
        raise NotPossible("Skriv, hvorfor mødet flyttes.")
    last = now.moves.last()
    if last and (last.to_date, last.reason) == (to, reason.strip()) and now.date == to:
        return now  # the same form once more
    if now.status not in BEGINS["move"]:
        raise NotPossible(f"{_stands(now)} og kan ikke flyttes.")
    if now.date == to:
        raise NotPossible("Mødet ligger allerede den dag.")
    Council.objects.select_for_update(no_key=True).get(pk=now.council_id)  # as those who create meetings do
    if Meeting.objects.filter(council=now.council_id, date=to).exists():
        raise NotPossible(TAKEN_DAY)
    Move.objects.create(meeting=now, from_date=now.date, to_date=to, reason=reason.strip(), by=by)
    now.date = to
    now.calendar_sequence += 1
    now.save(update_fields=["date", "calendar_sequence"])
    return now


@transaction.atomic
def count_calendar_edition(*, meeting: Meeting) -> None:
    """The time or the place of a sent meeting was changed: invitations that follow replace the earlier."""
    now = locked(meeting)
    now.calendar_sequence += 1
    now.save(update_fields=["calendar_sequence"])


def _goes(now: Meeting, status: Status, *, begins: tuple[Status, ...]) -> bool:
    """Take the step; False where it has been taken already."""
    if now.status == status:
        return False
    _must(now, status, begins=begins)
    now.status = status
    now.save(update_fields=["status"])
    return True


def _must(now: Meeting, status: str, *, begins: tuple[Status, ...]) -> None:
    if now.status not in begins or not now.may_become(status):
        name = Status(status).label.lower()
        raise NotPossible(f"{_stands(now)} og kan ikke blive «{name}».")


def hindrance(meeting: Meeting, verb: str) -> str:
    """Why the step can't be taken from where the meeting is now; empty where it can."""
    return "" if meeting.status in BEGINS[verb] else f"{_stands(meeting)}: det kan ikke lade sig gøre nu."


def _stands(now: Meeting) -> str:
    return f"Mødet har status «{now.get_status_display().lower()}»"
