"""Closed is closed in the admin too: changed, deleted, deleted by the list's action. A sentence tells it."""

from __future__ import annotations

import pytest
from django.contrib.admin import site
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from boards.models import closing as boards
from contracts.models import signed
from kkr_portal.access.models import User
from meetings.models import closing as meetings
from quotas.models import agreed
from quotas.models import closing as quotas
from tests.closed.forms import forms_of
from tests.closed.relations import ROOTS, decided, places

pytestmark = pytest.mark.django_db
DECISIONS = decided()
ROOTS_OF = {root.model: root.keeps for root in ROOTS.values()}
SENTENCES = [
    meetings.MESSAGE, meetings.SENT, meetings.FIXED, *signed.CONSTRAINTS.values(), quotas.MESSAGE,
    agreed.MESSAGE, *boards.CONSTRAINTS.values(), "ikke rettigheder til at slette",
    "ikke tilladelse til at slette", "beskyttede relaterede objekter", "Ingen handling valgt",
]  # fmt: skip


def _kept() -> dict[str, tuple[type[models.Model], str, str]]:
    """By table: the model, and as what its closed rows are found."""
    found = {root.model: (root.table, thing, "") for thing, root in ROOTS.items()}
    for thing in ROOTS:
        for place in places(thing, DECISIONS):
            if DECISIONS[thing, place.label] != "open":
                found.setdefault(place.table._meta.label, (place.table, thing, place.field))
    return {label: what for label, what in found.items() if what[0] in site._registry}


KEPT = _kept()


def closed_row(label: str) -> models.Model:
    table, thing, field = KEPT[label]
    if not field:
        rows = table._base_manager.filter(ROOTS[thing].closed).order_by("pk")
    else:
        [rows] = [
            one.closed_rows()
            for one in places(thing, DECISIONS)
            if (one.table, one.field) == (table, field)
        ]  # fmt: skip
    row = rows.first()
    assert row is not None
    return row


def stored(row: models.Model) -> str:
    with connection.cursor() as cursor:
        table, key = row._meta.db_table, row._meta.pk.column
        columns = ", ".join(f't."{one}"' for one in ROOTS_OF.get(row._meta.label, ())) or "t.*"
        cursor.execute(f"SELECT ROW({columns})::text FROM {table} t WHERE {key} = %s", [row.pk])
        found = cursor.fetchone()
    return found[0] if found else "gone"


def texts_of(row: models.Model) -> set[str]:
    """The fields in which anything may stand."""
    return {
        field.name
        for field in row._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and len(field.validators) < 2  # its length apart
        and field.attname in (ROOTS_OF.get(row._meta.label) or [field.attname])
    }


@pytest.mark.parametrize("label", KEPT)
def test_the_admin_changes_nothing_closed(label, closed):
    client, row = Client(), closed_row(label)
    client.force_login(User.objects.create_superuser("admin@example.dk", "x"))
    before, room = stored(row), f"admin:{row._meta.app_label}_{row._meta.model_name}"
    change = reverse(f"{room}_change", args=[row.pk])
    told = {}
    forms = [form for form in forms_of(client.get(change).text) if dict(form.buttons).get("_save")]
    for form in forms:
        written = [one for one in form.texts if one in texts_of(row)]
        form.fields |= {name: ["Noget andet"] for name in written}
        if not written and ROOTS_OF.get(row._meta.label):
            continue  # nothing that it keeps can be typed here
        told["changed"] = client.post(change, form.fields | {"_save": "Gem"}, follow=True)
    told["deleted"] = client.post(reverse(f"{room}_delete", args=[row.pk]), {"post": "yes"}, follow=True)
    chosen = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    told["deleted in bulk"] = client.post(reverse(f"{room}_changelist"), chosen, follow=True)
    assert stored(row) == before
    silent = {what for what, answer in told.items() if answer.status_code != 403}
    silent -= {what for what, answer in told.items() if any(one in answer.text for one in SENTENCES)}
    assert silent == set()
