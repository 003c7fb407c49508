"""Whatever people paste: the readers answer, or say in Danish why not; a plan writes nothing."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from kkr_portal.importing import organisations, populations
from kkr_portal.importing.headings import count_of, day_of
from kkr_portal.registry.models import Organisation, Population
from kkr_portal.uploaded_tables import Unreadable, rows_of, text_of
from tests.importing.test_populations import SAYS, TODAY

WORDS = [
    "kommune", "Kommunekode", "indbyggere", "Folketal", "dato", "kilde", "navn", "art", "2022K1", "Viborg",
    "751", "Århus", "1.234", "-3", "=1+1", "01.01.2022", "44562", "", '"', "'", "#", "i alt", "union",
    "\u2028",
]  # fmt: skip
cells = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
tables = st.builds(
    lambda rows, mark, end: end.join(mark.join(row) for row in rows),
    st.lists(st.lists(cells, max_size=6), max_size=8), st.sampled_from("\t;,"),
    st.sampled_from(["\n", "\r\n", "\r"]),
)  # fmt: skip
often = settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read_or_said(ask: Callable[[], Any]) -> Any:
    """What was read; None where it was refused with a whole sentence."""
    try:
        return ask()
    except Unreadable as reason:
        said = str(reason)
    assert said.endswith(".")
    return None


@often
@given(st.one_of(tables, st.text()))
def test_a_text_is_rows_or_unreadable(text):
    rows = read_or_said(lambda: rows_of(text)) or []
    assert [number for number, _ in rows] == sorted({number for number, _ in rows})


@often
@given(st.binary(max_size=400))
def test_bytes_are_text_or_unreadable(content):
    assert isinstance(read_or_said(lambda: text_of(SimpleUploadedFile("a", content))), str | None)


@settings(max_examples=40)
@given(st.lists(st.lists(st.one_of(cells, st.integers(), st.floats(), st.dates(), st.booleans(), st.none()),
                         max_size=5), max_size=5))  # fmt: skip
def test_a_workbook_keeps_its_rows_in_their_place(rows):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(
            [ILLEGAL_CHARACTERS_RE.sub("", one) if isinstance(one, str) else one for one in row]
        )
    book.save(out)
    found = read_or_said(lambda: rows_of(text_of(SimpleUploadedFile("a.xlsx", out.getvalue())))) or []
    assert {number for number, _ in found} <= set(range(1, len(rows) + 1))


@often
@given(cells)
def test_a_cell_is_a_day_a_count_or_a_sentence(text):
    for read in (day_of, lambda cell: count_of(cell, of="indbyggere", most=99)):
        said = "Læst"
        try:
            read(text)
        except ValueError as reason:
            said = str(reason)
        assert said[0].isupper() or said[0] in "«0123456789"


@pytest.mark.django_db
@often
@given(tables)
def test_a_plan_answers_and_writes_nothing(text):
    before = (list(Population.objects.values_list()), list(Organisation.objects.values_list()))
    for read, plan_of in (
        (populations.read, lambda table: populations.plan_populations(table, SAYS, TODAY)),
        (organisations.read, lambda table: organisations.plan_organisations(table, "K")),
    ):
        if table := read_or_said(lambda: read(text)):  # noqa: B023 – asked at once
            plan = plan_of(table)
            assert plan.fingerprint == plan_of(table).fingerprint
            assert all(row.note for row in plan.stopped)
            assert all(len(row.cells) == len(plan.heads) for row in plan.rows)
    assert (list(Population.objects.values_list()), list(Organisation.objects.values_list())) == before
