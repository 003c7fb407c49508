"""Tables as people have them: pasted, CSV, spreadsheets, and what is none."""

import io
import zipfile

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


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "tom"),
        (b"x" * 2_000_001, "for stor"),
        (b"PK\x03\x04 ikke et regneark", "kan ikke læses"),
        (b"\xd0\xcf\x11\xe0 gammelt xls", "XLSX eller CSV"),
        (b"%PDF-1.7", "XLSX eller CSV"),
        (b"\xff\xfea", "tegn kan ikke læses"),
        (xlsx(), "tomt"),
        (bomb(), "for stort"),
    ],
    ids=["empty", "large", "broken", "xls", "pdf", "utf-16", "no cells", "bomb"],
)
def test_files_that_can_not_be_read(content, message):
    with pytest.raises(Unreadable, match=message):
        text_of(upload(content))
