"""What has been closed since it was sent: hidden from then on, also when its row was deleted afterwards.

A sent version keeps what was open when it was sent. Whether a thing is closed now stands in its row; whether
it was closed when it was deleted stands in the history.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from meetings.models.agenda import AgendaItem, Attachment
from meetings.models.versions import SentFile

ItemEvent = AgendaItem.events.rel.related_model  # type: ignore[attr-defined]
AttachmentEvent = Attachment.events.rel.related_model  # type: ignore[attr-defined]


def item_is_open(ref: str) -> Q:
    """No item with the id in the column ``ref`` is closed, or was when it was deleted."""
    return ~Exists(AgendaItem.objects.filter(pk=OuterRef(ref), closed=True)) & ~Exists(
        _deleted_items().filter(pgh_obj_id=OuterRef(ref))
    )


def attachment_is_open(ref: str) -> Q:
    """No attachment with the id in the column ``ref`` is closed, by itself or with its item, or was when it
    was deleted."""
    return ~Exists(_closed_attachments().filter(pk=OuterRef(ref))) & ~Exists(
        _deleted_attachments().filter(pgh_obj_id=OuterRef(ref))
    )


def closed_now(meetings: Iterable[int]) -> tuple[frozenset[int], frozenset[int]]:
    """The ids of what is closed of these meetings (ids), deleted or not: items, attachments. Two queries."""
    of = list(meetings)
    sent = SentFile.objects.filter(version__meeting__in=of)
    items = AgendaItem.objects.filter(section__meeting__in=of, closed=True).values_list("pk")
    attachments = _closed_attachments().filter(item__section__meeting__in=of).values_list("pk")
    gone = _deleted_attachments().filter(pgh_obj_id__in=sent.values("attachment_pk"))
    gone_items = _deleted_items().filter(pgh_obj_id__in=_sent_items(of))
    return (
        frozenset(pk for (pk,) in items.union(gone_items.values_list("pgh_obj_id"))),
        frozenset(pk for (pk,) in attachments.union(gone.values_list("pgh_obj_id"))),
    )


def _sent_items(meetings: list[int]) -> QuerySet:
    from meetings.models.sent_items import SentItem  # it stands above this module

    return SentItem.objects.filter(version__meeting__in=meetings).values("item_pk")


def _closed_attachments() -> QuerySet[Attachment]:
    return Attachment.objects.exclude(closed=False, item__closed=False)


def _deleted_items() -> QuerySet:
    """The deletions of closed items that have not been brought back."""
    return ItemEvent.objects.filter(
        ~Exists(AgendaItem.objects.filter(pk=OuterRef("pgh_obj_id"))), pgh_label="delete", closed=True
    )


def _deleted_attachments() -> QuerySet:
    """The deletions of attachments that were closed, or whose item is, or was when it was deleted."""
    with_item = Exists(AgendaItem.objects.filter(pk=OuterRef("item_id"), closed=True)) | Exists(
        _deleted_items().filter(pgh_obj_id=OuterRef("item_id"))
    )
    return AttachmentEvent.objects.filter(
        Q(closed=True) | with_item,
        ~Exists(Attachment.objects.filter(pk=OuterRef("pgh_obj_id"))),
        pgh_label="delete",
    )
