"""Whole days as iCalendar events."""

from datetime import date

from icalendar import Calendar

from kkr_portal.date_files import DateEvent, calendar_file, calendar_response

WINDOW = DateEvent(
    uid="round-1-appointment-midtjylland",
    first=date(2022, 3, 21),
    last=date(2022, 3, 25),
    summary="Udpegning: æøå, komma",
    description="§ 5.2",
    url="https://portal.example.dk/boards/",
    sequence=2,
)


def test_the_last_day_belongs_to_the_event():
    event = next(iter(Calendar.from_ical(calendar_file([WINDOW], name="Udpegning")).walk("VEVENT")))
    assert str(event["uid"]) == "round-1-appointment-midtjylland@kkr-portalen"
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2022, 3, 21), date(2022, 3, 26))
    assert (str(event["summary"]), event["sequence"], str(event["status"])) == (
        "Udpegning: æøå, komma", 2, "CONFIRMED",
    )  # fmt: skip


def test_same_events_same_bytes():
    assert calendar_file([WINDOW], name="a") == calendar_file([WINDOW], name="a")


def test_a_response_to_save():
    response = calendar_response([], name="Årshjul")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "%C3%85rshjul.ics" in response["Content-Disposition"]
