"""The world of these tests: built once, really committed, and gone again afterwards."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from kkr_portal.documents import pdf
from tests import reference_data
from tests.closed import paths, world
from tests.closed.replay import Sent
from tests.documents.files import blank

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="package")
def folder(tmp_path_factory) -> dict[str, Any]:
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path_factory.mktemp("closed")},
    }


@pytest.fixture(scope="package")
def closed(django_db_setup, django_db_blocker, folder) -> Iterator[list[Sent]]:
    """Everything that can close is closed; the forms that could be sent before."""
    with django_db_blocker.unblock():
        try:
            with pytest.MonkeyPatch.context() as patch, override_settings(
                STORAGES={"default": folder, "staticfiles": PLAIN}
            ):  # fmt: skip
                blank(1).save(page := io.BytesIO())
                patch.setattr(pdf, "from_html", lambda *args, **named: page.getvalue())
                with transaction.atomic():
                    world.load()
                forms = world.forms()
                with transaction.atomic():
                    world.close()
            paths.make_ordinary()
            yield forms
        finally:
            paths.drop_ordinary()
            reference_data.put_back()


@pytest.fixture(autouse=True)
def _files_of_the_package(settings, folder):
    settings.STORAGES = settings.STORAGES | {"default": folder}
