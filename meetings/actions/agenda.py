"""What is done to a meeting and its agenda. Each action is one transaction.

The forms have asked whether the person may; the actions see to it that positions stay whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Max, ProtectedError

from kkr_portal.documents.models import StoredFile
from kkr_portal.history.tracked import events_of
from meetings.deleted import AttachmentEvent, deleted_attachments, deleted_items
from meetings.models import AgendaItem, Attachment, Decision, Effect, Meeting, Section, Stay
from meetings.recurring import standing_items

Row = TypeVar("Row", bound=models.Model)
WRITTEN = [
    "title", "case_number", "document_number", "presentation", "recommendation", "economy", "closed",
]  # fmt: skip


class ItemInUse(Exception):
    """The item can't be deleted: why, as a Danish sentence."""


def _next_position(rows: models.QuerySet) -> int:
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


@transaction.atomic
def create_meeting(meeting: Meeting, *, with_standing_items: bool = False) -> Meeting:
    """Save a new meeting; its sections get the headings of the KKR's latest meeting, if there is one."""
    meeting.save()
    copy_headings(meeting, with_standing_items=with_standing_items)
    return meeting


@transaction.atomic
def copy_headings(meeting: Meeting, *, with_standing_items: bool = False) -> None:
    """Give an empty agenda the headings of the KKR's latest one, and where it is asked for the titles of
    the standing items. Titles only; one that is closed stays closed."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.sections.exists():
        return
    standing = standing_items(meeting.council_id, apart_from=meeting.pk)
    made = Section.objects.bulk_create(
        Section(meeting=meeting, position=place, title=section.title)
        for place, section in enumerate(standing.sections, 1)
    )
    if not with_standing_items:
        return
    for old, new in zip(standing.sections, made, strict=True):
        AgendaItem.objects.bulk_create(
            AgendaItem(section=new, position=place, title=item.title, closed=item.closed)
            for place, item in enumerate(standing.items_of(old), 1)
        )


@transaction.atomic
def add_section(*, meeting: Meeting, title: str, form_may_come_twice: bool = False) -> Section:
    """A new section at the end of the agenda. From a form, the same twice in a row is one."""
    Meeting.objects.select_for_update().get(pk=meeting.pk)
    last = meeting.sections.order_by("position").last()
    if form_may_come_twice and last and last.title == title:
        return last
    return meeting.sections.create(title=title, position=_next_position(meeting.sections.all()))


@transaction.atomic
def delete_section(*, section: Section) -> bool:
    """Delete a section without items; False, and nothing is done, where it has some."""
    locked = Section.objects.select_for_update().filter(pk=section.pk).first()
    if locked and locked.items.exists():
        return False
    if locked:
        locked.delete()
    return True


@transaction.atomic
def create_item(item: AgendaItem) -> AgendaItem:
    """Save a new item. A form sent twice (a double click, a lost answer) makes one item: the one that
    stands last in the section already, when it is the same in every field."""
    Section.objects.select_for_update().get(pk=item.section_id)
    last = AgendaItem.objects.filter(section_id=item.section_id).order_by("position").last()
    if last and all(getattr(last, field) == getattr(item, field) for field in WRITTEN):
        return last
    return place_item(item)


@transaction.atomic
def place_item(item: AgendaItem) -> AgendaItem:
    """Save an item that is new or has moved to another section: it goes to the end of its section."""
    Section.objects.select_for_update().get(pk=item.section_id)
    stored = AgendaItem.objects.filter(pk=item.pk).values_list("section_id", flat=True).first()
    if stored != item.section_id:
        item.position = _next_position(AgendaItem.objects.filter(section_id=item.section_id))
    item.save()
    return item


@transaction.atomic
def delete_item(*, item: AgendaItem) -> None:
    """Delete an item with its attachments; locked, so that nobody attaches one more meanwhile.

    Raises ItemInUse where the meeting has got so far that something would be lost with it.
    """
    Meeting.objects.select_for_update(of=("self",)).filter(sections__items=item.pk).first()
    locked = AgendaItem.objects.select_for_update().filter(pk=item.pk).first()
    if locked is None:
        return
    if locked.votes.exists():
        raise ItemInUse("Punktet har en afstemning. Slet den først, hvis punktet skal af dagsordenen.")
    if Decision.objects.filter(item=locked).exclude(text="").exists():
        raise ItemInUse("Punktet har en beslutning. Tøm den først, hvis punktet skal af dagsordenen.")
    if decided := locked.effects.exclude(carried_out_at=None).first():
        raise ItemInUse(f"Punktet har besluttet «{decided}». Fortryd det på mødets side først.")
    try:
        locked.delete()
    except ProtectedError as held:
        raise ItemInUse(_who_holds(held)) from None


def _who_holds(held: ProtectedError) -> str:
    stays = [str(one) for one in held.protected_objects if isinstance(one, Stay)]
    if stays:
        return (
            f"Punktet kan ikke slettes: {', '.join(stays)} kommer eller går ved det. "
            "Ret det under «Mødet», «Tider», først."
        )
    kinds = sorted({str(one._meta.verbose_name) for one in held.protected_objects})
    return f"Punktet kan ikke slettes, fordi det bruges af: {', '.join(kinds)}."


@transaction.atomic
def attach(*, item: AgendaItem, files: Iterable[tuple[StoredFile, str, str]]) -> list[Attachment]:
    """Add (file, file name, title) at the end of the item's attachments, all of them or none.

    The same content under the same name is there already when a form comes twice: it is left out.
    """
    AgendaItem.objects.select_for_update().get(pk=item.pk)
    there = set(item.attachments.values_list("file", "file_name"))
    new = [one for one in files if (one[0].pk, one[1]) not in there]
    first = _next_position(item.attachments.all())
    return [
        item.attachments.create(file=file, file_name=name, title=title, position=position)
        for position, (file, name, title) in enumerate(new, first)
    ]


@transaction.atomic
def restore_item(*, meeting: Meeting, event_id: int) -> AgendaItem:
    """Bring a deleted item back, with the attachments that went with it, at the end of its section.

    ``event_id`` is the history event of the deletion. Raises DoesNotExist when there is no such
    deletion to undo in this meeting.
    """
    Meeting.objects.select_for_update().get(pk=meeting.pk)  # two at once: the second finds it restored
    gone = deleted_items(meeting).get(pgh_id=event_id)
    item = place_item(_row_of(AgendaItem, gone))
    went_along = AttachmentEvent.objects.filter(
        pgh_label="delete",
        pgh_context_id=gone.pgh_context_id,  # type: ignore[attr-defined]
        pgh_created_at=gone.pgh_created_at,  # the time of the transaction, the same for all its rows
        item_id=item.pk,
    )
    for event in went_along.order_by("position"):
        _row_of(Attachment, event).save(force_insert=True)
    planned = events_of(Effect).filter(
        pgh_label="delete", pgh_context_id=gone.pgh_context_id,  # type: ignore[attr-defined]
        pgh_created_at=gone.pgh_created_at, item_id=item.pk,
    )  # fmt: skip
    for event in planned.order_by("pgh_id"):
        _row_of(Effect, event).save(force_insert=True)
    return item


@transaction.atomic
def restore_attachment(*, item: AgendaItem, event_id: int) -> Attachment:
    """Bring a deleted attachment back as the item's last. Raises DoesNotExist as ``restore_item`` does."""
    AgendaItem.objects.select_for_update().get(pk=item.pk)
    attachment = _row_of(Attachment, deleted_attachments(item).get(pgh_id=event_id))
    attachment.position = _next_position(item.attachments.all())
    attachment.save(force_insert=True)
    return attachment


def _row_of(model: type[Row], event: Any) -> Row:
    """The row as the event keeps it, under its old id; not yet saved."""
    fields = {f.attname: getattr(event, f.attname) for f in model._meta.concrete_fields if not f.primary_key}
    return model(pk=event.pgh_obj_id, **fields)
