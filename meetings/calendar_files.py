"""A meeting as an iCalendar event. One UID for the meeting's whole life and a rising SEQUENCE, so that a
meeting that is moved or cancelled changes the event that people have, and makes no second one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Component, Event, vCalAddress

from kkr_portal.outbox.actions import one_line
from meetings.models import Meeting

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
FACTS = "X-KKR-FACTS"  # what of the meeting stands in the event, as a checksum
# Summer time as it has been since 1996.
DANISH_TIME = """BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Guest:
    name: str
    address: str


def event_file(
    meeting: Meeting,
    *,
    method: str,
    url: str,
    link: str = "",
    guest: Guest | None = None,
    stamp: datetime | None = None,
) -> str:
    """The event as a file. ``link`` is the way into a virtual meeting: only for those who take part."""
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@kkr-portalen")
    event.add("sequence", meeting.calendar_sequence)
    event.add("dtstamp", stamp or timezone.now())
    event.add("summary", f"Møde i {meeting.council}")
    _add_time(event, meeting)
    place = " / ".join(filter(None, [one_line(meeting.place), "virtuelt møde" if meeting.virtual else ""]))
    if place:
        event.add("location", place)
    event.add("description", f"Mødelink: {link}\n\nDagsorden: {url}" if link else f"Dagsorden: {url}")
    event.add("url", url)
    cancelled = method == CANCEL or meeting.is_cancelled
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add(FACTS, facts_of(meeting))
    if guest:
        _add_people(event, meeting, guest)
    calendar = Calendar()
    calendar.add("prodid", "-//KKR-portalen//DA")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if meeting.starts_at:
        calendar.add_component(Component.from_ical(DANISH_TIME))
    calendar.add_component(event)
    return calendar.to_ical().decode()


def facts_of(meeting: Meeting) -> str:
    """A checksum of when and where: as long as it is the same, the event that people have is right."""
    facts = [meeting.date, meeting.starts_at, meeting.ends_at, meeting.place, meeting.virtual, meeting.link,
             meeting.is_cancelled]  # fmt: skip
    return hashlib.sha256("|".join(map(str, facts)).encode()).hexdigest()[:16]


def facts_in(calendar: str) -> str:
    """The checksum in a file that was made here."""
    return next((str(event.get(FACTS, "")) for event in Calendar.from_ical(calendar).walk("VEVENT")), "")


def _add_time(event: Event, meeting: Meeting) -> None:
    """With a time of day, in Danish time; without one, the whole day. No end is made up."""
    if meeting.starts_at is None:
        event.add("dtstart", meeting.date)
        event.add("dtend", meeting.date + timedelta(days=1))
        return
    event.add("dtstart", _at(meeting.date, meeting.starts_at.hour, meeting.starts_at.minute))
    if meeting.ends_at:
        event.add("dtend", _at(meeting.date, meeting.ends_at.hour, meeting.ends_at.minute))


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=COPENHAGEN)


def _add_people(event: Event, meeting: Meeting, guest: Guest) -> None:
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["cn"] = f"Sekretariatet for {meeting.council}"
    event.add("organizer", organizer)
    attendee = vCalAddress(f"mailto:{guest.address}")
    attendee.params["cn"] = one_line(guest.name).replace('"', "'")
    attendee.params["role"] = "REQ-PARTICIPANT"
    attendee.params["rsvp"] = "FALSE"  # absence is reported to the secretariat, not to the sender's address
    event.add("attendee", attendee)
