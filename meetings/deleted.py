"""What is no longer where it was, read out of the history: deleted rows, and meetings that were moved."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from pghistory.models import Event

from kkr_portal.history.tracked import events_of
from meetings.models import AgendaItem, Attachment, FollowUp, Meeting, Move, Section
from meetings.models.closed_since import AttachmentEvent, ItemEvent

MeetingEvent = Meeting.events.rel.related_model  # type: ignore[attr-defined]


def deleted_items(meeting: Meeting) -> QuerySet[Event]:
    """The latest deletion of each item that is not on the agenda now, newest first."""
    return (
        ItemEvent.objects.filter(pgh_label="delete", section__meeting=meeting)
        .exclude(pgh_obj_id__in=AgendaItem.objects.values("pk"))
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    )


def deleted_attachments(item: AgendaItem) -> QuerySet[Event]:
    """The latest deletion of each attachment that is not under the item now."""
    return (
        AttachmentEvent.objects.filter(pgh_label="delete", item_id=item.pk)
        .exclude(pgh_obj_id__in=Attachment.objects.values("pk"))
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    )


def once_on(council: str, day: date, *, drafts: bool) -> QuerySet[Any, Any]:
    """The id of the meeting that last stood under this KKR and day, wherever it is now.

    Without ``drafts``, only days on which it was published count: what was planned before is nobody's.
    """
    events = MeetingEvent.objects.filter(council__slug=council, date=day)
    if not drafts:
        events = events.filter(status=Meeting.Status.SENT)
    return events.order_by("-pgh_id").values("pgh_obj_id")[:1]


def moves_told_to(meeting: Meeting, *, insider: bool) -> list[Move]:
    """The moves of a meeting; outsiders are told only of days on which it had been published."""
    moves = list(meeting.moves.all())
    if insider or not moves:
        return moves
    published = MeetingEvent.objects.filter(pgh_obj_id=meeting.pk, status=Meeting.Status.SENT)
    known = set(published.values_list("date", flat=True))
    return [move for move in moves if move.from_date in known]


def parent_of_deleted(
    model: type[Section | AgendaItem | Attachment | FollowUp], pk: int
) -> QuerySet[Any, Any]:
    """The id of what a deleted row stood under: a section's meeting, an item's section, else its item."""
    parent = {Section: "meeting_id", AgendaItem: "section_id"}.get(model, "item_id")
    return events_of(model).filter(pgh_label="delete", pgh_obj_id=pk).order_by("-pgh_id").values(parent)[:1]
