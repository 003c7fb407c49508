"""Lists as CSV and XLSX."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.http import Http404
from django.utils import timezone
from openpyxl import load_workbook

from kkr_portal.spreadsheets import Sheet, as_csv, as_xlsx, download, safe

HEAD = ["Kommune", "Kvote", "Andel", "Dato"]
ROWS = [
    ["Ærø", 1417, Fraction(1, 3), date(2021, 9, 9)],
    ['=HYPERLINK("x")', -3, Decimal("45.50"), None],
    ["-", 0, None, date(2022, 1, 1)],
]


def test_csv_as_danish_programs_open_it():
    assert as_csv(Sheet("Kvoter", HEAD, ROWS)).decode() == (
        "\ufeffKommune;Kvote;Andel;Dato\r\n"
        "Ærø;1417;0,333333;09.09.2021\r\n"
        '"\'=HYPERLINK(""x"")";-3;45,50;\r\n'
        "'-;0;;01.01.2022\r\n"
    )


def test_a_workbook_keeps_numbers_dates_and_texts_apart():
    page = load_workbook(io.BytesIO(as_xlsx([Sheet("Kvoter 2021/2022", HEAD, ROWS)])))["Kvoter 2021-2022"]
    cells = [[(cell.value, cell.data_type) for cell in row] for row in page.iter_rows()]
    assert [value for value, _ in cells[0]] == HEAD
    assert cells[1][0] == ("Ærø", "s")
    assert cells[1][1] == (1417, "n")
    assert cells[1][3][0].date() == date(2021, 9, 9)
    assert cells[2][0] == ('=HYPERLINK("x")', "s")
    assert cells[2][3] == (None, "n")


def test_control_characters_do_not_break_the_workbook():
    page = load_workbook(io.BytesIO(as_xlsx([Sheet("a", ["Navn"], [["A\x00\x0bb"]])])))["a"]
    assert page["A2"].value == "Ab"


@pytest.mark.parametrize("sheets", [0, 2])
def test_a_csv_file_holds_one_sheet(sheets):
    with pytest.raises(ValueError, match="one sheet"):
        download([Sheet("a", ["b"], [])] * sheets, name="Liste", kind="csv")


def test_an_unknown_kind_is_an_address_that_does_not_exist():
    with pytest.raises(Http404):
        download(Sheet("a", ["b"], []), name="Liste", kind="ods")


def test_the_name_keeps_its_danish_letters_and_says_the_day():
    response = download(Sheet("a", ["b"], []), name="Opfølgning 3/4", kind="csv", day=date(2021, 10, 11))
    name = "Opf%C3%B8lgning%203-4%2011-10-2021.csv"
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"


def test_without_a_day_it_is_todays():
    response = download(Sheet("a", ["b"], []), name="Liste", kind="xlsx")
    assert f"Liste {timezone.localdate():%d-%m-%Y}.xlsx" in response["Content-Disposition"]


def test_a_moment_is_told_by_the_clock_in_denmark():
    at = datetime(2021, 10, 11, 22, 30, tzinfo=UTC)
    sheet = Sheet("a", ["Hvornår"], [[at]])
    assert as_csv(sheet).decode() == "\ufeffHvornår\r\n12.10.2021 00.30\r\n"
    page = load_workbook(io.BytesIO(as_xlsx([sheet])))["a"]
    assert page["A2"].value.isoformat() == "2021-10-12T00:30:00"


@pytest.mark.parametrize("cell", ["=1+1", "+45", "-1", "@SUM", "\tx", "\rx", "\nx"])
def test_a_text_that_a_spreadsheet_would_run(cell):
    assert (safe(cell), safe(f"a{cell}")) == (f"'{cell}", f"a{cell}")
