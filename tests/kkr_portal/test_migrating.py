"""What an empty database becomes by the quicker way is what it becomes by Django's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from kkr_portal import backup, migrating
from kkr_portal.management.commands import migrate

ASIDE = "migrating_aside"


@contextmanager
def _an_empty_database() -> Iterator[None]:
    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {ASIDE}")
        cursor.execute(f"CREATE DATABASE {ASIDE} TEMPLATE template0")
    connection.close()
    connection.settings_dict["NAME"] = ASIDE
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {ASIDE}")


def _schema(folder: Path) -> str:
    """Tables, constraints, indexes, triggers and functions, as SQL."""
    backup._run(
        "pg_dump", "--schema-only", "--no-owner", "--no-privileges", f"--file={folder / 'schema'}", ASIDE
    )
    text = (folder / "schema").read_text("utf-8")
    return re.sub(r"^\\(un)?restrict .*$", "", text, flags=re.MULTILINE)  # a word that is new each time


def _rows() -> dict[str, str]:
    """Each table's number of rows; all that they hold, where they hold no moment."""
    found = {table: str(number) for table, number in backup._rows().items()}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'"
            " GROUP BY table_name HAVING NOT bool_or(data_type LIKE 'timestamp%')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM \"{table}\" t")
            found[table] += f" {cursor.fetchone()[0]}"
    return found


@pytest.mark.django_db(transaction=True)
def test_the_same_database(monkeypatch, tmp_path):
    found, used = {}, []

    @contextmanager
    def watched() -> Iterator[None]:
        used.append(True)
        with migrating.quicker():
            yield

    for name, way in (("quicker", watched), ("Django's own", nullcontext)):
        monkeypatch.setattr(migrate, "quicker", way)
        with _an_empty_database():
            call_command("migrate", verbosity=0, interactive=False)
            found[name] = (_schema(tmp_path), _rows())
    assert used == [True]
    assert len(found["quicker"][0]) > 100_000
    assert found["quicker"][1] == found["Django's own"][1]
    assert found["quicker"][0] == found["Django's own"][0]


@pytest.mark.django_db
def test_only_an_empty_database_is_migrated_so(monkeypatch):
    def refuse() -> None:
        raise AssertionError("this one has tables")

    monkeypatch.setattr(migrate, "quicker", refuse)
    call_command("migrate", "--plan", verbosity=0)
