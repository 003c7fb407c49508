"""Which items and files have been public, and what of them is so now; for many meetings at once.

What hangs on a meeting is known by a key: the meeting's id, what it is, and its own id.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q

from meetings.agenda import Agenda, NumberedItem, public_agendas
from meetings.models import AgendaItem, Approval, Attachment, Meeting, MinutesPart, SentFile, SentItem
from meetings.models.meetings import published
from meetings.numbered import NumberedAttachment

ITEM, ATTACHMENT, AGENDA, PACKET, MINUTES, PLACE = (
    "item",
    "attachment",
    "agenda",
    "packet",
    "minutes",
    "place",
)


class Key(NamedTuple):
    meeting: int
    what: str
    pk: int


@dataclass(frozen=True)
class Published:
    """A meeting as everyone may see it. ``resolutions``: what was decided, by item, once it is approved."""

    meeting: Meeting
    agenda: Agenda
    approval: Approval | None = None
    resolutions: dict[int, str] = field(default_factory=dict)

    def item(self, pk: int) -> NumberedItem | None:
        return next((one for one in self.agenda.items if one.item.pk == pk), None)

    def attachment(self, pk: int) -> tuple[NumberedItem, NumberedAttachment] | None:
        """With the item that it is attached to."""
        attached = ((one, numbered) for one in self.agenda.items for numbered in one.attachments)
        return next((pair for pair in attached if pair[1].attachment.pk == pk), None)


def published_meetings(ids: Iterable[int]) -> dict[int, Published]:
    """Those of these meetings that are public now. Nine queries at most."""
    rows = Meeting.objects.filter(published(), pk__in=list(ids)).select_related("council")
    meetings = {one.pk: one for one in rows}
    agendas = public_agendas(meetings.values())
    locked = [one.pk for one in meetings.values() if one.is_locked]
    latest = Approval.objects.filter(meeting__in=locked).order_by("meeting_id", "-pk").distinct("meeting_id")
    approvals = {one.meeting_id: one for one in latest.select_related("minutes")}
    texts: dict[int, dict[int, str]] = {}
    for part in MinutesPart.objects.filter(meeting__in=locked, item__closed=False):
        texts.setdefault(part.meeting_id, {})[part.item_id or 0] = part.text
    return {
        pk: Published(one, agendas[pk], approvals.get(pk), texts.get(pk, {})) for pk, one in meetings.items()
    }


def item_keys(meetings: Iterable[int], *, pk: int | None = None) -> list[Key]:
    """The items of these meetings that have ever been open to all, or the one of this id. Two queries."""
    of = list(meetings)
    sent = SentItem.objects.filter(version__meeting__in=of, closed=False).order_by()
    rows = AgendaItem.objects.filter(_unversioned("section__meeting"), section__meeting__in=of, closed=False)
    if pk is not None:
        sent, rows = sent.filter(item_pk=pk), rows.filter(pk=pk)
    found = {
        *sent.values_list("version__meeting_id", "item_pk"), *rows.values_list("section__meeting_id", "pk")
    }  # fmt: skip
    return sorted(Key(meeting, ITEM, item) for meeting, item in found)


def file_keys(meetings: Iterable[int]) -> list[Key]:
    """The files of these meetings that have ever been open to all: prints and attachments. Three queries."""
    of = list(meetings)
    path = "item__section__meeting"
    sent = SentFile.objects.filter(version__meeting__in=of, closed=False).order_by()
    rows = Attachment.objects.filter(
        _unversioned(path), closed=False, item__closed=False, **{f"{path}__in": of}
    )
    found = {
        *sent.values_list("version__meeting_id", "attachment_pk"), *rows.values_list(f"{path}_id", "pk")
    }  # fmt: skip
    minuted = set(Approval.objects.filter(meeting__in=of).values_list("meeting_id", flat=True))
    return sorted([
        *(Key(pk, AGENDA, pk) for pk in of),
        *(Key(pk, PACKET, pk) for pk in {meeting for meeting, _ in found}),
        *(Key(pk, MINUTES, pk) for pk in minuted),
        *(Key(meeting, ATTACHMENT, one) for meeting, one in found),
    ])  # fmt: skip


def _unversioned(path: str) -> Q:
    return Q(**{f"{path}__versions": None}) & published(f"{path}__")
