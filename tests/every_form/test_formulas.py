"""No cell of any file for a spreadsheet is a formula, whatever the texts that it is made of begin with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import Error, connection, models, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from openpyxl import Workbook, load_workbook

from kkr_portal.spreadsheets import FORMULA, KINDS, XLSX
from tests.access import things
from tests.access.addresses import addresses
from tests.access.places import signed_in, who_reads
from tests.every_form.found import ROOMS

RUNS = "=1+1 "
Name = tuple[str, str]  # of an address, and the kind of its file
pytestmark = pytest.mark.django_db


def spoil_every_text() -> int:
    """Every text of every row begins like a formula, where the database takes it; how many columns."""
    spoilt = 0
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
    return spoilt


def text_columns() -> Iterator[tuple[str, models.Field[Any, Any]]]:
    for model in apps.get_models():
        if model._meta.app_label in ROOMS.split("|"):
            for field in model._meta.concrete_fields:
                if isinstance(field, models.CharField | models.TextField) and not field.choices:
                    yield model._meta.db_table, field


def files(clients: dict[str, Client]) -> Iterator[tuple[Name, list[list[tuple[str, bool]]]]]:
    """Every list that leaves as CSV or XLSX: its rows of cells, each with whether a spreadsheet runs it.

    ``clients`` by reader; those that are needed are added.
    """
    for address in {one.name: one for one in addresses()}.values():
        for variant, known in things.arguments(address.route).items():
            readers = who_reads(address.name, variant)
            if not readers:
                continue
            reader = "administrator" if "administrator" in readers else readers[0]
            if reader not in clients:
                clients[reader] = signed_in(reader)
            for kind in KINDS if "kind" in known else [""]:
                try:
                    url = reverse(address.name, kwargs=known | ({"kind": kind} if kind else {}))
                except NoReverseMatch:  # its kinds are others
                    continue
                answer = clients[reader].get(url)
                told = answer.headers.get("Content-Type", "")
                if answer.status_code == 200 and told == XLSX:
                    yield (address.name, "xlsx"), in_xlsx(answer.content)
                elif answer.status_code == 200 and told.startswith("text/csv"):
                    yield (address.name, "csv"), in_csv(answer.content)


def in_csv(content: bytes) -> list[list[tuple[str, bool]]]:
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
    return [[(cell, cell.startswith(FORMULA) and not is_number(cell)) for cell in row] for row in rows]


def in_xlsx(content: bytes) -> list[list[tuple[str, bool]]]:
    book = load_workbook(io.BytesIO(content))
    return [
        [(str(cell.value), cell.data_type == "f") for cell in row]
        for page in book
        for row in page.iter_rows()
    ]


def is_number(text: str) -> bool:
    return text.startswith("-") and text[1:].replace(".", "").replace(",", "").isdigit()


def run(rows: list[list[tuple[str, bool]]]) -> list[str]:
    return [text for row in rows for text, runs in row if runs]


def test_no_list_runs_anything():
    things.load()
    clients: dict[str, Client] = {}
    before = {name for name, _ in files(clients)}
    assert len(before) > 50
    assert spoil_every_text() > 60
    found, bearing = {}, set()
    for name, rows in files(clients):
        found[name] = run(rows)
        bearing |= {name} if any(RUNS.strip() in text for row in rows for text, _ in row) else set()
    assert {name: cells for name, cells in found.items() if cells} == {}
    # What was written came through to nearly every list, so each was tried with it.
    assert (set(found), len(bearing) > 0.8 * len(found)) == (before, True), before - bearing


def test_a_formula_would_be_found():
    book = Workbook()
    book.worksheets[0]["A1"] = "=1+1"
    book.save(out := io.BytesIO())
    assert run(in_xlsx(out.getvalue())) == ["=1+1"]
    assert run(in_csv(b"a;=1+1;-3,5;'=2")) == ["=1+1"]
