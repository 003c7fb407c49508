"""Files by checksum: once each, whole or not at all, never changed; and how they are sent.

All of it both on a disk and in a bucket of an S3-compatible service.
"""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import InternalError, transaction
from django.db.utils import IntegrityError, OperationalError, ProgrammingError

from kkr_portal.documents.downloads import file_response
from kkr_portal.documents.kinds import Kind
from kkr_portal.documents.models import MissingFile, StoredFile, UnreachableStore, is_intact, store
from kkr_portal.documents.uploads import check_upload
from tests.documents import files

pytestmark = pytest.mark.django_db
CONTENT = files.content(files.blank(2), static_id=True)


def put(content: bytes = CONTENT, name: str = "bilag.pdf") -> StoredFile:
    return store(check_upload(ContentFile(content, name)))


@pytest.fixture(params=["disk", "bucket"], autouse=True)
def place(request) -> str:
    if request.param == "bucket":
        request.getfixturevalue("files_in_a_bucket")
    return request.param


def kept(folder: str = "") -> list[str]:
    """The names of all that lies in the store."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:  # a disk on which nothing has been written yet
        return []
    below = [name for one in folders for name in kept(f"{folder}{one}/")]
    return sorted(below + [f"{folder}{name}" for name in names])


def test_stored_under_its_checksum():
    stored = put()
    checksum = hashlib.sha256(CONTENT).hexdigest()
    assert (stored.sha256, stored.size, stored.kind, stored.pages) == (checksum, len(CONTENT), "pdf", 2)
    assert kept() == [f"{checksum[:2]}/{checksum[2:4]}/{checksum}"]
    with stored.open() as file:
        assert file.read() == CONTENT


def test_same_content_is_stored_once_under_any_name():
    assert put() == put(name="et andet navn.pdf")
    assert (StoredFile.objects.count(), len(kept())) == (1, 1)


def test_another_upload_brings_a_lost_file_back():
    stored = put()
    default_storage.delete(stored.storage_name)
    assert put() == stored
    assert stored.open().read() == CONTENT


def test_another_upload_mends_a_damaged_file():
    stored = put()
    default_storage.save(stored.storage_name, ContentFile(b"noget andet"))
    assert not is_intact(stored)
    assert put() == stored
    assert is_intact(stored)


def test_a_failed_copy_leaves_neither_row_nor_file():
    class Breaks(ContentFile):
        def read(self, size: int = -1) -> bytes:
            raise OSError("the disk is gone")

    checked = check_upload(ContentFile(CONTENT, "bilag.pdf"))
    broken = type(checked)(Breaks(CONTENT), checked.name, checked.kind, checked.pages, checked.size)
    with pytest.raises(OSError, match="the disk is gone"):
        store(broken)
    assert (StoredFile.objects.count(), kept()) == (0, [])


def test_a_missing_file_is_named_in_danish():
    stored = put()
    default_storage.delete(stored.storage_name)
    with pytest.raises(MissingFile) as missing:
        stored.open()
    assert str(missing.value) == (
        f"Filen {stored.sha256[:12]}… findes ikke i portalens arkiv. Kontakt den, der driver portalen."
    )
    assert not is_intact(stored)


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
    there = admin_client.get(f"/admin/documents/storedfile/{stored.pk}/change/").text
    assert ('alt="True"' in there, 'alt="False"' in there) == (True, False)
    assert admin_client.get("/admin/documents/storedfile/add/").status_code == 403
    assert admin_client.post(f"/admin/documents/storedfile/{stored.pk}/delete/").status_code == 403


def test_a_store_that_is_away_says_nothing_about_its_files(store_goes_away):
    stored = put()
    upload = check_upload(ContentFile(files.content(files.blank(3)), "bilag.pdf"))
    store_goes_away()
    with pytest.raises(UnreachableStore, match="filarkiv svarer ikke"):
        stored.open()
    with pytest.raises(UnreachableStore):
        is_intact(stored)
    with pytest.raises(OSError, match="Could not connect"):
        store(upload)
    assert StoredFile.objects.count() == 1
