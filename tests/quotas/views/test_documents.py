"""Announcements are mended, documents added, read and taken away; closed they stay."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from quotas.models import Announcement, IssueDocument
from tests.quotas.made import SOURCE, an_issue, set_status

pytestmark = pytest.mark.django_db
ADD, MEND = "/quotas/2030/1/documents/new/", "/quotas/2030/1/announcement/edit/"


@pytest.fixture
def issue():
    return an_issue(2030, status="published")


@pytest.fixture
def pdf(pdf_bytes):
    return lambda pages=1: SimpleUploadedFile("bilag.pdf", pdf_bytes(pages))


def test_a_document_is_added_read_and_taken_away(client_as, client, issue, pdf):
    kl = client_as("kl")
    kl.post(ADD, {"title": "Brev med bilag A", "dated": "30.9.2029", "upload": pdf()})
    row = IssueDocument.objects.get()
    address = f"/quotas/2030/1/documents/{row.pk}/"
    assert client.get(address)["Content-Type"] == "application/pdf"
    assert address in client.get("/quotas/2030/").content.decode()
    twice = kl.post(ADD, {"title": "Brev med bilag A", "dated": "", "upload": pdf()})
    assert "Udmeldingen har allerede et dokument med den betegnelse." in twice.content.decode()
    set_status(issue, "draft")
    assert client.get(address).status_code == 404
    assert "Behold" in kl.get(f"{address}delete/").content.decode()
    kl.post(f"{address}delete/")
    assert not IssueDocument.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "Dette felt er påkrævet"),
        ({"dated": "31.2.2029"}, "31.2.2029 er ikke en dato, der findes"),
        ({"upload": SimpleUploadedFile("bilag.pdf", b"%PDF-1.7 broken")}, "PDF-filen er beskadiget"),
        ({"upload": ""}, "Vælg en fil."),
    ],
)
def test_what_is_no_document(client_as, issue, pdf, change, said):
    typed = {"title": "Brev med bilag A", "dated": "30.9.2029", "upload": pdf()} | change
    page = client_as("kl").post(ADD, typed).content.decode()
    assert said in page
    assert not IssueDocument.objects.exists()


def test_an_announcement_is_mended_and_its_file_replaced(client_as, client, issue, pdf):
    kl, old = client_as("kl"), issue.announcement
    typed = {"title": "Brev 1", "dated": "1.5.2029", "reference": "29/7", "source": SOURCE}
    typed["revision"] = str(old.revision)
    kl.post(MEND, typed | {"upload": pdf(2)})
    new = Announcement.objects.get()
    assert (new.title, new.reference, new.file.pages) == ("Brev 1", "29/7", 2)
    kl.post(MEND, typed | {"title": "Brev 2", "revision": str(new.revision)})
    new.refresh_from_db()
    assert (new.title, new.file.pages) == ("Brev 2", 2)  # without a file the old one stays
    other = an_issue(2031)
    page = kl.post(
        MEND,
        typed | {"title": other.announcement.title, "dated": "21.4.2030", "revision": str(new.revision)},
    )
    assert "Meddelelsen er allerede skrevet ind." in page.content.decode()


def test_closed_they_stay(client_as, issue):
    set_status(issue, "closed")
    kl = client_as("kl")
    for address in (ADD, MEND):
        page = kl.get(address, follow=True).content.decode()
        assert "Udmeldingen er afsluttet" in page
