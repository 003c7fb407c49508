"""Days as an iCalendar file: whole days, one UID for a thing's whole life and a rising SEQUENCE."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from icalendar import Calendar, Event

MIDNIGHT = datetime(1970, 1, 1, tzinfo=UTC).timetz()


@dataclass(frozen=True)
class DateEvent:
    """``first`` to ``last``, both included. ``uid`` never changes; ``sequence`` rises when the rest does."""

    uid: str
    first: date
    last: date
    summary: str
    description: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False
    stamp: datetime | None = None  # when it was last changed; without one, the midnight of its first day


def calendar_file(events: Iterable[DateEvent], *, name: str) -> bytes:
    """The events under the calendar's ``name``. Same events, same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//KKR-portalen//DA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for one in events:
        event = Event()
        event.add("uid", f"{one.uid}@kkr-portalen")
        event.add("sequence", one.sequence)
        event.add("dtstamp", one.stamp or datetime.combine(one.first, MIDNIGHT))
        event.add("dtstart", one.first)
        event.add("dtend", one.last + timedelta(days=1))
        event.add("summary", one.summary)
        event.add("transp", "TRANSPARENT")
        event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
        if one.description:
            event.add("description", one.description)
        if one.url:
            event.add("url", one.url)
        calendar.add_component(event)
    return calendar.to_ical()


def calendar_response(events: Iterable[DateEvent], *, name: str) -> HttpResponse:
    """The file ``name.ics`` to be saved or opened in a calendar."""
    response = HttpResponse(calendar_file(events, name=name), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.ics") or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
