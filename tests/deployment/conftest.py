"""One front with two processes behind it, for all tests of a module: they keep nothing from test to test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import global_settings
from django.test import override_settings

from kkr_portal.access.models import Role, User
from kkr_portal.registry.models import Council
from kkr_portal.static_files import collect_if_changed
from tests.conftest import PASSWORD
from tests.deployment.asking import Reader
from tests.deployment.running import Front, Web, front, several

EMAIL = "sekretariat@example.dk"
AS_SERVED = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


@dataclass(frozen=True)
class Site:
    """nginx, and the processes behind it."""

    front: Front
    webs: list[Web]

    def reader(self) -> Reader:
        return Reader(self.front)


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    with override_settings(STORAGES=AS_SERVED):
        collect_if_changed()
    with several(folder, 2) as webs, front(folder, [web.port for web in webs]) as before:
        yield Site(before, webs)


@pytest.fixture(scope="module")
def site(django_db_setup, tmp_path_factory) -> Iterator[Site]:
    with running(tmp_path_factory.mktemp("site")) as made:
        yield made


@pytest.fixture
def secretary(transactional_db, settings) -> User:
    """With the sign-in EMAIL and PASSWORD, hashed as the processes know it."""
    settings.PASSWORD_HASHERS = global_settings.PASSWORD_HASHERS
    user = User.objects.create_user(EMAIL, PASSWORD, first_name="Sanne", last_name="Øst")
    Role.objects.create(user=user, kind="secretariat", council=Council.objects.get(slug="midtjylland"))
    return user
