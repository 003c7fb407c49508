"""What readers read once an agenda has been sent: that, and nothing closed or written since."""

import io

import pikepdf
import pytest
from django.contrib.auth.models import AnonymousUser

from kkr_portal.access.models import User
from meetings import prints
from meetings.actions import agenda, sending
from meetings.agenda import agenda_for, public_agenda
from meetings.decided_at import decided_at
from meetings.models import AgendaItem, Attachment, Meeting, SentFile
from tests.conftest import ROLES
from tests.documents.files import path_of
from tests.meetings.test_prints import _everything_in

PAGE = "/meetings/midtjylland/2022-06-09/"
INSIDERS, OWN = {"secretariat", "kl"}, {"secretariat", "kl", "member"}
ADDRESSES = {
    "": set(ROLES),
    "versions/": set(ROLES),
    "versions/1/": set(ROLES),
    "versions/2/": set(ROLES),
    "versions/2/changes.pdf": set(ROLES),
    "versions/1/changes.pdf": set(),
    "versions/1/agenda.pdf": OWN,
    "versions/1/agenda-closed.pdf": OWN,
    "versions/1/packet.pdf": OWN,
    "versions/1/packet-closed.pdf": OWN,
    "versions/1/snapshot.pdf": set(),
    "versions/3/": set(),
    "versions/99999999999/": set(),
    "meeting.ics": set(ROLES),
    "agenda.pdf": set(ROLES),
    "packet.pdf": set(ROLES),
}
SECRETARIAT_ONLY = ["send/", "take-back/", "invite-again/", "versions/verify/"]


@pytest.fixture
def items(draft, new_attachment):
    section = agenda.add_section(meeting=draft, title="Beslutninger")
    made = [
        agenda.place_item(AgendaItem(section=section, title=title, presentation=text, closed=closed))
        for title, text, closed in [
            ("Aabensag", "Synligtekst", False), ("Hemmeligsag", "Hemmeligtekst", True),
            ("Andensag", "", False),
        ]
    ]  # fmt: skip
    new_attachment(made[0], "Synligtbilag")
    new_attachment(made[0], "Hemmeligtbilag", closed=True)
    new_attachment(made[1], "Hemmeligtnotat", pages=2)
    return made


@pytest.fixture
def send(draft, items, user_with):
    by = user_with("secretariat")
    Meeting.objects.filter(pk=draft.pk).update(virtual=True, link="https://mode.example/hemmeligt")

    def do():
        version = sending.send_version(meeting=draft, by=by, site="https://p.example", late_because="Sent")
        draft.refresh_from_db()
        return version

    return do


def _sign_in(client_as, role):
    """``send`` has made the secretariat's user already."""

    client = client_as("public") if role == "secretariat" else client_as(role)
    if role == "secretariat":
        client.force_login(User.objects.get(email="secretariat@example.dk"))
    return client


def _body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading(address, send, items, client_as):
    send()
    AgendaItem.objects.filter(pk=items[0].pk).update(presentation="Rettet")
    send()
    seen = {role: _sign_in(client_as, role).get(PAGE + address).status_code for role in ROLES}
    assert seen == {role: 200 if role in ADDRESSES[address] else 404 for role in ROLES}


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_draft_is_there_for_insiders_only(address, draft, items, client_as):
    there = address in ("", "versions/", "meeting.ics", "agenda.pdf", "packet.pdf")
    seen = {role: client_as(role).get(PAGE + address).status_code for role in ROLES}
    assert seen == {role: 200 if there and role in INSIDERS else 404 for role in ROLES}


@pytest.mark.parametrize("address", SECRETARIAT_ONLY)
def test_writing(address, send, client_as):
    send()
    for role in ROLES:
        if role != "secretariat":
            answer = client_as(role).post(PAGE + address)
            assert answer.status_code == (302 if role == "public" else 404), role
            assert role != "public" or answer.headers["Location"].startswith("/access/sign-in/")
    assert Meeting.objects.get().status == "sent"


