"""Columns by their headings, and what people write in them."""

from datetime import date

import pytest

from kkr_portal.importing.headings import Column, count_of, day_of, folded, read_table
from kkr_portal.uploaded_tables import Unreadable

COLUMNS = [
    Column("name", "navn", ("medlem",)),
    Column("substitute", "stedfortræder"),
    Column("place", "kommune"),
    Column("year", "år"),
]
NEEDED = [("name",), ("place", "year")]


@pytest.mark.parametrize(
    "heading",
    ["stedfortræder", "STEDFORTRÆDER", " Stedfortraeder: ", "stedfortræder*", "\xa0Stedfortræder\xa0"],
)
def test_accents_capitals_and_signs_make_no_difference(heading):
    assert folded(heading) == "stedfortraeder"


@pytest.mark.parametrize(
    "text",
    [
        "navn;kommune;stedfortræder\nBo Ås;Skive;Ib Ø",
        "Medlemmer af KKR Midtjylland\t\t\n\t\t\nStedfortraeder\tKommune\tMedlem\nIb Ø\tSkive\tBo Ås\n\t\t",
        "Liste, trukket 1. marts\nKommune,Navn,Stedfortræder\nSkive,Bo Ås,Ib Ø\n,,\n",
    ],
)
def test_in_any_order_below_titles_and_above_empty_rows(text):
    table = read_table(text, COLUMNS, NEEDED)
    assert [line.cells for line in table.lines] == [{"name": "Bo Ås", "place": "Skive", "substitute": "Ib Ø"}]


def test_a_line_has_the_number_that_the_spreadsheet_shows():
    table = read_table("Titel\n\nNavn;Kommune;Farve\n\nBo;Skive;rød\n", COLUMNS, NEEDED)
    assert (table.lines[0].number, table.unused, table.columns) == (5, ("Farve",), ("name", "place"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("navn;farve\nBo;rød", "Der mangler en kolonne med kommune eller år."),
        ("a;b\n1;2", "Der mangler en kolonne med navn og en med kommune eller år."),
        ("navn;medlem;kommune\nBo;Bo;Skive", "To kolonner er overskrevet som navn"),
        ("", "Tabellen er tom"),
    ],
)
def test_what_is_missing_is_named(text, said):
    with pytest.raises(Unreadable, match=said):
        read_table(text, COLUMNS, NEEDED)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("01.01.2022", date(2022, 1, 1)),
        ("1. januar 2022", date(2022, 1, 1)),
        ("2022-01-01", date(2022, 1, 1)),
        ("2022K3", date(2022, 7, 1)),
        ("2022 k1", date(2022, 1, 1)),
        ("44562", date(2022, 1, 1)),
    ],
)
def test_days_as_people_and_spreadsheets_write_them(typed, day):
    assert day_of(typed) == day


@pytest.mark.parametrize(
    ("typed", "said"),
    [("31.02.2022", "findes"), ("i går", "kan ikke læses"), ("", "mangler"), ("2022K5", "kan ikke læses"),
     ("0000K1", "kan ikke læses")],
)  # fmt: skip
def test_what_is_no_day(typed, said):
    with pytest.raises(ValueError, match=said):
        day_of(typed)


@pytest.mark.parametrize(
    ("typed", "count"), [("1234", 1234), ("1.234", 1234), ("1 234", 1234), ("1234,0", 1234)]
)
def test_counts_as_danes_write_them(typed, count):
    assert count_of(typed, of="indbyggere", most=9999) == count


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Indbyggere mangler"), ("1,5", "helt tal"), ("-3", "helt tal"), ("10000", "for stort")],
)
def test_what_is_no_count(typed, said):
    with pytest.raises(ValueError, match=said):
        count_of(typed, of="indbyggere", most=9999)
