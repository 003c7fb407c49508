"""Puts the reference data back after a test that really commits.

Django empties every table after such a test (the browser's, and those with several transactions), and
with them what the migrations brought: the five KKR, the municipalities. The rows are copied once, and
copied back with the triggers asleep, so that the history gets no rows of its own for it.
"""

import contextlib
import io
from typing import Any

import pgtrigger
import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations

KEPT_BY_DJANGO = {"django_migrations"}
_copies: dict[str, tuple[str, bytes]] = {}  # table: columns, rows
_blocker: Any = None


def let_tables_be_emptied() -> None:
    """Django's way of emptying every table after a test, past the triggers that refuse it (``lasting``)."""
    empty = DatabaseOperations.execute_sql_flush

    def past_triggers(operations: DatabaseOperations, statements: list[str]) -> None:
        with _emptying():
            empty(operations, statements)

    DatabaseOperations.execute_sql_flush = past_triggers  # type: ignore[method-assign]


def _emptying() -> contextlib.AbstractContextManager[None]:
    refusing = ("never_emptied", "written_by_triggers")
    return pgtrigger.ignore(
        *[trigger.get_uri(model) for model, trigger in pgtrigger.registered() if trigger.name in refusing]
    )


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
    """Empty the tables, and fill them with the rows as they were."""
    with _blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        names = ", ".join(f'"{table}"' for table in _copies)
        with _emptying():
            cursor.execute(f"TRUNCATE {names}")
        filled = {table: entry for table, entry in _copies.items() if entry[1]}
        for table in filled:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        for table, (columns, copy) in filled.items():
            cursor.copy_expert(f'COPY "{table}" ({columns}) FROM STDIN', io.BytesIO(copy))
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with a check outstanding can't be altered
        for table in filled:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
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
