"""Hand edits of the minutes: kept, taken back, brought back. The portal never replaces them by itself."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from meetings.models import AgendaItem, Meeting, MinutesPart

PartEvent = MinutesPart.events.rel.related_model  # type: ignore[attr-defined]


class ChangedAgain(Exception):
    """The portal's text is no longer the one that the person was shown."""


@transaction.atomic
def save_part(part: MinutesPart) -> None:
    """Keep an edit. Where the text is the portal's own again, there is nothing to keep."""
    if part.by_hand:
        part.save()
    elif part.pk:
        part.delete()


@transaction.atomic
def keep_text(*, part: MinutesPart, generated: str, seen: str) -> None:
    """«Behold min tekst»: what has changed in the data is known and does not change the text.

    ``seen`` is the portal's text that was shown beside it. Raises ChangedAgain where it is not today's.
    """
    Meeting.objects.select_for_update().get(pk=part.meeting_id)
    if seen != generated:
        raise ChangedAgain
    MinutesPart.objects.filter(pk=part.pk).update(written_over=generated)


@transaction.atomic
def take_portals_text(*, meeting: Meeting, pk: int) -> bool:
    """«Tag portalens tekst»: the edit goes; it can be brought back. False where it is gone already."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    return bool(MinutesPart.objects.filter(pk=pk, meeting=meeting).delete()[0])


def deleted_edits(meeting: Meeting) -> QuerySet[Any]:
    """The latest edit of each part that was given up for the portal's text, newest first."""
    there = MinutesPart.objects.filter(
        models.Q(item=OuterRef("item_id")) | models.Q(item=None, kind=OuterRef("kind")), meeting=meeting
    )
    on_agenda = models.Q(item_id=None) | models.Q(item_id__in=AgendaItem.objects.values("pk"))
    latest = (
        PartEvent.objects.filter(on_agenda, pgh_label="delete", meeting_id=meeting.pk)
        .exclude(text=F("written_over"))
        .filter(~Exists(there))
        .order_by("kind", "item_id", "-pgh_id")
        .distinct("kind", "item_id")
    )
    return PartEvent.objects.filter(pk__in=latest.values("pk")).order_by("-pgh_id")


@transaction.atomic
def restore_edit(*, meeting: Meeting, event_id: int) -> MinutesPart:
    """Bring a deleted edit back. Raises DoesNotExist where there is none such to bring back."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    gone = deleted_edits(meeting).get(pgh_id=event_id)
    return MinutesPart.objects.create(
        meeting=meeting, kind=gone.kind, item_id=gone.item_id, text=gone.text, written_over=gone.written_over
    )
