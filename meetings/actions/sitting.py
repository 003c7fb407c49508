"""What is written down while the KKR meets: who sits in each seat, what was decided, who leads.

The meeting's row is locked meanwhile, so that two secretaries at two tablets write one after the other. Who
wrote what is in the history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from django.db import transaction

from kkr_portal.law import Breach
from kkr_portal.registry.models import Person
from meetings.agenda import NumberedItem
from meetings.attendance_of import Attendance, SeatRow, Span, attendance
from meetings.models import AgendaItem, MarkedAbsent, Meeting, Stay
from meetings.models.closing import MESSAGE

IN_SESSION = (Meeting.Status.SENT, Meeting.Status.HELD, Meeting.Status.MINUTES_DRAFTED)
NOT_SENT = "Dagsordenen er ikke udsendt. Mødet kan føres, når den er."
CANCELLED = "Mødet er aflyst."
MEANWHILE = "En anden har ændret rækken imens. Her er den, som den er nu; tryk igen, hvis den skal ændres."


class Refused(Exception):
    """It was not done: a sentence that says why, or the rules that it would break."""

    def __init__(self, sentence: str = "", breaches: Sequence[Breach] = ()) -> None:
        super().__init__(sentence or " ".join(map(str, breaches)))
        self.sentence = sentence
        self.breaches = list(breaches)


class Holder(Enum):
    """Who is to sit in a seat."""

    MEMBER = "member"
    SUBSTITUTE = "substitute"
    NOBODY = "nobody"


def closed_because(meeting: Meeting) -> str:
    """Why nothing can be written about the meeting's course now; empty where it can."""
    if meeting.is_locked:
        return MESSAGE
    if meeting.is_cancelled:
        return CANCELLED
    return "" if meeting.status in IN_SESSION else NOT_SENT


def lock(meeting: Meeting) -> Meeting:
    """The meeting as it is, held until the transaction ends. Raises Refused where nothing may be written."""
    held = Meeting.objects.select_related("council").select_for_update(of=("self",)).get(pk=meeting.pk)
    if reason := closed_because(held):
        raise Refused(reason)
    return held


@transaction.atomic
def seat_from(*, meeting: Meeting, seat_id: int, holder: Holder, item: AgendaItem | None, seen: str) -> None:
    """From ``item`` to the end of the meeting ``holder`` sits in the seat; None: from the beginning.

    What was before the item stays. ``seen`` is the row's token as it was shown. Doing it twice changes
    nothing. Raises Refused.
    """
    there = attendance(lock(meeting))
    row = _row(there, seat_id)
    place = place_of(there, item)
    person = _person(row, holder)
    if not row.is_unset and there.holder(row, place) == person:
        return
    _same(row, seen)
    if later := next((s for s in row.spans if there.place_of(s.first) > place), None):
        raise Refused(
            f"{later.person} er skrevet til stede {later.told}. Ret rækken under «Tider», så intet går tabt."
        )
    write_spans(there, row, _spans_from(there, row, place, person))


def _spans_from(there: Attendance, row: SeatRow, place: int, person: Person | None) -> list[Span]:
    """The row's spans before ``place``, cut off there, and then ``person``; who only went is let back in."""
    before = there.items[place - 1] if place else None
    spans = []
    for span in row.spans:
        if before is None or there.place_of(span.first) >= place:
            continue
        spans.append(Span(span.person, span.first, before) if there.covers(span, place) else span)
    if person is None:
        return spans
    last = spans[-1] if spans else None
    if last and before and last.person == person and last.last and there.place_of(last.last) == place - 1:
        return [*spans[:-1], Span(person, last.first)]
    return [*spans, Span(person, there.items[place] if place else None)]


@transaction.atomic
def set_spans(*, meeting: Meeting, seat_id: int, spans: Sequence[Span], seen: str) -> None:
    """Exactly these spans in the seat. Raises Refused with every rule they would break."""
    there = attendance(lock(meeting))
    row = _row(there, seat_id)
    if set(map(_key, spans)) == set(map(_key, row.spans)) and not row.is_unset:
        return
    _same(row, seen)
    write_spans(there, row, spans)