CLOSED = ["", "versions/", "versions/1/", "versions/2/", "versions/2/changes.pdf", "agenda.pdf", "packet.pdf",
          "agenda.pdf?for=public", "packet.pdf?for=public", "meeting.ics", "versions.csv",
          "versions/2/files.csv", "elections.csv"]  # fmt: skip


@pytest.mark.parametrize("address", CLOSED)
def test_nothing_closed_reaches_those_outside(address, send, items, client_as):
    send()
    AgendaItem.objects.filter(pk=items[1].pk).update(presentation="Hemmeligt og rettet")
    AgendaItem.objects.filter(pk=items[0].pk).update(presentation="Synligt og rettet")
    send()
    for role in ("public", "other_secretariat", "board_member", "business_house"):
        body = _body(_sign_in(client_as, role).get(PAGE + address))
        if body.startswith(b"%PDF"):
            body = _everything_in(io.BytesIO(body))
        assert b"emmelig" not in body, role
    inside = _body(_sign_in(client_as, "member").get(PAGE + address.replace("?for=public", "")))
    if not inside.startswith(b"%PDF") and address not in (
        "versions/", "versions/1/", "versions.csv", "elections.csv",
    ):  # fmt: skip
        assert b"emmelig" in inside


def test_readers_read_what_was_sent_and_the_secretariat_what_stands(send, items, user_with, draft):
    send()
    AgendaItem.objects.filter(pk=items[0].pk).update(title="Rettet", presentation="Ny tekst")
    items[2].delete()
    read = {}
    for role in ("public", "member", "kl"):
        user = user_with(role) or AnonymousUser()
        read[role] = [(one.number, one.item.title) for one in agenda_for(draft, user).items]
    assert read == {
        "public": [("1.1", "Aabensag"), ("1.3", "Andensag")],
        "member": [("1.1", "Aabensag"), ("1.2", "Hemmeligsag"), ("1.3", "Andensag")],
        "kl": [("1.1", "Rettet"), ("1.2", "Hemmeligsag")],
    }


def test_the_frozen_files_are_served_byte_for_byte(send, items, client_as):
    version = send()
    AgendaItem.objects.filter(pk=items[0].pk).update(presentation="Rettet")
    public, member = client_as("public"), client_as("member")
    served = [
        _body(c.get(f"{PAGE}{name}")) for c in (public, member) for name in ("agenda.pdf", "packet.pdf")
    ]
    files = [version.agenda, version.packet, version.agenda_closed, version.packet_closed]
    assert served == [path_of(one).read_bytes() for one in files]


def test_the_secretariat_gets_the_frozen_files_while_nothing_is_changed(send, items, draft, client_as):
    version = send()
    client = _sign_in(client_as, "secretariat")
    assert _body(client.get(f"{PAGE}agenda.pdf")) == path_of(version.agenda_closed).read_bytes()
    AgendaItem.objects.filter(pk=items[0].pk).update(presentation="Rettet")
    assert _body(client.get(f"{PAGE}agenda.pdf")) != path_of(version.agenda_closed).read_bytes()
    assert "Ændret siden version 1 – ikke udsendt" in client.get(PAGE).content.decode()
    assert "ikke udsendt" not in client_as("member").get(PAGE).content.decode()


def test_a_frozen_file_that_is_gone_is_made_anew(send, client_as):
    version = send()
    path_of(version.agenda).unlink()
    with pikepdf.open(io.BytesIO(_body(client_as("public").get(f"{PAGE}agenda.pdf")))) as pdf:
        assert len(pdf.pages) == 1


