"""The user that the portal is in operation: it reads and writes rows, and nothing else (``rights.sql``).

Every test that is rolled back runs as this user; what really commits empties tables afterwards, as the owner.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pgtrigger
from django.conf import settings
from django.db import connection

NAME = "kkr_portal_app"
RIGHTS = Path(settings.BASE_DIR) / "kkr_portal/deployment/rights.sql"


def make() -> None:
    """The user, and its rights in this database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [NAME])  # the tests' processes share a server
        try:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME])
            if not cursor.fetchone():
                cursor.execute(f"CREATE ROLE {NAME}")
            cursor.execute(RIGHTS.read_text("utf-8"))
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [NAME])


def become() -> None:
    """For the rest of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {NAME}")


def become_owner() -> None:
    """For what only an owner may; for the rest of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE NONE")


@contextmanager
def past_triggers(*uris: str) -> Iterator[None]:
    """As the owner and past these triggers (all, where none is named): for a test that needs another past."""
    become_owner()
    with pgtrigger.ignore(*uris):
        yield
    become()
