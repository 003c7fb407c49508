"""A form that could be sent before the closing is sent again after it, as from a page left open."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from tests.closed.relations import ROOTS, places
from tests.closed.replay import administrator, post
from tests.closed.world import DECISIONS

pytestmark = pytest.mark.django_db
KEYS = {"meetings_reopening", "quotas_reopening", "quotas_agreementreopening", "boards_correction"}
CLOSED = [
    one for thing in ROOTS for one in places(thing, DECISIONS) if DECISIONS[thing, one.label] == "closed"
]  # fmt: skip


def all_that_is_closed() -> dict[str, str]:
    """Every closed row as text, by what it hangs on."""
    found = {}
    with connection.cursor() as cursor:
        for thing, root in ROOTS.items():
            rows = root.table._base_manager.filter(root.closed)
            columns = ", ".join(f't."{one}"' for one in root.keeps) or "t.*"
            found[thing] = _text(cursor, rows, columns)
        for place in CLOSED:
            found[f"{place.thing}: {place.label}"] = _text(cursor, place.closed_rows(), "t.*")
    return found


def _text(cursor, rows, columns: str) -> str:
    table, key = rows.model._meta.db_table, rows.model._meta.pk.column
    ids = list(rows.values_list("pk", flat=True))
    cursor.execute(
        f"SELECT string_agg(ROW({columns})::text, ' ' ORDER BY {key}) FROM {table} t WHERE {key} = ANY(%s)",
        [ids],
    )
    return cursor.fetchone()[0] or ""


def test_there_are_forms_of_every_room(closed):
    rooms = {one.name.partition(":")[0] for one in closed}
    assert rooms == {"meetings", "contracts", "quotas", "boards"}
    assert len(closed) > 45


def test_no_form_changes_anything_closed(closed):
    """But with a key: a reason that the form asks for, and that stays."""
    client, before, changed, opened = administrator(), all_that_is_closed(), {}, set()
    for sent in closed:
        with transaction.atomic():
            answer, written = post(client, sent.address, sent.values)
            after = all_that_is_closed() if written else before
            transaction.set_rollback(True)
        if written & KEYS:
            opened.add(sent.name)
        elif answer.status_code >= 500 or after != before:
            changed[sent.address] = [answer.status_code, *(of for of in before if before[of] != after[of])]
    assert changed == {}
    assert opened == {"boards:edit_tenure", "boards:take_back"}
