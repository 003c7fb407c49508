"""The minutes of a meeting: the portal's own text, written anew each time, and what hands have made of it.

A part that somebody has edited stands as edited; where the data have changed since, it says so. From the
approval on every part has its row, so that the text stays even if a person's name changes later.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.utils.formats import date_format, time_format

from kkr_portal.history.text_diff import Piece, diff
from meetings import counting
from meetings.agenda import Agenda, NumberedItem, whole_agenda
from meetings.attendance_of import attendance
from meetings.minutes_attendance import attendance_text
from meetings.minutes_votes import election_told, is_undecided, vote_told
from meetings.models import Approval, Decision, Election, Meeting, MinutesPart, Vote
from meetings.numbers import number_of
from meetings.votes_told import votes_of

Key = tuple[str, int | None]  # kind, and the item of an item's part


@dataclass(frozen=True)
class Part:
    """``generated`` is the portal's text today; ``row`` is there once edited, or frozen by the approval."""

    kind: str
    generated: str
    row: MinutesPart | None
    locked: bool
    item: NumberedItem | None = None

    @property
    def text(self) -> str:
        return self.row.text if self.row else self.generated

    @property
    def by_hand(self) -> bool:
        return self.row is not None and self.row.by_hand

    @property
    def outdated(self) -> bool:
        """The data have changed since somebody edited the text."""
        return self.by_hand and not self.locked and self.row.written_over != self.generated  # type: ignore[union-attr]

    @property
    def pieces(self) -> list[Piece]:
        """What has changed in the portal's text since the edit."""
        return diff(self.row.written_over, self.generated) if self.row else []

    @property
    def key(self) -> Key:
        return self.kind, self.item.item.pk if self.item else None

    @property
    def label(self) -> str:
        return f"punkt {self.item.number}" if self.item else str(MinutesPart.Kind(self.kind).label).lower()


@dataclass(frozen=True)
class Minutes:
    """The minutes as one reader may see them. ``agenda`` is the part of it that the reader may see."""

    meeting: Meeting
    agenda: Agenda
    attendance: Part
    items: dict[int, Part]
    closing: Part
    undecided: list[Vote]
    unset: int  # members of whom nobody has said whether they were there

    @property
    def parts(self) -> list[Part]:
        return [self.attendance, *self.items.values(), self.closing]

    @property
    def sections(self) -> list[tuple[Any, list[Part]]]:
        """The sections that hold something for this reader, each with its items' parts."""
        return [(s, [self.items[one.item.pk] for one in s.items]) for s in self.agenda.filled_sections]

    @property
    def has_closed(self) -> bool:
        return any(one.item.closed for one in self.agenda.items)

    @property
    def silent(self) -> list[NumberedItem]:
        """Items about which the minutes say nothing yet."""
        return [part.item for part in self.items.values() if part.item and not part.text.strip()]

    @property
    def undecided_items(self) -> list[str]:
        """The numbers of the items with a vote that is not counted, or equal and not decided by the chair."""
        return [self.agenda.numbered(vote.item).number for vote in self.undecided]

    @property
    def outdated(self) -> list[Part]:
        return [part for part in self.parts if part.outdated]

    def part(self, key: Key) -> Part:
        """Raises KeyError where the minutes have no such part."""
        return {part.key: part for part in self.parts}[key]


def minutes_of(meeting: Meeting, *, closed: bool) -> Minutes:
    """The minutes; ``closed``: with the closed items. The number of queries is the same for every length."""
    whole = whole_agenda(meeting)
    rows = {(row.kind, row.item_id): row for row in meeting.minutes_parts.all()}
    elections: dict[int | None, list[str]] = defaultdict(list)
    for election in counting.read(Election.objects.filter(meeting=meeting)):
        elections[election.item_id].append(election_told(election))
    votes = list(votes_of(meeting).select_related("item"))
    there = attendance(meeting, whole)
    decisions = dict(Decision.objects.filter(item__section__meeting=meeting).values_list("item_id", "text"))

    def part(kind: str, generated: str, item: NumberedItem | None = None) -> Part:
        row = rows.get((kind, item.item.pk if item else None))
        return Part(kind, generated, row, meeting.is_locked, item)

    agenda = whole if closed else _open(whole)
    items = {}
    for one in agenda.items:
        told = [vote_told(vote) for vote in votes if vote.item_id == one.item.pk]
        told += elections[one.item.pk]
        told.append(_even_lines(decisions.get(one.item.pk, "")))
        items[one.item.pk] = part(MinutesPart.Kind.ITEM, "\n\n".join(filter(None, told)), one)
    shown = {one.item.pk for one in agenda.items}
    return Minutes(
        meeting,
        agenda,
        part(MinutesPart.Kind.ATTENDANCE, attendance_text(there)),
        items,
        part(MinutesPart.Kind.CLOSING, "\n\n".join([*elections[None], _closing(meeting)])),
        [vote for vote in votes if vote.item_id in shown and is_undecided(vote)],
        len(there.unset),
    )


def _open(agenda: Agenda) -> Agenda:
    """What everybody may see of it, with the same numbers."""
    sections = [
        replace(section, items=[one for one in section.items if not one.item.closed])
        for section in agenda.sections
    ]
    return Agenda(agenda.meeting, sections)


def _even_lines(text: str) -> str:
    """As a browser's form and the database agree on them."""
    return text.replace("\r\n", "\n").strip()


def _closing(meeting: Meeting) -> str:
    if meeting.ends_at is None:
        return "Mødet blev hævet."
    return f"Mødet blev hævet kl. {time_format(meeting.ends_at, 'H.i')}."


@dataclass(frozen=True)
class ApprovedUnder:
    """Where the minutes were approved, in plain values: they are printed before the row is there."""

    day: Any
    number: str

    def __str__(self) -> str:
        return f"Godkendt på mødet den {date_format(self.day, 'j. F Y')}, punkt {self.number}"


def approvals_of(meeting: Meeting) -> list[Approval]:
    """The meeting's approvals, the latest first, each with ``number``, its item's."""
    rows = meeting.approvals.annotate(number=number_of("item__"))
    return list(
        rows.select_related("item__section__meeting__council", "minutes", "minutes_closed").order_by("-pk")
    )


def approved_under(approval: Approval) -> ApprovedUnder:
    """``approval`` comes from ``approvals_of``."""
    return ApprovedUnder(approval.item.meeting.date, approval.number)  # type: ignore[attr-defined]
