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
    def filled_sections(self) -> list[NumberedSection]:
        """What one reads: a section that holds nothing for this reader is not there, heading and all."""
        return [section for section in self.sections if section.items]

    @property
    def attachments(self) -> list[Attachment]:
        return [one.attachment for item in self.items for one in item.attachments]

    @property
    def pages(self) -> int:
        """The pages of all attachments together."""
        return sum(attachment.file.pages for attachment in self.attachments)

    @property
    def size(self) -> int:
        """The bytes of all attachments together."""
        return sum(attachment.file.size for attachment in self.attachments)

    @property
    def has_closed(self) -> bool:
        return any(one.item.closed or any(a.attachment.closed for a in one.attachments) for one in self.items)

    def numbered(self, item: AgendaItem) -> NumberedItem:
        """The item with its number. Raises StopIteration when it is not on this agenda."""
        return next(one for one in self.items if one.item.pk == item.pk)


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
