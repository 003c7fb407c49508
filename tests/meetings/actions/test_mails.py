"""Who gets a mail about a meeting, what is in it, and what happens to people's calendars."""

from datetime import date, time

import pytest
from icalendar import Calendar

from kkr_portal.outbox import actions as outbox
from kkr_portal.outbox.models import Mail
from meetings.actions import agenda, sending
from meetings.models import Absence, AgendaItem, Meeting, Membership
from tests.meetings.people import person, put, seat

LINK = "https://mode.example/hemmeligt"


@pytest.fixture
def seats(council):
    return [
        seat(council, person("Anna Øst"), person("Bo Ås")),
        seat(council, person("Carl Eg"), person("Dorthe Fisker", "-")),
    ]


@pytest.fixture
def sent(draft, seats, user_with):
    Meeting.objects.filter(pk=draft.pk).update(starts_at=time(10), virtual=True, link=LINK)
    section = agenda.add_section(meeting=draft, title="Beslutninger")
    agenda.place_item(AgendaItem(section=section, title="Åbensag"))
    agenda.place_item(
        AgendaItem(section=section, title="Hemmeligsag", closed=True, presentation="Hemmeligtekst")
    )
    return _send(draft, user_with("secretariat"))


def _send(meeting, by):
    return sending.send_version(meeting=meeting, by=by, site="https://portal.example", late_because="Sent")


def _again(meeting):
    return sending.invite_again(meeting=meeting, site="https://portal.example")


def _release(version):
    outbox.release(mails=Mail.objects.all(), by=version.sent_by)


def _event(mail):
    calendar = Calendar.from_ical(mail.calendar)
    event = calendar.walk("VEVENT")[0]
    start = event["dtstart"].dt
    return (
        str(calendar["method"]),
        str(event["uid"]),
        int(event["sequence"]),
        start.date(),
        str(event["status"]),
    )


def test_a_draft_to_each_member_and_stand_in_with_an_address(sent):
    made = Mail.objects.order_by("to_name").values_list("to_name", "state", "calendar_method")
    assert list(made) == [
        ("Anna Øst", "draft", "REQUEST"), ("Bo Ås", "draft", ""), ("Carl Eg", "draft", "REQUEST"),
    ]  # fmt: skip


def test_the_link_is_for_those_who_are_invited(sent):
    bodies = {mail.to_name: mail.body + mail.calendar.replace("\r\n ", "") for mail in Mail.objects.all()}
    assert {name: LINK in body for name, body in bodies.items()} == {
        "Anna Øst": True, "Carl Eg": True, "Bo Ås": False,
    }  # fmt: skip
    assert "Du er stedfortræder for Anna Øst" in bodies["Bo Ås"]


def test_nothing_of_the_agenda_is_in_the_mails(sent):
    for mail in Mail.objects.all():
        assert "sag" not in (mail.subject + mail.body + mail.calendar).replace("Dagsorden", "").lower()
        assert "https://portal.example/meetings/midtjylland/2022-06-09/" in mail.body


def test_those_who_have_left_get_nothing(draft, council, user_with):
    gone, stays = person("Gert Gået"), person("Sara Sidder")
    place = seat(council, gone, until=date(2022, 6, 9))  # the last day does not belong to the period
    put(place, stays, since=date(2022, 6, 9))
    _send(draft, user_with("secretariat"))
    assert list(Mail.objects.values_list("to_name", flat=True)) == ["Sara Sidder"]


def test_a_long_absence_invites_the_stand_in_who_has_entered(draft, council, user_with):
    seat(council, person("Anna Øst"), person("Bo Ås"))
    Absence.objects.create(
        membership=Membership.objects.get(), kind="exempt", period=(date(2022, 3, 1), date(2022, 9, 1))
    )
    _send(draft, user_with("secretariat"))
    made = {mail.to_name: (mail.calendar_method, mail.body) for mail in Mail.objects.all()}
    assert (made["Bo Ås"][0], made["Anna Øst"][0]) == ("REQUEST", "")
    assert "indtrådt stedfortræder for Anna Øst" in made["Bo Ås"][1]


def test_a_new_version_replaces_drafts_and_raises_the_sequence_of_what_was_released(sent, draft):
    AgendaItem.objects.filter(closed=False).update(presentation="Rettet")
    second = _send(draft, sent.sent_by)
    states = dict(Mail.objects.values_list("key", "state"))
    assert {key.split("-")[2]: state for key, state in states.items()} == {"v1": "discarded", "v2": "draft"}
    _release(second)
    AgendaItem.objects.filter(closed=False).update(presentation="Rettet igen")
    _send(draft, sent.sent_by)
    events = [_event(mail)[1:3] for mail in Mail.objects.filter(to_name="Anna Øst").order_by("pk")]
    uid = f"meeting-{draft.pk}@kkr-portalen"
    assert events == [(uid, 0), (uid, 0), (uid, 1)]


def test_a_moved_meeting_updates_the_event_and_makes_no_second(sent, draft):
    _release(sent)
    Meeting.objects.filter(pk=draft.pk).update(date=date(2022, 6, 16))
    assert _again(draft) == 3
    first, second = Mail.objects.filter(to_name="Anna Øst").order_by("pk")
    uid = f"meeting-{draft.pk}@kkr-portalen"
    assert _event(first) == ("REQUEST", uid, 0, date(2022, 6, 9), "CONFIRMED")
    assert _event(second) == ("REQUEST", uid, 1, date(2022, 6, 16), "CONFIRMED")
    assert (second.subject, second.state) == ("Ændret: møde i KKR Midtjylland 16. juni 2022", "draft")


def test_a_cancelled_meeting_goes_out_of_the_calendars(sent, draft):
    _release(sent)
    Meeting.objects.filter(pk=draft.pk).update(
        status="cancelled", status_before="sent", cancelled_because="For få punkter."
    )
    _again(draft)
    mail = Mail.objects.filter(to_name="Anna Øst").latest("pk")
    assert _event(mail)[0] == "CANCEL"
    assert _event(mail)[2:] == (1, date(2022, 6, 9), "CANCELLED")
    assert "Begrundelse: For få punkter." in mail.body


def test_a_cancelled_meeting_that_nobody_heard_of_needs_no_mail(sent, draft):
    Meeting.objects.filter(pk=draft.pk).update(
        status="cancelled", status_before="sent", cancelled_because="For få punkter."
    )
    assert _again(draft) == 0
    assert set(Mail.objects.values_list("state", flat=True)) == {"discarded"}


def test_whoever_left_before_the_new_day_is_taken_off(sent, draft):
    _release(sent)
    Membership.objects.filter(person__given_name="Anna").update(period=(date(2022, 1, 1), date(2022, 6, 12)))
    Meeting.objects.filter(pk=draft.pk).update(date=date(2022, 6, 16))
    _again(draft)
    mail = Mail.objects.filter(to_name="Anna Øst").latest("pk")
    assert _event(mail)[0] == "CANCEL"
    assert LINK not in mail.body


def test_inviting_again_twice_is_once_and_needs_a_change(sent, draft):
    _release(sent)
    with pytest.raises(sending.NotSent, match="passer"):
        _again(draft)
    Meeting.objects.filter(pk=draft.pk).update(place="Horsens")
    _again(draft)
    with pytest.raises(sending.NotSent, match="passer"):
        _again(draft)
    assert Mail.objects.filter(state="draft").count() == 3


def test_nobody_is_invited_again_to_what_was_never_sent(draft):
    with pytest.raises(sending.NotSent, match="ikke indkaldt"):
        _again(draft)
