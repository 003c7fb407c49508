"""An agenda in order and with its numbers: the shape that pages, prints and versions share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from meetings.models import AgendaItem, Attachment, Meeting, Section, Version


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
    """The part of a meeting's agenda that one reader may see.

    ``version`` is the sent version that it was read from; None where it is the agenda as it stands now.
    """

    meeting: Meeting
    sections: list[NumberedSection]
    version: Version | None = None
    shows_closed: bool = field(default=False, compare=False)
    withdrawn: bool = False  # something was closed after the version was sent, and is left out

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
        return sum(attachment.shown_file.pages for attachment in self.attachments)

    @property
    def size(self) -> int:
        """The bytes of all attachments together."""
        return sum(attachment.shown_file.size for attachment in self.attachments)

    @property
    def has_closed(self) -> bool:
        return any(one.item.closed or any(a.attachment.closed for a in one.attachments) for one in self.items)

    def numbered(self, item: AgendaItem) -> NumberedItem:
        """The item with its number. Raises StopIteration when it is not on this agenda."""
        return next(one for one in self.items if one.item.pk == item.pk)

    def open_part(
        self, closed_items: frozenset[int] = frozenset(), closed_attachments: frozenset[int] = frozenset()
    ) -> Agenda:
        """What everyone may read of it; the ids are of things that have been closed since it was read."""

        def open_items(section: NumberedSection) -> list[NumberedItem]:
            return [
                replace(one, attachments=[a for a in one.attachments if is_open(a.attachment)])
                for one in section.items
                if not one.item.closed and one.item.pk not in closed_items
            ]

        def is_open(attachment: Attachment) -> bool:
            return not attachment.closed and attachment.pk not in closed_attachments

        open_now = {one.item.pk for one in self.items if not one.item.closed}
        attached = {
            a.attachment.pk
            for one in self.items
            for a in one.attachments
            if not (one.item.closed or a.attachment.closed)
        }
        return replace(
            self,
            sections=[replace(section, items=open_items(section)) for section in self.sections],
            shows_closed=False,
            withdrawn=bool(closed_items & open_now or closed_attachments & attached),
        )
