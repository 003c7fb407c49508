"""What all tests share: one user per role, clients signed in as them, and a file store of one's own."""

import io
import uuid
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, settings

from kkr_portal.access.models import Role, User
from kkr_portal.documents import pdf
from kkr_portal.documents.models import StoredFile, store
from kkr_portal.documents.uploads import check_upload
from kkr_portal.registry.models import BusinessHouse, Council
from tests import portal_user, prints, reference_data
from tests.documents import bucket

ROLES = ["public", "secretariat", "other_secretariat", "kl", "member", "board_member", "business_house"]
PASSWORD = "en-lang-kode-til-test"

# A property test says what holds, not how fast: a busy machine is no failure.
settings.register_profile("portal", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("portal")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """pytest-django's own, with the reference data remembered and, at the end, put back for the next run."""
    with django_db_blocker.unblock():
        portal_user.make()
    reference_data.remember(django_db_blocker)
    reference_data.instead_of_flush()
    yield
    reference_data.put_back()
    reference_data.end_other_sessions()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """Once the fixtures are torn down, every table as it was if the test committed."""
    try:
        return (yield)
    finally:
        if nextitem and reference_data.commits(item):
            reference_data.put_back()


@pytest.fixture(autouse=True)
def _fast_and_apart(settings, tmp_path):
    """Quick password hashes, plain static names that nobody collects, files in the test's own folder."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True  # else every new client reads through what was collected here
    settings.STORAGES = {
        "default": {
            "BACKEND": "kkr_portal.documents.on_disk.DiskStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _as_in_operation(request):
    """What is rolled back is done by the portal's user; ``as_owner`` for a test that needs more."""
    asks = request.node.get_closest_marker("django_db") or "db" in request.fixturenames
    if asks and not reference_data.commits(request.node):
        request.getfixturevalue("db")
        portal_user.become()


@pytest.fixture
def as_owner(_as_in_operation, db) -> None:
    """The rest of the test may all that the owner of the database may."""
    portal_user.become_owner()


@pytest.fixture(scope="module")
def module_store(tmp_path_factory) -> dict[str, Any]:
    """A file store for all tests of a module; see ``tests.once``."""
    return {
        "BACKEND": "kkr_portal.documents.on_disk.DiskStorage",
        "OPTIONS": {"location": tmp_path_factory.mktemp("module")},
    }


@pytest.fixture
def files_of_the_module(_fast_and_apart, settings, module_store) -> None:
    settings.STORAGES = settings.STORAGES | {"default": module_store}


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """An S3-compatible service on this machine."""
    with bucket.s3_service() as address:
        yield address


@pytest.fixture
def files_in_a_bucket(_fast_and_apart, s3_address, settings, monkeypatch) -> str:
    """The file store is an empty bucket; its name."""
    for name, value in bucket.KEYS.items():
        monkeypatch.setenv(name, value)
    name = f"files-{uuid.uuid4()}"
    bucket.new_bucket(s3_address, name)
    settings.STORAGES = settings.STORAGES | {"default": bucket.storage_in(s3_address, name)}
    return name


@pytest.fixture
def store_goes_away(settings, files_in_a_bucket) -> Callable[[], Callable[[], None]]:
    """Lets the bucket's service be away: nothing listens on port 1. What it gives back lets it come back."""

    def go() -> Callable[[], None]:
        before = settings.STORAGES
        settings.STORAGES = before | {"default": bucket.storage_in("http://127.0.0.1:1", files_in_a_bucket)}

        def come_back() -> None:
            settings.STORAGES = before

        return come_back

    return go


@pytest.fixture(autouse=True, scope="session")
def _each_print_once(tmp_path_factory):
    with prints.each_once(tmp_path_factory.mktemp("prints")):
        yield


@pytest.fixture
def quick_prints(monkeypatch, pdf_bytes) -> None:
    """For a test that does not ask what a PDF looks like: each would take a second."""
    page = pdf_bytes(1)
    monkeypatch.setattr(pdf, "from_html", lambda *args, **named: page)


@pytest.fixture
def council(db) -> Council:
    return Council.objects.get(slug="midtjylland")


@pytest.fixture
def user_with(db) -> Callable[[str], User | None]:
    """Makes the user of a role in KKR Midtjylland (``other_secretariat``: KKR Sjælland; ``public``: None)."""

    def make(role: str) -> User | None:
        if role == "public":
            return None
        slug = "sjaelland" if role == "other_secretariat" else "midtjylland"
        kind = role.removeprefix("other_")
        user = User.objects.create_user(f"{role}@example.dk", PASSWORD, first_name="Test", last_name=role)
        Role.objects.create(
            user=user,
            kind=kind,
            council=Council.objects.get(slug=slug) if kind in ("secretariat", "member") else None,
            business_house=(
                BusinessHouse.objects.get(slug=slug) if kind in ("board_member", "business_house") else None
            ),
        )
        return user

    return make


@pytest.fixture
def client_as(user_with) -> Callable[[str], Client]:
    """A test client signed in as a role; see ``user_with``."""

    def make(role: str) -> Client:
        client = Client()
        if user := user_with(role):
            client.force_login(user)
        return client

    return make


@pytest.fixture
def pdf_bytes() -> Callable[[int], bytes]:
    """A PDF of so many empty pages."""

    def make(pages: int) -> bytes:
        out = io.BytesIO()
        with pikepdf.new() as pdf:
            for _ in range(pages):
                pdf.add_blank_page(page_size=(595, 842))
            pdf.save(out, deterministic_id=True)
        return out.getvalue()

    return make


@pytest.fixture
def stored_pdf(db, pdf_bytes) -> Callable[[int], StoredFile]:
    """A stored PDF of so many pages."""

    def make(pages: int = 1) -> StoredFile:
        return store(check_upload(SimpleUploadedFile("fil.pdf", pdf_bytes(pages))))

    return make
