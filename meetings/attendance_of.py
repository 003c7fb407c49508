"""Who was there: each seat of the meeting's day with its stays, and how many at each item.

Seven queries, however many seats and items: the page, the rules, the votes and the minutes all read this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kkr_portal.law import Breach
from kkr_portal.registry.models import Person
from meetings.agenda import Agenda, NumberedItem, whole_agenda
from meetings.models import AbsenceNotice, AgendaItem, MarkedAbsent, Meeting, Seat, Stay
from meetings.roster import Roster, Sitting, roster_on
from meetings.rules import attendance as rules
from meetings.rules.quorum import Quorum, quorum


class Told(int):
    """A number that prints as its name: the rules compare it and their sentences say it."""

    told: str

    def __new__(cls, number: int, told: str) -> Told:
        made = super().__new__(cls, number)
        made.told = told
        return made

    def __str__(self) -> str:
        return self.told


@dataclass(frozen=True)
class Span:
    """``person`` sits from the item to the item, both included; None: the meeting's beginning, its end."""

    person: Person
    first: NumberedItem | None = None
    last: NumberedItem | None = None

    @property
    def is_whole(self) -> bool:
        return self.first is None and self.last is None

    @property
    def told(self) -> str:
        """«hele mødet», «fra punkt 3.2», «til og med punkt 2.1», «fra punkt 2.1 til og med punkt 3.1»."""
        parts = []
        if self.first:
            parts.append(f"fra punkt {self.first.number}")
        if self.last:
            parts.append(f"til og med punkt {self.last.number}")
        return " ".join(parts) or "hele mødet"


@dataclass(frozen=True)
class SeatRow:
    """One seat: who may sit in it on the day, and who did. Without spans nobody sat in it."""

    sitting: Sitting
    spans: list[Span]  # in the order of the agenda
    marked_absent: bool
    notice: AbsenceNotice | None
    token: str  # changes whenever the row does: what a form was shown

    @property
    def seat(self) -> Seat:
        return self.sitting.seat

    @property
    def member(self) -> Person | None:
        return self.sitting.member.person if self.sitting.member else None

    @property
    def acting(self) -> Person | None:
        """Who sits there without being anybody's stand-in for the day (a long absence has put them there)."""
        return self.sitting.acting

    @property
    def substitute(self) -> Person | None:
        """The stand-in who may take part for the day; None where there is none, or where they act already."""
        stand_in = self.sitting.substitute.person if self.sitting.substitute else None
        return None if stand_in is None or stand_in == self.acting else stand_in

    @property
    def name(self) -> str:
        """The member's, which is also the seat's; a seat without one has its own."""
        return str(self.member or self.seat)

    @property
    def who(self) -> Told:
        """The seat as the rules count and name it: by its member."""
        return Told(self.member.pk if self.member else -self.seat.pk, self.name)

    @property
    def is_unset(self) -> bool:
        """Nobody has looked at the row yet."""
        return not self.spans and not self.marked_absent

    @property
    def took_part(self) -> bool:
        """The one who acts in the seat was there for some of the meeting."""
        return any(span.person == self.acting for span in self.spans)

    @property
    def substitutes_spans(self) -> list[Span]:
        """When somebody else sat in the seat."""
        return [span for span in self.spans if span.person != self.acting]


@dataclass(frozen=True)
class Change:
    """Somebody comes to an item, or goes after it, while the meeting runs."""

    item: NumberedItem
    person: Person
    row: SeatRow
    arrives: bool


