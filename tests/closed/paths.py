"""The ways on which a row can be written past the pages: the shell, in bulk, and SQL.

An attempt is made in a transaction of its own that is rolled back. SQL comes from an ordinary user of the
database, not from the owner of everything that tests may have: one who may more than the portal's own
(``rights.sql``), so that the triggers are all that stands in the way, and who sets every one of them aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import DatabaseError, connection, models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ProtectedError

ORDINARY = "kkr_ordinary"
# By what name a trigger refuses; pgtrigger's own say so in words.
CLOSING = {
    "closed_with_meeting", "whole_when_sent", "composition_is_fixed", "closed_consultation",
    "contract_is_signed", "report_is_accepted", "report_is_not_open", "addendum_is_signed",
    "issue_is_closed", "agreement_is_notified", "past_tenure", "announced_appointment",
    "written_by_triggers", "never_emptied",
    "house_of_the_council",  # it is only asked sooner
}  # fmt: skip
Attempt = tuple[str, Callable[[], object]]  # how it is called


def outcome(do: Callable[[], object]) -> str:
    """«closed», «went through», or whatever else stopped it."""
    try:
        with transaction.atomic():
            do()
            transaction.set_rollback(True)
    except ProtectedError:
        return "closed"
    except DatabaseError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        return "closed" if name in CLOSING or "pgtrigger: Cannot" in str(error) else repr(error)[:200]
    return "went through"


def make_ordinary() -> None:
    """A user who may read and write every table and own none, where the tests' own may make one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if cursor.fetchone()[0]:
            cursor.execute(f"DROP ROLE IF EXISTS {ORDINARY}")
            cursor.execute(f"CREATE ROLE {ORDINARY} NOSUPERUSER")
            cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {ORDINARY}")
            cursor.execute(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {ORDINARY}")


def drop_ordinary() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ORDINARY])
        if cursor.fetchone():
            cursor.execute(f"DROP OWNED BY {ORDINARY}")
            cursor.execute(f"DROP ROLE {ORDINARY}")


def sql(statement: str, *values: object) -> Callable[[], object]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ORDINARY])
            if cursor.fetchone():
                cursor.execute(f"SET LOCAL ROLE {ORDINARY}")
            cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [_every_trigger()])
            cursor.execute(statement, list(values))

    return run


@cache
def _every_trigger() -> str:
    return f"{{{','.join(trigger.get_pgid(model) for model, trigger in pgtrigger.registered())}}}"


def changes(row: models.Model, columns: tuple[str, ...] = ()) -> Iterator[Attempt]:
    """Every column by itself in SQL, one of them on each way of the ORM; and the row goes."""
    table, rows, fields = row._meta.db_table, _rows(row), _columns(row, columns)
    for field in fields:
        statement = f'UPDATE {table} SET "{field.column}" = %s WHERE {row._meta.pk.column} = %s'
        value = field.get_db_prep_save(another(field, getattr(row, field.attname)), connection)
        yield f"SQL UPDATE {field.column}", sql(statement, value, row.pk)
    changed, one = copy(row), fields[-1]
    setattr(changed, one.attname, another(one, getattr(row, one.attname)))
    yield "save", changed.save
    yield "update", lambda: rows.update(**{one.attname: getattr(changed, one.attname)})
    yield "bulk_update", lambda: type(row)._base_manager.bulk_update([changed], [one.name])
    yield "delete", row.delete
    yield "delete in bulk", lambda: rows.delete()
    yield "SQL DELETE", sql(f"DELETE FROM {table} WHERE {row._meta.pk.column} = %s", row.pk)
    yield "SQL TRUNCATE", sql(f"TRUNCATE {table} CASCADE")


def additions(row: models.Model) -> Iterator[Attempt]:
    """One more row that hangs where this one does."""
    table = row._meta.db_table

    def another_row() -> models.Model:
        values = {field.attname: getattr(row, field.attname) for field in _columns(row)}
        return type(row)(**values)

    yield "create", lambda: another_row().save(force_insert=True)
    yield "bulk_create", lambda: type(row)._base_manager.bulk_create([another_row()])
    columns = ", ".join(f'"{field.column}"' for field in _columns(row))
    yield (
        "SQL INSERT",
        sql(
            f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE {row._meta.pk.column} = %s",
            row.pk,
        ),
    )


def moves(row: models.Model, field: str, open_row: models.Model) -> Iterator[Attempt]:
    """A row of something open comes to hang where this one does."""
    column = row._meta.get_field(field)
    statement = f"UPDATE {row._meta.db_table} SET {column.column} = %s WHERE {row._meta.pk.column} = %s"
    yield "moved in", sql(statement, getattr(row, column.attname), open_row.pk)


def _rows(row: models.Model) -> models.QuerySet[models.Model]:
    return type(row)._base_manager.filter(pk=row.pk)


def _columns(row: models.Model, names: tuple[str, ...] = ()) -> list[Any]:
    return [
        field
        for field in row._meta.concrete_fields
        if not field.primary_key
        and not getattr(field, "generated", False)
        and (not names or field.attname in names)
    ]


def another(field: Any, value: Any) -> Any:
    """A value that is not this one."""
    match field:
        case models.BooleanField():
            return not value
        case models.ForeignKey() | models.IntegerField() | models.DecimalField():
            return (value or 0) + 1
        case models.DateTimeField():
            return value.replace(year=2019) if value else datetime(2019, 1, 1, tzinfo=UTC)
        case models.DateField():
            return (value or date(2020, 1, 1)) + timedelta(days=1)
        case models.TimeField():
            return time(3, 33)
        case models.JSONField():
            return {"x": 1}
        case ArrayField():
            return ["x"]
        case DateRangeField():
            return DateRange(date(1999, 1, 1), date(1999, 2, 1))
        case models.CharField() | models.TextField():
            return "y" if value == "x" else "x"
    raise NotImplementedError(field)
