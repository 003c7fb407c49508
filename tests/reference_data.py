"""Puts the reference data back after a test that really commits.

Such a test (the browser's, and those with several transactions) leaves rows, and it may change what the
migrations brought: the five KKR, the municipalities. The rows are copied once, and copied back with
triggers and foreign keys asleep, so that the history gets no rows of its own for it.
"""

import io
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TransactionTestCase

KEPT_BY_DJANGO = {"django_migrations"}
_copies: dict[str, tuple[str, bytes]] = {}  # table: columns, rows
_blocker: Any = None


def instead_of_flush() -> None:
    """Django would empty every table there is after such a test: seconds; ``put_back`` needs a moment."""
    TransactionTestCase._fixture_teardown = lambda case: None  # type: ignore[attr-defined]


def _tables() -> list[str]:
    return sorted(set(connection.introspection.django_table_names(only_existing=True)) - KEPT_BY_DJANGO)


def _columns(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()"
            " AND table_name = %s AND is_generated = 'NEVER' ORDER BY ordinal_position",
            [table],
        )
        return ", ".join(f'"{row[0]}"' for row in cursor.fetchall())


def remember(blocker: Any) -> None:
    """Copy every row there is; ``blocker`` is pytest-django's guard of the database."""
    global _blocker
    _blocker = blocker
    with blocker.unblock(), connection.cursor() as cursor:
        for table in _tables():
            columns, copy = _columns(table), io.BytesIO()
            cursor.copy_expert(f'COPY "{table}" ({columns}) TO STDOUT', copy)
            _copies[table] = (columns, copy.getvalue())
        # From here every id has five figures, as in a portal some years old: one written as 10.001 in an
        # address or a form is found by the test that follows it.
        cursor.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 10000)"
            " FROM pg_sequences WHERE schemaname = current_schema() AND coalesce(last_value, 0) < 10000"
        )


def put_back() -> None:
    """Empty the tables that hold anything, and fill them with the rows as they were."""
    with _blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger, no foreign key
        holds = " UNION ALL ".join(
            f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in _copies
        )
        cursor.execute(holds)
        for (table,) in cursor.fetchall():
            cursor.execute(f'DELETE FROM "{table}"')
        for table, (columns, copy) in _copies.items():
            if copy:
                cursor.copy_expert(f'COPY "{table}" ({columns}) FROM STDIN', io.BytesIO(copy))
    ContentType.objects.clear_cache()


def end_other_sessions() -> None:
    """End what the live server's threads keep open: a database in use can't be dropped."""
    with _blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def commits(item: pytest.Item) -> bool:
    """Whether a test really commits, so that Django empties the tables after it."""
    marker = item.get_closest_marker("django_db")
    fixtures = set(getattr(item, "fixturenames", ()))
    return bool(marker and marker.kwargs.get("transaction")) or not fixtures.isdisjoint(
        {"transactional_db", "live_server"}
    )