class TestAttachments:
    def _status(self, client, attachment_pk):
        return client.get(f"/meetings/attachments/{attachment_pk}/").status_code

    def test_one_added_since_is_a_draft(self, send, items, new_attachment, client_as):
        send()
        added = new_attachment(items[0], "Ny")
        seen = {role: self._status(_sign_in(client_as, role), added.pk) for role in ROLES}
        assert seen == {role: 200 if role in INSIDERS else 404 for role in ROLES}

    def test_one_deleted_since_is_still_read(self, send, items, client_as):
        send()
        opened, closed = items[0].attachments.order_by("position")
        pks = opened.pk, closed.pk
        items[0].attachments.all().delete()
        clients = {role: _sign_in(client_as, role) for role in ROLES}
        seen = {role: tuple(self._status(clients[role], pk) for pk in pks) for role in ROLES}
        assert seen == {role: (200, 200 if role in OWN else 404) for role in ROLES}

    def test_one_deleted_before_the_latest_version_is_gone(self, send, items, client_as):
        send()
        gone = items[0].attachments.order_by("position").first()
        pk = gone.pk
        gone.delete()
        send()
        assert [self._status(client_as(role), pk) for role in ("public", "member", "kl")] == [404, 404, 404]

    def test_nothing_of_a_version_that_was_taken_back(self, send, draft, client_as):
        send()
        sending.take_back(meeting=draft)
        pk = SentFile.objects.filter(closed=False).get().attachment_pk
        assert [self._status(client_as(role), pk) for role in ("public", "member", "kl")] == [404, 404, 200]


class TestClosedAfterwards:
    def test_an_item_is_closed_at_once_on_the_page_in_the_prints_and_the_files(
        self, send, items, draft, client_as
    ):
        send()
        pk = items[0].attachments.get(closed=False).pk
        AgendaItem.objects.filter(pk=items[0].pk).update(closed=True)
        public = client_as("public")
        assert [one.number for one in public_agenda(draft).items] == ["1.3"]
        for name in ("", "agenda.pdf", "packet.pdf", "versions/1/"):
            body = _body(public.get(PAGE + name))
            if body.startswith(b"%PDF"):
                body = _everything_in(io.BytesIO(body))
            assert (b"Aabensag" in body, b"Synligt" in body) == (False, False), name
        assert public.get(f"/meetings/attachments/{pk}/").status_code == 404

    def test_an_attachment_too(self, send, items, draft, client_as):
        send()
        Attachment.objects.filter(item=items[0]).update(closed=True)
        assert public_agenda(draft).attachments == []
        assert b"Synligtbilag" not in _everything_in(
            io.BytesIO(_body(client_as("public").get(f"{PAGE}packet.pdf")))
        )

    def test_what_was_open_in_version_1_is_not_told_once_it_is_closed(self, send, items, client_as):
        send()
        AgendaItem.objects.filter(pk=items[0].pk).update(closed=True, presentation="Lukketekst")
        send()
        for name in ("versions/1/", "versions/2/"):
            body = client_as("public").get(PAGE + name).content
            assert (b"Aabensag" in body, b"Synligt" in body, b"Lukketekst" in body) == (False, False, False)


def test_the_link_is_for_the_kkrs_own_people(send, client_as):
    send()
    seen = {r: b"mode.example" in _sign_in(client_as, r).get(f"{PAGE}meeting.ics").content for r in ROLES}
    assert seen == {role: role in OWN for role in ROLES}


def test_a_meeting_sent_without_versions_reads_as_it_stands(meeting, new_item, user_with):
    item = new_item("Først")
    AgendaItem.objects.filter(pk=item.pk).update(title="Rettet")
    assert [one.item.title for one in agenda_for(meeting, AnonymousUser()).items] == ["Rettet"]
    assert prints.shown_version(public_agenda(meeting)) is None


def test_reading_a_version_takes_as_many_queries_for_many_items_as_for_one(
    send, items, draft, new_attachment, django_assert_max_num_queries
):
    send()
    with django_assert_max_num_queries(3):
        public_agenda(draft)
    for number in range(20):
        new_attachment(items[0], f"Bilag {number}")
    send()
    with django_assert_max_num_queries(3):
        assert len(public_agenda(draft).attachments) == 21


def test_what_is_decided_points_to_the_page_of_the_packet_that_was_sent(send, items, user_with):
    send()
    open_, closed, without = items
    public = decided_at([one.pk for one in items], AnonymousUser())
    member = decided_at([one.pk for one in items], user_with("member"))
    assert (public[open_.pk].page, public[closed.pk].page, public[without.pk].page) == (2, None, None)
    assert member[open_.pk].packet_url == f"{PAGE}packet.pdf#page=2"
    assert (member[open_.pk].page, member[closed.pk].page) == (2, 5)
    assert public[closed.pk].packet_url == ""