@transaction.atomic
def clear(*, meeting: Meeting, seat_id: int, seen: str) -> None:
    """Back to «nobody has looked». Raises Refused."""
    row = _row(attendance(held := lock(meeting)), seat_id)
    if row.is_unset:
        return
    _same(row, seen)
    Stay.objects.filter(meeting=held, seat=row.seat).delete()
    MarkedAbsent.objects.filter(meeting=held, seat=row.seat).delete()


@transaction.atomic
def all_present(*, meeting: Meeting) -> list[Stay]:
    """Whoever acts in a seat that nobody has looked at, and has sent no notice, is there the whole meeting.

    Returns what was written, for ``undo_all_present``. Raises Refused.
    """
    there = attendance(held := lock(meeting))
    rows = [row for row in there.unset if not row.notice and row.acting]
    wrong = [breach for row in rows for breach in there.breaches_with(row, _whole(row))]
    if wrong:
        raise Refused(breaches=wrong)
    return Stay.objects.bulk_create(
        Stay(meeting=held, seat=row.seat, person=span.person) for row in rows for span in _whole(row)
    )


def _whole(row: SeatRow) -> list[Span]:
    return [Span(row.acting)] if row.acting else []


@transaction.atomic
def undo_all_present(*, meeting: Meeting, stays: Iterable[int]) -> int:
    """Take back what ``all_present`` wrote, apart from rows that were changed since. How many were."""
    held = lock(meeting)
    untouched = Stay.objects.filter(meeting=held, pk__in=list(stays), revision=1)
    return untouched.delete()[1].get("meetings.Stay", 0)


def write_spans(there: Attendance, row: SeatRow, spans: Sequence[Span]) -> None:
    """Rule check, then the rows: those that only end elsewhere are changed, the rest made or deleted."""
    if wrong := there.breaches_with(row, spans):
        raise Refused(breaches=wrong)
    meeting, seat = there.meeting, row.seat
    stored = {(s.person_id, s.first_id): s for s in Stay.objects.filter(meeting=meeting, seat=seat)}
    wanted = {(span.person.pk, _id(span.first)): span for span in spans}
    Stay.objects.filter(pk__in=[stay.pk for key, stay in stored.items() if key not in wanted]).delete()
    for key, span in wanted.items():
        last_id = _id(span.last)
        if key not in stored:
            Stay.objects.create(
                meeting=meeting, seat=seat, person=span.person, first_id=key[1], last_id=last_id
            )
        elif stored[key].last_id != last_id:
            Stay.objects.filter(pk=stored[key].pk).update(last_id=last_id)
    if spans:
        MarkedAbsent.objects.filter(meeting=meeting, seat=seat).delete()
    elif row.member:
        MarkedAbsent.objects.get_or_create(meeting=meeting, seat=seat)


def _id(item: NumberedItem | None) -> int | None:
    return item.item.pk if item else None


def _key(span: Span) -> tuple[int, int | None, int | None]:
    return span.person.pk, _id(span.first), _id(span.last)


def _row(there: Attendance, seat_id: int) -> SeatRow:
    row = there.row_of(seat_id)
    if row is None:
        raise Refused("Pladsen har intet medlem på mødets dag.")
    return row


def place_of(there: Attendance, item: AgendaItem | None) -> int:
    """The item's place on the agenda, from 0. Raises Refused where it has been taken off."""
    try:
        return there.place_of(item)
    except KeyError:
        raise Refused("Punktet er taget af dagsordenen imens. Vælg et andet punkt.") from None


def _person(row: SeatRow, holder: Holder) -> Person | None:
    if holder is Holder.NOBODY:
        return None
    person = row.acting if holder is Holder.MEMBER else row.substitute
    if person is None:
        raise Refused("Pladsen har ingen stedfortræder på mødets dag. Vælg en under «Medlemmer».")
    return person


def _same(row: SeatRow, seen: str) -> None:
    if seen != row.token:
        raise Refused(MEANWHILE)
