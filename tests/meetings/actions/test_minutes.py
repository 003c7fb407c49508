"""Drafted, approved under an item of a later meeting, closed, opened again."""

from datetime import date

import pikepdf
import pytest
from django.db import IntegrityError, transaction

from kkr_portal.registry.models import Council
from meetings.actions import agenda
from meetings.actions.minutes import (
    Refused,
    add_approval_item,
    approval_title,
    approve_minutes,
    close_meeting,
    draft_minutes,
    reopen,
    withdraw_draft,
)
from meetings.minutes_of import minutes_of
from meetings.models import AgendaItem, Approval, Decision, Meeting, MinutesPart, Reopening
from tests.documents.files import path_of
from tests.documents.reading import text
from tests.meetings.held import person, seat, sits
from tests.side_by_side import at_once

Status = Meeting.Status


@pytest.fixture
def held(meeting, new_item):
    decided = new_item("Åbent punkt")
    Decision.objects.create(item=decided, text="Vedtaget.")
    Meeting.objects.filter(pk=meeting.pk).update(status=Status.MINUTES_DRAFTED)
    return Meeting.objects.get(pk=meeting.pk)


@pytest.fixture
def later_item(council):
    def make(day=date(2022, 6, 13), status=Status.HELD, of=council):
        later = Meeting.objects.create(council=of, date=day, status=status)
        agenda.add_section(meeting=later, title="Indledning")
        section = later.sections.get()
        return agenda.place_item(AgendaItem(section=section, title="Godkendelse af referat"))

    return make


def status(meeting):
    return Meeting.objects.get(pk=meeting.pk).status


def words(stored):
    with pikepdf.open(path_of(stored)) as pdf:
        return " ".join(" ".join(text(page).split()) for page in pdf.pages)


def test_shared_and_withdrawn_as_often_as_asked(meeting):
    Meeting.objects.update(status=Status.HELD)
    for act, then in [(draft_minutes, "minutes_drafted"), (withdraw_draft, "held")]:
        act(meeting=meeting)
        act(meeting=meeting)
        assert status(meeting) == then


def test_a_cpr_number_that_everyone_would_read_stops_the_sharing_and_the_approval(
    held, new_item, later_item, user_with
):
    secret = new_item("Hemmeligt punkt", closed=True)
    Decision.objects.create(item=secret, text="Om 010190-1234.")
    withdraw_draft(meeting=held)
    draft_minutes(meeting=held)  # what a closed item says is for insiders
    decision = Decision.objects.exclude(item=secret)
    decision.update(text="Vedtaget for 020290-4321.")
    told = "CPR-numre i det, alle kan læse: punkt 1.1: 020290-xxxx."
    with pytest.raises(Refused, match=told):
        approve_minutes(meeting=held, item=later_item(), by=user_with("secretariat"))
    withdraw_draft(meeting=held)
    with pytest.raises(Refused, match=told):
        draft_minutes(meeting=held)
    assert status(held) == "held"
    decision.update(text="Vedtaget.")
    draft_minutes(meeting=held)
    assert status(held) == "minutes_drafted"


@pytest.mark.parametrize("now", [Status.PLANNED, Status.SENT, Status.APPROVED, Status.CLOSED])
def test_a_draft_is_shared_between_the_meeting_and_the_approval(meeting, now):
    Meeting.objects.update(status=now)
    for act in (draft_minutes, withdraw_draft):
        with pytest.raises(Refused):
            act(meeting=meeting)
    assert status(meeting) == now


def test_approval_freezes_the_files_and_closes_the_meeting(held, new_item, later_item, user_with):
    secret = new_item("Hemmeligt punkt", closed=True, recommendation="Hemmelig indstilling")
    Decision.objects.create(item=secret, text="Hemmelig beslutning")
    approval = approve_minutes(meeting=held, item=later_item(), by=user_with("secretariat"))
    assert status(held) == "approved"
    public, full = words(approval.minutes), words(approval.minutes_closed)
    assert "Godkendt på mødet den 13. juni 2022, punkt 1.1" in public
    assert "Vedtaget." in public
    assert "UDKAST" not in public
    assert "emmelig" not in public
    for secret_words in ("Hemmeligt punkt", "Hemmelig indstilling", "Hemmelig beslutning"):
        assert secret_words in full
    assert public.count("1.1") == full.count("1.1")
    with pytest.raises(IntegrityError, match="Mødet er lukket"), transaction.atomic():
        Decision.objects.update(text="Forkastet.")


def test_nothing_closed_is_no_second_file(held, later_item):
    assert approve_minutes(meeting=held, item=later_item(), by=None).minutes_closed is None


