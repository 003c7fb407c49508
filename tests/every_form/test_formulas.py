"""No cell of any file for a spreadsheet is a formula, whatever the texts that it is made of begin with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.db import Error, connection, models, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from openpyxl import Workbook, load_workbook

from kkr_portal.spreadsheets import FORMULA, KINDS, XLSX
from tests import portal_user
from tests.access import things
from tests.access.addresses import addresses
from tests.access.places import signed_in, who_reads
from tests.every_form.found import ROOMS

RUNS = "=1+1 "
Name = tuple[str, str]  # of an address, and the kind of its file
Rows = list[list[tuple[str, bool]]]
pytestmark = pytest.mark.django_db


def spoil_every_text() -> int:
    """Every text of every row begins like a formula, where the database takes it; how many columns."""
    spoilt = 0
    portal_user.become_owner()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger refuses
        for table, field in text_columns():
            spoil = (
                f'UPDATE "{table}" SET "{field.column}" = left(%s || "{field.column}", %s)'
                f" WHERE \"{field.column}\" <> ''"
            )
            try:
                with transaction.atomic():
                    cursor.execute(spoil, [RUNS, field.max_length or 10_000])
            except Error:  # a code, a checksum, an address: of another form than a text
                continue
            spoilt += cursor.rowcount > 0
        cursor.execute("SET LOCAL session_replication_role = origin")
    portal_user.become()
    return spoilt


def text_columns() -> Iterator[tuple[str, models.Field[Any, Any]]]:
    for model in apps.get_models():
        if model._meta.db_table.startswith(ROOMS):
            for field in model._meta.concrete_fields:
                free = isinstance(field, models.CharField | models.TextField) and not field.choices
                if free and not isinstance(field, models.SlugField) and field.name != "password":
                    yield model._meta.db_table, field


def places_of_files() -> Iterator[tuple[Name, str, str]]:
    """The address, its URL and a reader of everything that can have a file of each kind."""
    for address in {one.name: one for one in addresses()}.values():
        for variant, known in things.arguments(address.route).items():
            readers = who_reads(address.name, variant)
            for kind in KINDS if "kind" in known and readers else ["csv"] if readers else []:
                reader = "administrator" if "administrator" in readers else readers[0]
                filled_in = known | ({"kind": kind} if "kind" in known else {})
                with suppress(NoReverseMatch):  # its kinds are others
                    yield (address.name, kind), reverse(address.name, kwargs=filled_in), reader


def read(client: Client, url: str) -> Rows | None:
    """The rows of a spreadsheet's cells, each with whether it runs; None for an answer of another kind."""
    answer = client.get(url)
    told = answer.headers.get("Content-Type", "")
    if answer.status_code == 200 and told == XLSX:
        return in_xlsx(answer.content)
    return in_csv(answer.content) if answer.status_code == 200 and told.startswith("text/csv") else None


def in_csv(content: bytes) -> Rows:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return [[(cell, cell.startswith(FORMULA) and not is_number(cell)) for cell in row] for row in rows]


def in_xlsx(content: bytes) -> Rows:
    book = load_workbook(io.BytesIO(content))
    return [
        [(str(cell.value), cell.data_type == "f") for cell in row]
        for page in book
        for row in page.iter_rows()
    ]


def is_number(text: str) -> bool:
    return text.startswith("-") and text[1:].replace(".", "").replace(",", "").isdigit()


def run(rows: Rows) -> list[str]:
    return [text for row in rows for text, runs in row if runs]


def test_no_list_runs_anything():
    things.load()
    clients: dict[str, Client] = {}
    places = {}
    for name, url, reader in places_of_files():
        if reader not in clients:
            clients[reader] = signed_in(reader)
        if read(clients[reader], url) is not None:
            places[name] = (clients[reader], url)
    assert len(places) > 50
    assert spoil_every_text() > 60
    found = {name: read(*place) for name, place in places.items()}
    assert [name for name, rows in found.items() if rows is None] == []
    assert {name: run(rows) for name, rows in found.items() if rows and run(rows)} == {}
    # What was written came through to nearly every list, so each was tried with it.
    bearing = {name for name, rows in found.items() if RUNS.strip() in str(rows)}
    assert len(bearing) > 0.8 * len(found), set(found) - bearing


def test_a_formula_would_be_found():
    book = Workbook()
    book.worksheets[0]["A1"] = "=1+1"
    book.save(out := io.BytesIO())
    assert run(in_xlsx(out.getvalue())) == ["=1+1"]
    assert run(in_csv(b"a;=1+1;-3,5;'=2")) == ["=1+1"]