@dataclass(frozen=True)
class Attendance:
    """A meeting's seats and items. ``rows``: the seats with a member, and those that somebody sat in."""

    meeting: Meeting
    roster: Roster
    agenda: Agenda
    rows: list[SeatRow]
    _places: dict[int, int] = field(default_factory=dict)  # item id → place on the agenda, from 0

    @cached_property
    def items(self) -> list[NumberedItem]:
        return self.agenda.items

    def place_of(self, item: AgendaItem | NumberedItem | None) -> int:
        """The item's place on the agenda, from 0; None is the beginning. KeyError: not on this agenda."""
        if item is None:
            return 0
        return self._places[item.item.pk if isinstance(item, NumberedItem) else item.pk]

    def row_of(self, seat_id: int) -> SeatRow | None:
        return next((row for row in self.rows if row.seat.pk == seat_id), None)

    @cached_property
    def members(self) -> frozenset[rules.Hashable]:
        """Seats with a member. Whether a vacant seat counts for the quorum is not said; here it does not."""
        return frozenset(row.who for row in self.rows if row.member)

    @cached_property
    def _rule_stays(self) -> list[rules.Stay]:
        return [stay for row in self.rows for stay in self.rule_stays(row, row.spans)]

    def rule_stays(self, row: SeatRow, spans: Iterable[Span]) -> list[rules.Stay]:
        """``spans`` of the row's seat as the rules take them."""
        return [
            rules.Stay(
                Told(span.person.pk, str(span.person)), row.who, self._told_place(span.first) or 0,
                self._told_place(span.last),
            )
            for span in spans
        ]  # fmt: skip

    def _told_place(self, item: NumberedItem | None) -> Told | None:
        return None if item is None else Told(self.place_of(item), item.number)

    def breaches(self, stays: Sequence[rules.Stay] | None = None) -> list[Breach]:
        """What is wrong with ``stays``, or with those of the meeting."""
        return rules.attendance_breaches(
            self._rule_stays if stays is None else stays, members=self.members, substitutes=self._substitutes
        )

    @cached_property
    def _substitutes(self) -> frozenset[tuple[rules.Hashable, rules.Hashable]]:
        stand_ins = ((row, row.sitting.substitute) for row in self.rows)
        return frozenset((Told(one.person_id, ""), row.who) for row, one in stand_ins if one)

    def breaches_with(self, row: SeatRow, spans: Iterable[Span]) -> list[Breach]:
        """What would be newly wrong if ``row`` had ``spans``."""
        others = [stay for stay in self._rule_stays if stay.member != row.who]
        before = self.breaches()
        return [one for one in self.breaches([*others, *self.rule_stays(row, spans)]) if one not in before]

    def seated(self, place: int) -> dict[rules.Hashable, rules.Hashable]:
        return rules.seated(self._rule_stays, place, members=self.members)

    def holder(self, row: SeatRow, place: int) -> Person | None:
        """Who sits in the row's seat at ``place``."""
        return next((s.person for s in row.spans if self.covers(s, place)), None)

    def covers(self, span: Span, place: int) -> bool:
        return self.place_of(span.first) <= place and (span.last is None or place <= self.place_of(span.last))

    def quorum(self, place: int) -> Quorum:
        """At an item. Raises NotInForce on a day whose rules the portal does not know."""
        return quorum(members=len(self.members), present=len(self.seated(place)), on=self.meeting.date)

    # For the minutes ---------------------------------------------------------------------------

    @property
    def unset(self) -> list[SeatRow]:
        """Members of whom nobody has said whether they were there."""
        return [row for row in self.rows if row.member and row.is_unset]

    @property
    def took_part(self) -> list[SeatRow]:
        return [row for row in self.rows if row.took_part]

    @property
    def absent_with_substitute(self) -> list[SeatRow]:
        """Never there themselves; somebody else sat in the seat."""
        return [row for row in self.rows if row.spans and not row.took_part]

    @property
    def absent_without_substitute(self) -> list[SeatRow]:
        return [row for row in self.rows if row.member and row.marked_absent]

    @property
    def changes(self) -> list[Change]:
        """Who came and who went during the meeting, in the order of the agenda; at one item, goers last."""
        found = []
        for row in self.rows:
            for span in row.spans:
                if span.first and self.place_of(span.first):
                    found.append(Change(span.first, span.person, row, arrives=True))
                if span.last and self.place_of(span.last) < len(self.items) - 1:
                    found.append(Change(span.last, span.person, row, arrives=False))
        return sorted(found, key=lambda one: (self.place_of(one.item), not one.arrives))


def attendance(meeting: Meeting, agenda: Agenda | None = None) -> Attendance:
    """Everything about who was there. ``agenda`` is the whole of it, where the caller has read it already."""
    agenda = agenda or whole_agenda(meeting)
    items = {one.item.pk: one for one in agenda.items}
    places = {pk: place for place, pk in enumerate(items)}
    stays: dict[int, list[Stay]] = defaultdict(list)
    for stay in Stay.objects.filter(meeting=meeting).select_related("person", "seat"):
        stays[stay.seat_id].append(stay)
    marked = set(MarkedAbsent.objects.filter(meeting=meeting).values_list("seat", flat=True))
    notices = {one.membership_id: one for one in AbsenceNotice.objects.filter(meeting=meeting)}
    roster = roster_on(meeting.council, meeting.date)
    there = {one.seat.pk for one in roster.sittings}
    # A seat that is not in the KKR on the day, as when the meeting was moved after it was held.
    strangers = [Sitting(s[0].seat, None, None, "", None) for pk, s in stays.items() if pk not in there]
    rows = []
    for sitting in [*roster.sittings, *strangers]:
        mine = sorted(
            stays[sitting.seat.pk],
            key=lambda stay: (places.get(stay.first_id or 0, 0), stay.first_id is not None),
        )
        if not (sitting.member or mine):
            continue
        absent = sitting.seat.pk in marked
        token = "-".join(f"{stay.pk}.{stay.revision}" for stay in mine) or ("absent" if absent else "unset")
        spans = [Span(s.person, items.get(s.first_id or 0), items.get(s.last_id or 0)) for s in mine]
        notice = notices.get(sitting.member.pk) if sitting.member else None
        rows.append(SeatRow(sitting, spans, absent and not mine, notice, token))
    return Attendance(meeting, roster, agenda, rows, places)
