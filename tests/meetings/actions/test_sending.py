"""Sending: what is frozen, what stops it, and how it is undone."""

import re
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from kkr_portal.documents.packet import PacketTrouble
from kkr_portal.outbox import actions as outbox
from kkr_portal.outbox.models import Mail
from meetings.actions import agenda, sending
from meetings.agenda import whole_agenda
from meetings.models import AgendaItem, Meeting, SentFile, Version
from meetings.snapshots import agenda_of, snapshot_of
from tests.documents.files import path_of
from tests.meetings.people import person, seat

SITE = "https://portal.example"


@pytest.fixture
def item(draft):
    section = agenda.add_section(meeting=draft, title="Beslutninger")
    return agenda.place_item(AgendaItem(section=section, title="Sag", presentation="Som sendt"))


@pytest.fixture
def send(draft, user_with):
    by = user_with("secretariat")

    def do(**values):
        return sending.send_version(
            meeting=draft, by=by, site=SITE, **({"late_because": "Sent regnskab."} | values)
        )

    return do


def _refusal(do, *arguments, **values):
    with pytest.raises(sending.NotSent) as refused:
        do(*arguments, **values)
    return str(refused.value)


def test_a_version_holds_the_agenda_its_prints_and_its_files(send, draft, item, new_attachment):
    new_attachment(item, "Åbent", pages=2)
    new_attachment(item, "Lukket", closed=True)
    version = send(note="Husk kaffen.")
    assert (version.number, version.note, version.sent_by.email) == (
        1,
        "Husk kaffen.",
        "secretariat@example.dk",
    )
    assert (version.packet.pages, version.packet_closed.pages) == (4, 5)  # contents, divider, attachments
    assert version.agenda_closed
    assert list(SentFile.objects.values_list("place", "title", "closed")) == [
        ("1.1.1", "Åbent", False), ("1.1.2", "Lukket", True),
    ]  # fmt: skip
    draft.refresh_from_db()
    assert (draft.status, draft.agenda_late_because) == ("sent", "Sent regnskab.")


def test_nothing_closed_has_no_closed_prints_and_no_attachments_no_packet(send, item):
    version = send()
    assert (version.agenda_closed, version.packet, version.packet_closed) == (None, None, None)


def test_what_is_read_back_is_what_was_written(send, draft, item, new_attachment):
    new_attachment(item, "Bilag")
    version = send()
    assert snapshot_of(agenda_of(version, version.meeting))["sections"] == version.snapshot["sections"]
    assert snapshot_of(whole_agenda(version.meeting))["sections"] == version.snapshot["sections"]


def test_unchanged_is_not_sent_again(send, item):
    send()
    assert _refusal(send) == "Intet er ændret siden version 1, så der er ikke sendt noget ud."
    AgendaItem.objects.update(presentation="Rettet")
    assert send().number == 2
    assert Version.objects.count() == 2


def test_a_version_is_never_changed(send, item):
    version = send()
    for write in (version.delete, lambda: Version.objects.update(note="Hov")):
        with pytest.raises(Exception, match="version_stays"), transaction.atomic():
            write()


class TestLate:
    """§ 5, stk. 5: the same weekday the week before; waived in special cases, with the reason."""

    def test_late_without_a_reason_is_refused_and_nothing_is_kept(self, send, draft, item):
        said = _refusal(send, late_because=" ")
        assert "skulle ske senest 02.06.2022" in said
        assert "§ 5, stk. 5" in said
        draft.refresh_from_db()
        assert (draft.status, Version.objects.count(), Mail.objects.count()) == ("preparation", 0, 0)

    def test_the_reason_is_printed_on_the_agenda(self, draft, item, monkeypatch):
        from kkr_portal.documents import pdf
        from meetings import prints

        printed = []
        monkeypatch.setattr(pdf, "from_html", lambda html, given=None: printed.append(html) or b"")
        draft.agenda_late_because = "Regnskabet kom sent."
        prints.agenda_pdf(whole_agenda(draft))
        assert re.search(r"Fristen.*fraveget.*§ 5, stk. 5.*Regnskabet kom sent\.", printed[0], re.DOTALL)

    def test_in_time_needs_none(self, send, draft, item):
        Meeting.objects.filter(pk=draft.pk).update(date=date(timezone.localdate().year + 1, 6, 9))
        assert send(late_because="").number == 1

    def test_before_the_rules_of_2022_there_is_no_deadline(self, send, draft, item):
        Meeting.objects.filter(pk=draft.pk).update(date=date(2021, 10, 11))
        assert send(late_because="").number == 1

    def test_a_correction_after_the_deadline_asks_for_none(self, send, draft, item):
        Meeting.objects.filter(pk=draft.pk).update(date=date(timezone.localdate().year + 1, 6, 9))
        send(late_because="")
        Meeting.objects.filter(pk=draft.pk).update(date=timezone.localdate())
        assert send(late_because="").number == 2


