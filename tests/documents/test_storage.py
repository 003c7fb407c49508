"""Files by checksum: once each, whole or not at all, never changed; and how they are sent."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import InternalError, transaction
from django.db.utils import IntegrityError, OperationalError, ProgrammingError

from kkr_portal.documents.downloads import file_response
from kkr_portal.documents.kinds import Kind
from kkr_portal.documents.models import MissingFile, StoredFile, store
from kkr_portal.documents.uploads import check_upload
from tests.documents import files

pytestmark = pytest.mark.django_db
CONTENT = files.content(files.blank(2), static_id=True)


def put(content: bytes = CONTENT, name: str = "bilag.pdf") -> StoredFile:
    return store(check_upload(ContentFile(content, name)))


def on_disk() -> list[str]:
    root = Path(default_storage.path(""))
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_stored_under_its_checksum():
    stored = put()
    checksum = hashlib.sha256(CONTENT).hexdigest()
    assert (stored.sha256, stored.size, stored.kind, stored.pages) == (checksum, len(CONTENT), "pdf", 2)
    assert on_disk() == [f"{checksum[:2]}/{checksum[2:4]}/{checksum}"]
    with stored.open() as file:
        assert file.read() == CONTENT


def test_same_content_is_stored_once_under_any_name():
    assert put() == put(name="et andet navn.pdf")
    assert (StoredFile.objects.count(), len(on_disk())) == (1, 1)


def test_another_upload_brings_a_lost_file_back():
    stored = put()
    stored.path.unlink()
    assert put() == stored
    assert stored.path.read_bytes() == CONTENT


def test_a_failed_copy_leaves_neither_row_nor_file():
    class Breaks(ContentFile):
        def read(self, size: int = -1) -> bytes:
            raise OSError("the disk is gone")

    checked = check_upload(ContentFile(CONTENT, "bilag.pdf"))
    broken = type(checked)(Breaks(CONTENT), checked.name, checked.kind, checked.pages, checked.size)
    with pytest.raises(OSError, match="the disk is gone"):
        store(broken)
    assert (StoredFile.objects.count(), on_disk()) == (0, [])


def test_a_missing_file_is_named_in_danish():
    stored = put()
    stored.path.unlink()
    with pytest.raises(MissingFile) as missing:
        stored.open()
    assert str(missing.value) == (
        f"Filen {stored.sha256[:12]}… findes ikke i portalens arkiv. Kontakt den, der driver portalen."
    )


def test_the_database_lets_no_stored_file_change():
    put()
    with pytest.raises((InternalError, ProgrammingError, OperationalError)), transaction.atomic():
        StoredFile.objects.update(pages=3)
    assert StoredFile.objects.get().pages == 2


@pytest.mark.parametrize(
    "facts",
    [
        {"sha256": "A" * 64},
        {"size": 0},
        {"pages": 0},
        {"kind": "png", "pages": 2},
        {"kind": "exe"},
    ],
)
def test_the_database_takes_no_impossible_row(facts):
    whole = {"sha256": "a" * 64, "size": 1, "kind": "pdf", "pages": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(**(whole | facts))


def test_history_keeps_the_arrival():
    stored = put()
    assert [(event.pgh_label, event.sha256) for event in stored.events.all()] == [("insert", stored.sha256)]


HEADERS = [
    "Content-Type",
    "Content-Length",
    "Content-Disposition",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Cache-Control",
]
CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def test_download_carries_the_danish_name_and_lets_nothing_run():
    response = file_response(put(), "Åbent møde, æbler & øl.pdf", inline=False)
    assert [response[name] for name in HEADERS] == [
        "application/pdf",
        str(len(CONTENT)),
        "attachment; filename*=utf-8''%C3%85bent%20m%C3%B8de%2C%20%C3%A6bler%20%26%20%C3%B8l.pdf",
        f"{CLOSED}; sandbox",
        "nosniff",
        "private, no-store",
    ]
    assert b"".join(response) == CONTENT


def test_an_image_is_shown_in_the_browser_as_what_it_is():
    stored = put(files.image("PNG"), "kort.png")
    response = file_response(stored, "kort.png", inline=True)
    assert [
        response["Content-Type"],
        response["Content-Disposition"],
        response["Content-Security-Policy"],
    ] == [
        Kind.PNG.media_type,
        'inline; filename="kort.png"',
        f"{CLOSED}; sandbox",
    ]


def test_a_pdf_may_use_the_browsers_own_reader():
    response = file_response(put(), "bilag.pdf", inline=True)
    assert response["Content-Security-Policy"] == f"{CLOSED}; object-src 'self'; style-src 'unsafe-inline'"


def test_admin_shows_and_changes_nothing(admin_client):
    stored = put()
    page = admin_client.get("/admin/documents/storedfile/")
    assert (page.status_code, stored.sha256 in page.content.decode()) == (200, True)
    assert admin_client.get("/admin/documents/storedfile/add/").status_code == 403
    assert admin_client.post(f"/admin/documents/storedfile/{stored.pk}/delete/").status_code == 403
