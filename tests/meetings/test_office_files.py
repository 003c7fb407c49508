"""Attached Office files: kept as they were sent in, shown as PDFs, never left out of a packet in silence."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kkr_portal.documents.conversion import convert_waiting
from kkr_portal.documents.models import Conversion, store
from kkr_portal.documents.packet import PacketTrouble
from kkr_portal.documents.uploads import check_upload
from kkr_portal.search.extraction import read_waiting
from kkr_portal.search.finding import asked, search
from meetings import prints
from meetings.actions import agenda, sending
from meetings.agenda import whole_agenda
from meetings.models import AgendaItem, Attachment, SentFile
from meetings.snapshots import snapshot_of
from tests.conftest import ROLES
from tests.documents import files, office
from tests.documents.files import path_of

PDF = files.content(files.drawn("Side et", "Her staar kodeordet"))
DO = "Gem dokumentet som PDF i Word, og vedhæft PDF-filen."
WAITING = "Filen er ved at blive omdannet til PDF. Prøv igen om lidt."
ADDRESS = "/meetings/midtjylland/2022-06-09/"


@pytest.fixture(autouse=True)
def _converts(settings, tmp_path):
    """Office files are taken in, and each becomes a PDF of two pages."""
    settings.OFFICE_FILES = True
    settings.OFFICE_CONVERTER = office.giving(tmp_path, PDF)


@pytest.fixture
def fails(settings, tmp_path):
    settings.OFFICE_CONVERTER = office.converter(tmp_path, "exit 1")


@pytest.fixture
def secretary(client_as):
    return client_as("secretariat")


@pytest.fixture
def item(draft):
    section = agenda.add_section(meeting=draft, title="Beslutninger")
    return agenda.place_item(AgendaItem(section=section, title="Sag"))


@pytest.fixture
def attached(item):
    [attachment] = agenda.attach(item=item, files=[(stored(), "Notat på Ærø.docx", "Notat på Ærø")])
    return attachment


def stored(text: str = "Notat"):
    return store(check_upload(ContentFile(office.docx(text), "x.docx"), takes_office=True))


def anew(attachment: Attachment) -> Attachment:
    return Attachment.objects.get(pk=attachment.pk)


def upload(client, item, name: str, content: bytes):
    file = SimpleUploadedFile(name, content)
    return client.post(f"/meetings/items/{item.pk}/attach/", {"uploads": [file]}, follow=True)


def told(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def body(client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


class TestUpload:
    def test_the_attachment_is_there_at_once_and_its_pdf_afterwards(self, secretary, item):
        response = upload(secretary, item, "Rødgrød på Ærø.docx", office.docx("Notat"))
        attachment = item.attachments.get()
        assert told(response) == ["Bilaget er tilføjet. Office-filer omdannes nu til PDF."]
        assert (attachment.title, attachment.file_name) == ("Rødgrød på Ærø", "Rødgrød på Ærø.docx")
        assert (attachment.shown_file.kind, attachment.shown_name) == ("docx", "Rødgrød på Ærø.docx")
        convert_waiting()
        attachment = anew(attachment)
        assert (attachment.shown_file.pages, attachment.shown_name) == (2, "Rødgrød på Ærø.pdf")
        assert path_of(attachment.file).read_bytes() == office.docx("Notat")

    def test_the_same_form_twice_is_one_attachment(self, secretary, item):
        for _ in range(2):
            response = upload(secretary, item, "Notat.docx", office.docx("Notat"))
        assert (item.attachments.count(), Conversion.objects.count()) == (1, 1)
        assert told(response) == ["En fil, som punktet allerede har, er ikke vedhæftet igen."]

    def test_the_same_file_at_another_item_is_a_pdf_at_once(self, secretary, item, attached):
        convert_waiting()
        other = agenda.place_item(AgendaItem(section=item.section, title="Anden sag"))
        upload(secretary, other, "Kopi.docx", office.docx("Notat"))
        assert other.attachments.get().shown_file.pages == 2
        assert convert_waiting() == 0

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (office.docx("x", kind=office.MACRO_DOCUMENT), "kan indeholde makroer"),
            (office.locked(), "beskyttet med adgangskode"),
        ],
    )
    def test_a_dangerous_one_is_named_and_refused(self, secretary, item, content, said):
        response = upload(secretary, item, "Brev.docm", content)
        [error] = response.context["attach_form"].errors["uploads"]
        assert error.startswith("«Brev.docm»: ")
        assert said in error
        assert Attachment.objects.count() == 0

    def test_where_libreoffice_is_not_they_are_refused_with_what_to_do(self, settings, secretary, item):
        settings.OFFICE_FILES = False
        response = upload(secretary, item, "Brev.docx", office.docx("Notat"))
        assert response.context["attach_form"].errors["uploads"] == [
            f"«Brev.docx»: Filen er et Word-dokument. {DO}"
        ]
        page = body(secretary, f"/meetings/items/{item.pk}/edit/")
        assert 'accept=".pdf,.png,.jpg,.jpeg"' in page
        assert "PDF, PNG eller JPEG. Du kan vælge flere filer" in page

    def test_where_it_is_the_form_says_so(self, secretary, item):
        page = body(secretary, f"/meetings/items/{item.pk}/edit/")
        assert 'accept=".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.pptx,.odt,.ods,.odp"' in page
        assert "eller filer fra Word, Excel, PowerPoint og LibreOffice, som omdannes til PDF." in page


class TestProgress:
    def parts(self, client, attachment) -> str:
        return body(client, f"/meetings/items/{attachment.item_id}/files/")

    def test_the_page_says_how_far_it_is_and_follows_it(self, secretary, attached):
        page = body(secretary, f"/meetings/items/{attached.item_id}/edit/")
        assert "Venter på at blive omdannet til PDF" in page
        assert f'data-follow="/meetings/items/{attached.item_id}/files/"' in page
        assert ">Opdatér</a>" in page
        assert "data-under-way" in self.parts(secretary, attached)
        convert_waiting()
        done = self.parts(secretary, attached)
        assert "<span>PDF</span> <span>2 sider</span>" in done
        assert [words for words in ("data-under-way", "Opdatér", "Prøv igen") if words in done] == []

    def test_a_failure_says_what_to_do_and_can_be_tried_again(self, secretary, attached, fails, settings):
        convert_waiting()
        assert f"LibreOffice kunne ikke åbne filen. {DO}" in self.parts(secretary, attached)
        again = f"/meetings/attachments/{attached.pk}/convert-again/"
        assert f'formaction="{again}"' in self.parts(secretary, attached)
        response = secretary.post(again, follow=True)
        assert told(response) == ["«Notat på Ærø» venter på at blive omdannet til PDF igen."]
        assert told(secretary.post(again, follow=True)) == []  # the second click of two

    def test_a_failed_one_can_be_deleted_and_brought_back(self, secretary, attached, fails):
        convert_waiting()
        secretary.post(f"/meetings/attachments/{attached.pk}/delete/")
        assert not attached.item.attachments.exists()
        event = attached.events.filter(pgh_label="delete").get()
        agenda.restore_attachment(item=attached.item, event_id=event.pgh_id)
        assert DO in self.parts(secretary, attached)

    def test_one_that_waits_for_long_says_what_to_do_instead(self, secretary, attached):
        Conversion.objects.update(asked_at=timezone.now() - timedelta(minutes=11))
        assert f"Filen venter stadig på at blive omdannet til PDF. {DO}" in self.parts(secretary, attached)

    @pytest.mark.parametrize("role", ROLES)
    def test_only_the_secretariat_follows_and_tries_again(self, client_as, role, attached, fails):
        convert_waiting()
        client, own = client_as(role), role == "secretariat"
        seen = client.get(f"/meetings/items/{attached.item_id}/files/").status_code
        client.post(f"/meetings/attachments/{attached.pk}/convert-again/")
        assert (seen == 200, Conversion.objects.get().state) == (own, "waiting" if own else "failed")

    def test_as_many_queries_for_many_as_for_one(self, secretary, item, attached):
        addresses = [f"/meetings/items/{item.pk}/edit/", f"/meetings/items/{item.pk}/files/", ADDRESS]

        def count() -> list[int]:
            counts = []
            for address in addresses:
                with CaptureQueriesContext(connection) as queries:
                    assert secretary.get(address).status_code == 200
                counts.append(len(queries))
            return counts

        convert_waiting()
        count()  # the first request of a session may write to it
        one = count()
        more = [(stored(f"Notat {n}"), f"{n}.docx", f"Notat {n}") for n in range(8)]
        agenda.attach(item=item, files=more[:4])
        convert_waiting()
        agenda.attach(item=item, files=more[4:])
        assert count() == one


class TestReading:
    def test_the_original_is_for_those_who_read_drafts(self, client_as, new_item, meeting):
        """The meeting is published; its notes and comments in Word are not."""
        item = new_item()
        [attachment] = agenda.attach(item=item, files=[(stored(), "Notat.docx", "Notat")])
        addresses = [f"/meetings/attachments/{attachment.pk}/{end}" for end in ("", "original/")]
        clients = {role: client_as(role) for role in ROLES}

        def readers(address: str, name: str) -> set[str]:
            answers = {role: client.get(address) for role, client in clients.items()}
            assert {one.status_code for one in answers.values()} <= {200, 404}
            return {role for role, one in answers.items() if name in one.get("Content-Disposition", "")}

        assert [readers(one, "Notat.docx") for one in addresses] == [{"secretariat", "kl"}] * 2
        convert_waiting()
        assert readers(addresses[0], "Notat.pdf") == set(ROLES)
        assert readers(addresses[1], "Notat.docx") == {"secretariat", "kl"}

    def test_a_pdf_has_no_other_original(self, secretary, new_item, new_attachment):
        attachment = new_attachment(new_item())
        assert secretary.get(f"/meetings/attachments/{attachment.pk}/original/").status_code == 404

    def test_the_original_is_saved_and_the_pdf_is_shown(self, secretary, attached):
        address = f"/meetings/attachments/{attached.pk}/"
        before = secretary.get(address)
        assert (before["Content-Type"], before["Content-Disposition"][:10]) == (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment",
        )  # fmt: skip
        convert_waiting()
        after = secretary.get(address)
        assert (after["Content-Type"], after["Content-Disposition"][:6]) == ("application/pdf", "inline")
        assert f"{address}original/" in body(secretary, f"{address}edit/")

    def test_it_is_found_by_what_stands_in_the_pdf(self, user_with, attached):
        convert_waiting()
        read_waiting()
        [group] = search(user_with("secretariat"), asked("kodeordet"))
        assert [one.hit.url for one in group.found] == [f"/meetings/attachments/{attached.pk}/#page=2"]
        assert search(AnonymousUser(), asked("kodeordet")) == []


class TestPacketAndSending:
    def name(self, why: str) -> str:
        return f"Punkt 1.1, Bilag 1: Notat på Ærø (Notat på Ærø.docx): {why}"

    @pytest.mark.parametrize("failed", [False, True])
    def test_an_agenda_is_not_sent_while_a_file_is_no_pdf(
        self, secretary, user_with, draft, attached, settings, tmp_path, failed
    ):
        if failed:
            settings.OFFICE_CONVERTER = office.converter(tmp_path, "exit 1")
            convert_waiting()
        why = self.name(f"LibreOffice kunne ikke åbne filen. {DO}" if failed else WAITING)
        with pytest.raises(PacketTrouble) as refused:
            sending.send_version(
                meeting=draft, by=user_with("kl"), site="https://x", late_because="Sent regnskab."
            )
        assert refused.value.problems == [why]
        page = body(secretary, f"{ADDRESS}send/")
        assert why in page
        assert "disabled>Send dagsordenen</button>" in page
        assert why in body_of_post(secretary, f"{ADDRESS}send/", {"late_because": "Sent."})
        assert not draft.versions.exists()

    def test_the_draft_packet_names_it_and_is_not_made_without_it(self, secretary, attached):
        response = secretary.get(f"{ADDRESS}packet.pdf", follow=True)
        assert told(response) == [self.name(WAITING)]
        assert prints.packet_problems(whole_agenda(attached.item.meeting)) == [self.name(WAITING)]

    def test_the_draft_says_so_where_pages_are_told(self, secretary, attached, draft):
        assert "<span>Venter på at blive omdannet til PDF</span>" in body(secretary, ADDRESS)
        assert prints.agenda_pdf(whole_agenda(draft))

    def test_what_is_sent_is_the_pdf_under_its_own_name(self, user_with, client, draft, attached):
        convert_waiting()
        version = sending.send_version(
            meeting=draft, by=user_with("secretariat"), site="https://x", late_because="Sent regnskab."
        )
        sent, pdf = SentFile.objects.get(), anew(attached).shown_file
        assert (sent.file, sent.file_name, version.packet.pages) == (pdf, "Notat på Ærø.pdf", 4)
        draft.refresh_from_db()
        assert snapshot_of(whole_agenda(draft))["sections"] == version.snapshot["sections"]
        response = client.get(f"/meetings/attachments/{attached.pk}/")
        assert b"".join(response.streaming_content) == PDF
        assert client.get(f"/meetings/attachments/{attached.pk}/original/").status_code == 404


def body_of_post(client, address: str, values: dict[str, str]) -> str:
    return " ".join(client.post(address, values).content.decode().split())
