"""Live documents on an agenda: fresh until the meeting is held, frozen as sent, told of when they fail."""

from datetime import date

import pytest

from kkr_portal.documents import live
from kkr_portal.documents.live import Choice, LiveKind, SourceGone
from meetings.actions.sending import NotSent, send_version
from meetings.live_attachments import attach_live, detach, refresh_meeting
from meetings.models import AgendaItem, Attachment, Meeting, Section, SentFile

PAGE = (
    '<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><title>Kvoter</title></head><p>{}</p></html>'
)
KIND = {"kind": "quotas", "ref": "2022", "title": "Kommunekvoter 2022"}


@pytest.fixture
def quotas(monkeypatch):
    """A source whose text a test sets; without one it is gone."""
    monkeypatch.setattr(live, "_KINDS", {})
    source = {"text": "500"}

    def html(ref: str) -> str:
        if not source["text"]:
            raise SourceGone("Kvoterne er slettet.")
        return PAGE.format(source["text"])

    choices = lambda user, council: [Choice("2022", "Kommunekvoter 2022")]  # noqa: E731
    live.register(LiveKind("quotas", "Kvoter", choices, html, lambda ref: f"/quotas/{ref}/"))
    return source


@pytest.fixture
def item(council):
    meeting = Meeting.objects.create(council=council, date=date(2022, 6, 10), status="preparation")
    section = Section.objects.create(meeting=meeting, position=1, title="Temaer")
    return AgendaItem.objects.create(section=section, position=1, title="Kvoter")


@pytest.fixture
def secretary(client_as):
    return client_as("secretariat")


def attached(item) -> Attachment:
    return Attachment.objects.select_related("file").get(item=item)


def attach_by_page(client, item, document="quotas:2022"):
    return client.post(f"/meetings/items/{item.pk}/attach-live/", {"document": document}, follow=True)


def test_attached_by_the_page_it_follows_its_source(secretary, item, quotas):
    page = attach_by_page(secretary, item)
    assert "«Kommunekvoter 2022» er tilføjet" in page.content.decode()
    first = attached(item)
    assert (first.live_kind, first.live_ref, first.file_name) == ("quotas", "2022", "Kommunekvoter 2022.pdf")
    quotas["text"] = "900"
    content = b"".join(secretary.get(first.get_absolute_url()).streaming_content)
    second = attached(item)
    assert second.file != first.file
    with second.file.open() as file:
        assert file.read() == content
    assert second.revision == first.revision  # nobody has edited it


def test_unchanged_it_is_not_made_anew(item, quotas, django_assert_num_queries):
    attach_live(item=item, **KIND)
    with django_assert_num_queries(1):
        assert refresh_meeting(item.meeting) == []


def test_the_same_document_is_there_once(secretary, item, quotas):
    attach_by_page(secretary, item)
    assert "har allerede det dokument" in attach_by_page(secretary, item).content.decode()
    assert item.attachments.count() == 1


@pytest.mark.parametrize("wrong", ["", "quotas:2023", "unknown:1", "quotas"])
def test_only_what_is_offered_can_be_attached(secretary, item, quotas, wrong):
    page = attach_by_page(secretary, item, wrong)
    assert page.status_code == 200
    assert "Vælg et" in page.content.decode()
    assert not item.attachments.exists()


@pytest.mark.parametrize("role", ["public", "other_secretariat", "kl", "member"])
def test_nobody_else_attaches(client_as, item, quotas, role):
    client_as(role).post(f"/meetings/items/{item.pk}/attach-live/", {"document": "quotas:2022"})
    assert not item.attachments.exists()


def send(item, user_with, **more):
    return send_version(
        meeting=item.meeting, by=user_with("secretariat"), site="https://portal.example.dk",
        late_because="Prøve", **more,
    )  # fmt: skip


def test_sent_it_is_frozen_and_the_next_version_tells_that_the_source_changed(
    item, quotas, user_with, client_as, client
):
    attach_live(item=item, **KIND)
    quotas["text"] = "900"  # sending makes it anew
    version = send(item, user_with)
    frozen = SentFile.objects.get(version=version).file
    assert frozen == attached(item).file
    quotas["text"] = "1.400"
    url = attached(item).get_absolute_url()
    with frozen.open() as file:
        assert b"".join(client.get(url).streaming_content) == file.read()
    assert refresh_meeting(Meeting.objects.get(pk=item.meeting.pk)) == []
    assert attached(item).file != frozen
    assert SentFile.objects.get(version=version).file == frozen


def test_a_source_that_is_gone_is_named_and_stops_the_sending(secretary, item, quotas, user_with):
    attach_live(item=item, **KIND)
    before = attached(item).file
    quotas["text"] = ""
    page = secretary.get("/meetings/midtjylland/2022-06-10/organise/").content.decode()
    assert "«Kommunekvoter 2022»: Kvoterne er slettet." in page
    page = secretary.get("/meetings/midtjylland/2022-06-10/send/").content.decode()
    assert "Behold" in page or "fast kopi" in page
    with pytest.raises(NotSent, match="Kvoterne er slettet"):
        send_version(meeting=item.meeting, by=None, site="", late_because="Prøve")
    assert attached(item).file == before
    secretary.post(f"/meetings/attachments/{attached(item).pk}/keep-as-file/")
    kept = attached(item)
    assert (kept.live_kind, kept.live_ref, kept.live_state, kept.file) == ("", "", "", before)


def test_a_held_meetings_documents_stay(item, quotas):
    attach_live(item=item, **KIND)
    before = attached(item).file
    Meeting.objects.filter(pk=item.meeting.pk).update(status="sent")
    Meeting.objects.filter(pk=item.meeting.pk).update(status="held")
    quotas["text"] = "900"
    assert refresh_meeting(Meeting.objects.get(pk=item.meeting.pk)) == []
    assert attached(item).file == before


def test_detached_it_is_a_file_like_any_other(item, quotas):
    detach(attach_live(item=item, **KIND))
    quotas["text"] = "900"
    before = attached(item).file
    assert refresh_meeting(item.meeting) == []
    assert attached(item).file == before


def test_the_rooms_own_documents_are_offered_and_can_be_made(secretary, item):
    page = secretary.get(f"/meetings/items/{item.pk}/edit/").content.decode()
    assert "Forretningsorden for KKR 2022–2026" in page
    attach_by_page(secretary, item, "rules_of_procedure:2022-01-01")
    found = attached(item)
    assert found.file.pages > 1
    page = secretary.get(f"/meetings/attachments/{found.pk}/edit/").content.decode()
    assert "/meetings/rules/2022-01-01/" in page
