"""What the database keeps on every path: a history that its triggers alone write, and tables nobody empties.

Triggers on rows do not see TRUNCATE, so a table that holds something closed has a trigger for that as well.
pgtrigger lets every session pass the triggers that it names; here only those may who could take them off.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pghistory
import pgtrigger
from django.db import Error, connections, models

Model = TypeVar("Model", bound=type[models.Model])

HISTORY = "Historikken skrives af databasen selv og kan ikke skrives eller tømmes af andre."
EMPTIED = "Tabellen rummer noget, der er lukket, og kan ikke tømmes."

# In pgtrigger's own every trigger asks this function whether the session has set it aside. The owner's word
# counts; anybody else's for the history alone, in a transaction that leaves an erasure of a person behind.
GIVES_WAY = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN AS $$
DECLARE
    ignored TEXT[] := nullif(current_setting('pgtrigger.ignore', true), '')::TEXT[];
BEGIN
    IF ignored IS NULL OR NOT trigger_name = ANY(ignored) THEN
        RETURN FALSE;
    END IF;
    IF pg_has_role(current_user, (
        SELECT proowner FROM pg_catalog.pg_proc
        WHERE oid = 'public._pgtrigger_should_ignore(name)'::regprocedure
    ), 'USAGE') THEN
        RETURN TRUE;
    END IF;
    RETURN starts_with(trigger_name::TEXT, 'pgtrigger_append_only_')
        AND EXISTS (SELECT 1 FROM public.privacy_erasure WHERE at = now());
END;
$$ LANGUAGE plpgsql;
"""


def refuses(message: str, constraint: str) -> str:
    """The SQL with which a trigger refuses: ``message`` in Danish, and the name that it is known by."""
    return (
        f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation', "
        f"CONSTRAINT = '{constraint}';"
    )


def constraint_of(error: Error) -> str:
    """The name of the constraint or trigger that refused; empty where the database named none."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""


def track(*trackers: pghistory.Tracker, exclude: list[str] | None = None) -> Callable[[Model], Model]:
    """``pghistory.track``; beside being append-only, its events come from triggers alone and all stay.

    ``exclude``: fields that are not kept.
    """
    return pghistory.track(*trackers, exclude=exclude, meta={"triggers": [written_by_triggers()]})


def written_by_triggers(*more: pgtrigger.Operation) -> pgtrigger.Trigger:
    """Refuses an INSERT (and ``more``) that no trigger made, and TRUNCATE."""
    operation = pgtrigger.Insert | pgtrigger.Truncate
    for one in more:
        operation |= one
    return pgtrigger.Trigger(
        name="written_by_triggers",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=operation,
        func=(
            "IF TG_OP = 'TRUNCATE' OR pg_trigger_depth() < 2 THEN "
            f"{refuses(HISTORY, 'written_by_triggers')} END IF; RETURN NULL;"
        ),
    )


def closes_with(
    *, name: str, table: str, parent: str, closed: str, message: str, constraint: str
) -> pgtrigger.Trigger:
    """Refuses every insert, update and delete of a row whose parent is ``closed``.

    ``parent`` is SQL for an id of ``table``, where ``ROW`` stands for the row: ``"ROW.meeting_id"``;
    ``closed`` is SQL about the parent ``p``. The parent's row is held meanwhile, so that it can't be closed
    between the check and the write: hold first, read then, since a filter would lock nothing while the row
    still reads as open.
    """
    check = (
        f"PERFORM 1 FROM {table} p WHERE p.id = ({parent}) FOR SHARE; "  # noqa: S608
        f"IF EXISTS (SELECT 1 FROM {table} p WHERE p.id = ({parent}) AND {closed}) "
        f"THEN {refuses(message, constraint)} END IF;"
    )
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=(
            f"IF TG_OP <> 'INSERT' THEN {check.replace('ROW.', 'OLD.')} END IF; "
            f"IF TG_OP <> 'DELETE' THEN {check.replace('ROW.', 'NEW.')} RETURN NEW; END IF; RETURN OLD;"
        ),
    )


def never_emptied() -> pgtrigger.Trigger:
    """Refuses TRUNCATE, also when it comes by way of CASCADE."""
    return pgtrigger.Trigger(
        name="never_emptied",
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=refuses(EMPTIED, "never_emptied"),
    )


def only_owners_pass(using: str) -> None:
    """After each migrate, since pgtrigger writes its own function anew with every trigger."""
    with connections[using].cursor() as cursor:
        cursor.execute(GIVES_WAY)
