"""A world that many tests only read, made once for their module: what a test writes in it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings


def made_once(load: Callable[[], Any]) -> Any:
    """A fixture of the module with what ``load`` gives. Its tests use ``files_of_the_module`` as well.

    All of it hangs in a transaction that ends with the module, so every test there sees it.
    """

    @pytest.fixture(scope="module")
    def world(django_db_setup, django_db_blocker, module_store) -> Iterator[Any]:
        with django_db_blocker.unblock(), transaction.atomic():
            with override_settings(STORAGES=settings.STORAGES | {"default": module_store}):
                made = load()
            yield made
            transaction.set_rollback(True)

    return world
