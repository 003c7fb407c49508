"""The calendar file: one event for a meeting's whole life, in Danish time."""

from datetime import date, datetime, time, timedelta

import pytest
from icalendar import Calendar

from meetings.calendar_files import Guest, event_file, facts_in, facts_of


def _event(text):
    [event] = Calendar.from_ical(text).walk("VEVENT")
    return event


@pytest.fixture
def held(meeting):
    meeting.starts_at, meeting.ends_at = time(10), time(12, 30)
    return meeting


@pytest.mark.parametrize(
    ("day", "offset"), [(date(2022, 3, 26), 1), (date(2022, 3, 27), 2), (date(2022, 10, 30), 1)]
)
def test_danish_time_across_the_change_to_summer_time(held, day, offset):
    held.date = day
    text = event_file(held, method="REQUEST", url="https://x/")
    start = _event(text)["dtstart"].dt
    assert (start.replace(tzinfo=None), start.utcoffset()) == (
        datetime.combine(day, time(10)), timedelta(hours=offset),
    )  # fmt: skip
    assert "DTSTART;TZID=Europe/Copenhagen:" in text
    assert "BEGIN:VTIMEZONE" in text


def test_a_meeting_without_a_time_takes_the_day(meeting):
    event = _event(event_file(meeting, method="PUBLISH", url="https://x/"))
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2022, 3, 7), date(2022, 3, 8))


def test_the_same_event_after_a_move(held):
    first = _event(event_file(held, method="REQUEST", url="https://x/"))
    held.date, held.calendar_sequence = date(2022, 3, 14), 1
    second = _event(event_file(held, method="REQUEST", url="https://x/"))
    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (0, 1)
    assert first["dtstart"].dt.date() != second["dtstart"].dt.date()


def test_a_cancelled_meeting(held):
    event = Calendar.from_ical(event_file(held, method="CANCEL", url="https://x/"))
    assert (event["method"], event.walk("VEVENT")[0]["status"]) == ("CANCEL", "CANCELLED")


def test_a_link_stands_only_where_it_is_given(held):
    held.link = "https://hemmelig.example/1"
    public = event_file(held, method="PUBLISH", url="https://x/")
    inside = event_file(held, method="REQUEST", url="https://x/", link=held.link)
    assert ("hemmelig" in public, "hemmelig" in inside.replace("\r\n ", "")) == (False, True)


@pytest.mark.parametrize("name", ['Bo "Bobo" Ås', "Ås; Bo, ATTENDEE:mailto:x@y", "Bo\r\nMETHOD:CANCEL"])
def test_a_name_is_only_a_name(held, name):
    text = event_file(held, method="REQUEST", url="https://x/", guest=Guest(name, "bo@kommune.example"))
    event = _event(text)
    assert str(event["attendee"]) == "mailto:bo@kommune.example"
    assert Calendar.from_ical(text)["method"] == "REQUEST"
    assert text.count("\r\nATTENDEE") == 1


def test_a_place_is_only_a_place(held):
    held.place = "Viborg\r\nSTATUS:CANCELLED"
    assert _event(event_file(held, method="REQUEST", url="https://x/"))["status"] == "CONFIRMED"


def test_the_checksum_is_of_time_and_place(held):
    text = event_file(held, method="REQUEST", url="https://x/")
    assert facts_in(text) == facts_of(held)
    held.place = "Horsens"
    assert facts_in(text) != facts_of(held)
