"""The agenda as one reads it: sections, items and attachments with their derived numbers.

Three queries, whatever the length. Numbers count everything on the agenda, so that what a person
may not see leaves a gap and every number stays the same for everyone.

Those who may not read drafts read the latest version that was sent, and not what has been written since.
What is closed afterwards is closed at once, in the sent version too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from meetings.models import AgendaItem, Attachment, Meeting, Section, Version
from meetings.models.closed_since import closed_now
from meetings.numbered import Agenda, NumberedAttachment, NumberedItem, NumberedSection
from meetings.snapshots import agenda_of

__all__ = [
    "Agenda", "NumberedAttachment", "NumberedItem", "NumberedSection", "Publication",
    "agenda_for", "public_agenda", "public_agendas", "publication_of", "sent_agenda", "whole_agenda",
]  # fmt: skip


@dataclass(frozen=True)
class Publication:
    """What everyone can read once the agenda is published, and what stays closed."""

    open_items: list[NumberedItem]
    closed_items: list[NumberedItem]
    open_attachments: int
    closed_attachments: list[tuple[NumberedItem, NumberedAttachment]]  # those of open items

    @property
    def bare_items(self) -> list[NumberedItem]:
        """Open items with neither text nor attachments: perhaps forgotten."""
        return [one for one in self.open_items if one.item.is_empty and not one.attachments]


def publication_of(agenda: Agenda) -> Publication:
    """``agenda`` is the whole of it, as its secretariat sees it."""
    open_items = [one for one in agenda.items if not one.item.closed]
    attached = [(one, numbered) for one in open_items for numbered in one.attachments]
    closed = [(one, numbered) for one, numbered in attached if numbered.attachment.closed]
    return Publication(
        open_items=open_items,
        closed_items=[one for one in agenda.items if one.item.closed],
        open_attachments=len(attached) - len(closed),
        closed_attachments=closed,
    )


def agenda_for(meeting: Meeting, user: AnyUser) -> Agenda:
    """The agenda as ``user`` may see it; empty while it is a draft and the user may not read drafts."""
    closed = predicates.may_read_closed(user, meeting.council_id)
    if predicates.may_read_drafts(user, meeting.council_id):
        return _read([meeting], shows_closed=closed)[meeting.pk]
    if not meeting.is_sent:
        return Agenda(meeting, [])
    if version := meeting.versions.first():
        return sent_agenda(version, meeting, shows_closed=closed)
    return _read([meeting], shows_closed=closed)[meeting.pk]


def sent_agenda(version: Version, meeting: Meeting, *, shows_closed: bool) -> Agenda:
    """The agenda as it was sent, to those who may read closed things or to everyone."""
    whole = agenda_of(version, meeting)
    if shows_closed:
        return whole
    return whole.open_part(*closed_now([meeting.pk]))


def public_agenda(meeting: Meeting) -> Agenda:
    """What everyone may see of the meeting."""
    return agenda_for(meeting, AnonymousUser())


def public_agendas(meetings: Iterable[Meeting]) -> dict[int, Agenda]:
    """What everyone may see of each of these meetings, by its id; six queries at most."""
    sent = {one.pk: one for one in meetings if one.is_sent}
    latest = Version.objects.filter(meeting__in=sent).select_related("agenda", "packet")
    latest = latest.order_by("meeting_id", "-number").distinct("meeting_id")
    versions = {one.meeting_id: one for one in latest}
    closed = closed_now(versions)
    agendas = {pk: agenda_of(one, sent[pk]).open_part(*closed) for pk, one in versions.items()}
    return agendas | _read([one for one in sent.values() if one.pk not in versions], shows_closed=False)


def whole_agenda(meeting: Meeting) -> Agenda:
    """All of it, draft or not, closed or not: for archiving, not for a reader."""
    return _read([meeting], shows_closed=True)[meeting.pk]


def _read(meetings: Sequence[Meeting], *, shows_closed: bool) -> dict[int, Agenda]:
    attachments: dict[int, list[NumberedAttachment]] = defaultdict(list)
    places: dict[int, int] = defaultdict(int)
    rows = Attachment.objects.filter(item__section__meeting__in=meetings)
    rows = rows.select_related("file__conversion__result")
    for attachment in rows.order_by("item", "position"):
        places[attachment.item_id] += 1
        if shows_closed or not attachment.closed:
            attachments[attachment.item_id].append(NumberedAttachment(places[attachment.item_id], attachment))

    items: dict[int, list[AgendaItem]] = defaultdict(list)
    for item in AgendaItem.objects.filter(section__meeting__in=meetings).order_by("position"):
        items[item.section_id].append(item)
    of_id = {meeting.pk: meeting for meeting in meetings}
    sections: dict[int, list[NumberedSection]] = {pk: [] for pk in of_id}
    for section in Section.objects.filter(meeting__in=meetings).order_by("position"):
        section.meeting = of_id[section.meeting_id]
        number = len(sections[section.meeting_id]) + 1
        numbered = [
            NumberedItem(f"{number}.{place}", item, attachments[item.pk])
            for place, item in enumerate(items[section.pk], 1)
            if shows_closed or not item.closed
        ]
        sections[section.meeting_id].append(NumberedSection(number, section, numbered))
    return {one.pk: Agenda(one, sections[one.pk], shows_closed=shows_closed) for one in meetings}