class TestGuards:
    def test_a_cpr_number_in_open_text_always_stops(self, send, item):
        AgendaItem.objects.update(economy="010190-1234")
        said = _refusal(send, accepts_closed_cpr=True, accepts_placeholders=True)
        assert "Punkt 1.1, økonomi: 010190-xxxx" in said

    def test_in_a_closed_item_it_is_confirmed(self, send, item):
        AgendaItem.objects.update(economy="010190-1234", closed=True)
        assert "CPR" in _refusal(send)
        assert send(accepts_closed_cpr=True).number == 1

    def test_in_the_note_and_in_the_reason_it_stops(self, send, item):
        assert "beskeden" in _refusal(send, note="Om 010190-1234")
        assert "Begrundelsen" in _refusal(send, late_because="Om 010190-1234")

    def test_a_placeholder_is_confirmed(self, send, item):
        AgendaItem.objects.update(title="Sag om xx")
        assert "ufærdigt" in _refusal(send)
        assert send(accepts_placeholders=True).number == 1

    def test_a_file_that_is_gone_is_named_and_nothing_is_sent(self, send, draft, item, new_attachment):
        path_of(new_attachment(item, "Regnskab").file).unlink()
        with pytest.raises(PacketTrouble, match=r"Punkt 1\.1, Bilag 1: Regnskab"):
            send()
        draft.refresh_from_db()
        assert (draft.status, Version.objects.count()) == ("preparation", 0)

    @pytest.mark.parametrize(
        ("status", "said"), [("held", "holdt"), ("approved", "lukket"), ("cancelled", "aflyst")]
    )
    def test_a_meeting_that_is_over_or_off(self, send, draft, item, status, said):
        off = {"status_before": "sent", "cancelled_because": "Sne"} if status == "cancelled" else {}
        Meeting.objects.filter(pk=draft.pk).update(status=status, **off)
        assert said in _refusal(send)


class TestTakingBack:
    def test_drafts_go_and_come_back_with_the_same_version(self, send, draft, item, council):
        seat(council, person("Anna Øst"))
        send()
        sending.take_back(meeting=draft)
        draft.refresh_from_db()
        assert (draft.status, Mail.objects.get().state) == ("preparation", "discarded")
        assert send().number == 1
        draft.refresh_from_db()
        assert (draft.status, Mail.objects.get().state, Version.objects.count()) == ("sent", "draft", 1)

    def test_not_once_a_mail_is_released(self, send, draft, item, council, user_with):
        seat(council, person("Anna Øst"))
        version = send()
        outbox.release(mails=Mail.objects.all(), by=version.sent_by)
        assert "mails om den er frigivet" in _refusal(sending.take_back, meeting=draft)
        draft.refresh_from_db()
        assert draft.status == "sent"

    def test_twice_is_once(self, send, draft, item):
        send()
        sending.take_back(meeting=draft)
        sending.take_back(meeting=draft)
        draft.refresh_from_db()
        assert draft.status == "preparation"

    @pytest.mark.parametrize("status", ["held", "approved"])
    def test_not_after_the_meeting(self, meeting, status):
        Meeting.objects.filter(pk=meeting.pk).update(status=status)
        assert "ikke længere udsendt" in _refusal(sending.take_back, meeting=meeting)
