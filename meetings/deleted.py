"""What was deleted from an agenda and can be brought back, read out of the history."""

from __future__ import annotations

from django.db.models import QuerySet
from pghistory.models import Event

from meetings.models import AgendaItem, Attachment, Meeting

ItemEvent = AgendaItem.events.rel.related_model  # type: ignore[attr-defined]
AttachmentEvent = Attachment.events.rel.related_model  # type: ignore[attr-defined]


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
