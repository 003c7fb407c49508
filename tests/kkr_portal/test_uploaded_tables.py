"""Tables as people have them: pasted, CSV, spreadsheets, and what is none."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from kkr_portal.uploaded_tables import Unreadable, comments_of, rows_of, text_of


def test_rows_keep_their_number_and_comments_are_no_rows():
    text = "\ufeff# fra KL\nkommune;tal\n\n Viborg ;3\n"
    assert rows_of(text) == [(2, ["kommune", "tal"]), (4, ["Viborg", "3"])]
    assert comments_of(text) == ("fra KL",)


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("tal", content)


def xlsx(*rows: list[object]) -> bytes:
    book = Workbook()
    book.active.title = "Tom"
    sheet = book.create_sheet("Tal")
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_spreadsheets_first_sheet_with_something_in_it():
    text = text_of(
        upload(xlsx(["kommune", "parti", "stemmer"], ["Viborg", "V", 17928.0], ["Ærø", 'Liste "Ø"', None]))
    )
    assert rows_of(text) == [
        (1, ["kommune", "parti", "stemmer"]),
        (2, ["Viborg", "V", "17928"]),
        (3, ["Ærø", 'Liste "Ø"']),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_as_danish_programs_write_them(encoding):
    assert "Ø;1" in text_of(upload("parti;stemmer\nØ;1".encode(encoding)))


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)
    return out.getvalue()


def entities() -> bytes:
    """A workbook with one cell: entities of entities, which stand for a thousand million characters."""
    lines = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY e0 "ha">{lines}]>'
    out, sheet = io.BytesIO(), "xl/worksheets/sheet2.xml"
    with zipfile.ZipFile(io.BytesIO(xlsx(["navn"]))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, doctype + text.replace("navn", "&e9;") if name == sheet else text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "tom"),
        (b"x" * 5_000_001, "må højst fylde 5 MB"),
        (b"x" * 2_000_001, "for meget tekst"),
        (b"PK\x03\x04 ikke et regneark", "kan ikke læses"),
        (b"\xd0\xcf\x11\xe0 gammelt xls", "XLSX eller CSV"),
        (b"%PDF-1.7", "XLSX eller CSV"),
        (b"\xff\xfea", "tegn kan ikke læses"),
        (xlsx(), "tomt"),
        (bomb(), "for stort"),
        (entities(), "kan ikke læses"),
        (xlsx(*([n] for n in range(5002))), "over 5000 rækker"),
        (xlsx(range(70)), "over 60 kolonner"),
    ],
    ids=[
        "empty",
        "large",
        "much text",
        "broken",
        "xls",
        "pdf",
        "utf-16",
        "no cells",
        "bomb",
        "entities",
        "rows",
        "columns",
    ],
)
def test_files_that_can_not_be_read(content, message):
    with pytest.raises(Unreadable, match=message):
        text_of(upload(content))


def test_a_cell_in_quotes_may_go_over_lines():
    assert rows_of('navn;note\n"Bo Ås";"første\nanden"\nIb;x') == [
        (1, ["navn", "note"]),
        (2, ["Bo Ås", "første anden"]),
        (4, ["Ib", "x"]),
    ]


def test_a_quote_without_an_end_swallows_no_rows():
    assert rows_of('a;b\n"Bo;1\nIb;2\nUlla";3') == [
        (1, ["a", "b"]),
        (2, ["Bo;1"]),
        (3, ["Ib", "2"]),
        (4, ['Ulla"', "3"]),
    ]


def test_the_separator_is_the_one_that_most_rows_have():
    assert rows_of("Liste, pr. 1. marts\nnavn;tal\nBo;1,5") == [
        (1, ["Liste, pr. 1. marts"]),
        (2, ["navn", "tal"]),
        (3, ["Bo", "1,5"]),
    ]


def test_what_guards_against_formulas_comes_off_and_other_apostrophes_stay():
    assert rows_of("'=1+1;'s-Hertogenbosch;''x") == [(1, ["=1+1", "'s-Hertogenbosch", "''x"])]


def workbook(fill) -> bytes:
    book = Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_days_numbers_and_answers_as_people_write_them():
    rows = [
        [date(2022, 1, 1), datetime(2022, 1, 1, 9, 30, tzinfo=UTC).replace(tzinfo=None), 1.5, True, "#REF!"]
    ]
    assert rows_of(text_of(upload(xlsx(*rows)))) == [
        (1, ["01.01.2022", "01.01.2022 09.30", "1,5", "ja", "#REF!"])
    ]


def test_a_hidden_sheet_is_not_read():
    def fill(book):
        book.active.title, book.active.sheet_state = "Skjult", "hidden"
        book.active.append(["hemmelig"])
        book.create_sheet("Vist").append(["navn"])

    assert rows_of(text_of(upload(workbook(fill)))) == [(1, ["navn"])]


def test_which_of_several_sheets_was_read_is_told():
    def fill(book):
        book.active.title = "Tal"
        book.active.append(["navn"])
        book.create_sheet("Andet").append(["x"])
        book.create_sheet("Tomt")

    text = text_of(upload(workbook(fill)))
    assert comments_of(text) == ("Læst fra arket «Tal» og ikke fra «Andet».",)
    assert rows_of(text) == [(1, ["navn"])]


def test_merged_titles_empty_rows_and_formulas():
    def fill(book):
        sheet = book.active
        sheet["A1"] = "Folketal"
        sheet.merge_cells("A1:C1")
        sheet["A3"], sheet["B3"] = "kommune", "tal"
        sheet["A6"], sheet["B6"] = "Viborg", "=1+1"  # nobody has computed it
        sheet["A9000"].number_format = "dd.mm.yyyy"

    assert rows_of(text_of(upload(workbook(fill)))) == [
        (1, ["Folketal"]),
        (3, ["kommune", "tal"]),
        (6, ["Viborg"]),
    ]


def test_rows_far_down_are_not_lost():
    def fill(book):
        book.active["A1"], book.active["A20000"] = "navn", "Bo"

    assert rows_of(text_of(upload(workbook(fill)))) == [(1, ["navn"]), (20000, ["Bo"])]
