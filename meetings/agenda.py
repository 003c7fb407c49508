"""The agenda as one reads it: sections, items and attachments with their derived numbers.

Three queries, whatever the length. Numbers count everything on the agenda, so that what a person
may not see leaves a gap and every number stays the same for everyone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from meetings.models import AgendaItem, Attachment, Meeting, Section


@dataclass(frozen=True)
class NumberedAttachment:
    """``number`` counts from 1 under each item: «Bilag 2»."""

    number: int
    attachment: Attachment


@dataclass(frozen=True)
class NumberedItem:
    """``number`` is section.place: «3.4»."""

    number: str
    item: AgendaItem
    attachments: list[NumberedAttachment]


@dataclass(frozen=True)
class NumberedSection:
    number: int
    section: Section
    items: list[NumberedItem]


@dataclass(frozen=True)
class Agenda:
    """The part of a meeting's agenda that one reader may see."""

    meeting: Meeting
    sections: list[NumberedSection]

    @property
    def items(self) -> list[NumberedItem]:
        return [item for section in self.sections for item in section.items]

    @property
    def has_attachments(self) -> bool:
        return any(item.attachments for item in self.items)

    @property
    def has_closed(self) -> bool:
        return any(one.item.closed or any(a.attachment.closed for a in one.attachments) for one in self.items)

    def numbered(self, item: AgendaItem) -> NumberedItem:
        """The item with its number. Raises StopIteration when it is not on this agenda."""
        return next(one for one in self.items if one.item.pk == item.pk)


def agenda_for(meeting: Meeting, user: AnyUser) -> Agenda:
    """The agenda as ``user`` may see it; empty while it is a draft and the user may not read drafts."""
    if not (meeting.is_sent or predicates.may_read_drafts(user, meeting.council_id)):
        return Agenda(meeting, [])
    return _read(meeting, shows_closed=predicates.may_read_closed(user, meeting.council_id))


def public_agenda(meeting: Meeting) -> Agenda:
    """What everyone may see of the meeting."""
    return agenda_for(meeting, AnonymousUser())


def whole_agenda(meeting: Meeting) -> Agenda:
    """All of it, draft or not, closed or not: for archiving, not for a reader."""
    return _read(meeting, shows_closed=True)


def _read(meeting: Meeting, *, shows_closed: bool) -> Agenda:
    attachments: dict[int, list[NumberedAttachment]] = defaultdict(list)
    places: dict[int, int] = defaultdict(int)
    rows = Attachment.objects.filter(item__section__meeting=meeting).select_related("file")
    for attachment in rows.order_by("item", "position"):
        places[attachment.item_id] += 1
        if shows_closed or not attachment.closed:
            attachments[attachment.item_id].append(NumberedAttachment(places[attachment.item_id], attachment))

    items: dict[int, list[AgendaItem]] = defaultdict(list)
    for item in AgendaItem.objects.filter(section__meeting=meeting).order_by("position"):
        items[item.section_id].append(item)
    return Agenda(
        meeting,
        [
            NumberedSection(
                number,
                section,
                [
                    NumberedItem(f"{number}.{place}", item, attachments[item.pk])
                    for place, item in enumerate(items[section.pk], 1)
                    if shows_closed or not item.closed
                ],
            )
            for number, section in enumerate(meeting.sections.order_by("position"), 1)
        ],
    )