def test_the_approved_text_stays_when_a_name_changes_later(held, council, later_item):
    sits(held, seat(council, "Anna Bro"), "Anna Bro")
    approve_minutes(meeting=held, item=later_item(), by=None)
    someone = person("Anna Bro")
    someone.family_name = "Nygift"
    someone.save()
    minutes = minutes_of(Meeting.objects.get(pk=held.pk), closed=True)
    assert "Anna Bro (A)" in minutes.attendance.text
    assert minutes.outdated == []


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ({"of": "sjaelland"}, "et andet KKR's møde"),
        ({"day": date(2022, 2, 1)}, "på et senere møde"),
        ({"status": Status.PREPARATION}, "er ikke udsendt"),
    ],
)
def test_approval_under_an_item_where_it_can_not_be(held, later_item, where, sentence):
    if "of" in where:
        where = {"of": Council.objects.get(slug=where["of"])}
    with pytest.raises(Refused, match=sentence):
        approve_minutes(meeting=held, item=later_item(**where), by=None)
    assert (status(held), Approval.objects.count()) == ("minutes_drafted", 0)


def test_not_under_an_item_of_the_meeting_itself_and_not_before_the_draft(held, new_item, later_item):
    with pytest.raises(Refused, match="på et senere møde"):
        approve_minutes(meeting=held, item=new_item("Godkendelse"), by=None)
    Meeting.objects.filter(pk=held.pk).update(status=Status.HELD)
    with pytest.raises(Refused, match="Del først udkastet"):
        approve_minutes(meeting=held, item=later_item(), by=None)


def test_twice_is_once_and_another_item_is_refused(held, later_item):
    item = later_item()
    first = approve_minutes(meeting=held, item=item, by=None)
    assert approve_minutes(meeting=held, item=item, by=None) == first
    with pytest.raises(Refused, match="allerede godkendt"):
        approve_minutes(meeting=held, item=later_item(date(2022, 9, 1)), by=None)
    assert Approval.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_approvals_at_once_are_one(held, later_item):
    item = later_item()
    results = at_once(*[lambda: approve_minutes(meeting=held, item=item, by=None).pk] * 2)
    assert results == [Approval.objects.get().pk] * 2


def test_a_later_edition_tells_of_the_reopening_and_the_first_one_stays(held, later_item, user_with):
    first = approve_minutes(meeting=held, item=later_item(), by=None)
    reopen(meeting=held, reason="Beslutningen var skrevet forkert af.", by=user_with("secretariat"))
    Decision.objects.update(text="Forkastet.")
    second = approve_minutes(meeting=held, item=later_item(date(2022, 9, 1)), by=None)
    assert "skrevet forkert af" not in words(first.minutes)
    assert "Beslutningen var skrevet forkert af." in words(second.minutes)
    assert ("Vedtaget." in words(first.minutes), "Forkastet." in words(second.minutes)) == (True, True)


def test_a_reopening_needs_a_reason_and_a_closed_meeting(held, later_item):
    with pytest.raises(Refused, match="ikke lukket"):
        reopen(meeting=held, reason="Fejl.", by=None)
    approve_minutes(meeting=held, item=later_item(), by=None)
    with pytest.raises(Refused, match="hvorfor"):
        reopen(meeting=held, reason="  ", by=None)
    assert status(held) == "approved"
    for _ in range(2):
        reopen(meeting=held, reason="Fejl.", by=None)
    assert (status(held), Reopening.objects.count()) == ("minutes_drafted", 1)


def test_after_a_reopening_the_portals_text_follows_the_data_again_and_edits_stay(held, later_item):
    decided = Decision.objects.get().item
    MinutesPart.objects.create(
        meeting=held, kind="closing", text="Tak for i dag.", written_over="Mødet blev hævet."
    )
    approve_minutes(meeting=held, item=later_item(), by=None)
    close_meeting(meeting=held)
    close_meeting(meeting=held)
    assert status(held) == "closed"
    reopen(meeting=held, reason="Fejl.", by=None)
    Decision.objects.update(text="Forkastet.")
    minutes = minutes_of(Meeting.objects.get(pk=held.pk), closed=True)
    assert minutes.items[decided.pk].text == "Forkastet."
    assert minutes.closing.text == "Tak for i dag."


def test_only_approved_minutes_can_be_closed(held):
    with pytest.raises(Refused, match="når referatet er godkendt"):
        close_meeting(meeting=held)


def test_the_standing_item_is_added_once(held, later_item):
    later = later_item().meeting
    item = add_approval_item(of=held, to=later)
    assert add_approval_item(of=held, to=later) == item
    assert item.title == approval_title(held) == "Godkendelse af referat af mødet den 7. marts 2022"
    bare = Meeting.objects.create(council=held.council, date=date(2022, 12, 1))
    assert add_approval_item(of=held, to=bare).section.meeting == bare
    Meeting.objects.filter(pk=later.pk).update(status=Status.APPROVED)
    with pytest.raises(Refused):
        add_approval_item(of=held, to=later)
