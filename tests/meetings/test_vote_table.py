"""Tables of votes as people have them."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from meetings.vote_table import Unreadable, read_table, text_of

EXPECTED = [{"place": "Viborg", "party": "V", "votes": "17.928", "council_seats": "12"}]


@pytest.mark.parametrize(
    "text",
    [
        "kommune;parti;stemmer;mandater\nViborg;V;17.928;12",
        "Mandater\tKommune\tAntal stemmer\tListe\n12\tViborg\t17.928\tV\n\t\t\t\n",
        "\ufeff# en bemærkning\nKOMMUNE,Parti,Stemmer:,Mandater\n\nViborg, V ,17.928,12\n",
        'kommune;parti;stemmer;mandater;note\n"Viborg";V;17.928;12;"en; to"',
    ],
)
def test_columns_by_heading_in_any_order_and_any_separator(text):
    assert [line.cells for line in read_table(text).lines] == EXPECTED


def test_lines_keep_their_number_and_what_is_not_used_is_named():
    table = read_table("# fra valget\nparti;stemmer;pct.\n\nV;1;2\n")
    assert (table.lines[0].number, table.unused, table.comments) == (4, ("pct.",), ("fra valget",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "tom"),
        ("# kun en bemærkning", "tom"),
        ("Viborg;V;17928;12", "overskrifter"),
        ("kommune;stemmer\nViborg;1", "overskrifter"),
        ("parti;liste;stemmer\nV;V;1", "To kolonner er overskrevet som parti"),
        ("parti;stemmer\nV;\x001", "tegn"),
        ("parti;stemmer\n" + "V;1\n" * 3001, "over 3000 rækker"),
    ],
)
def test_what_can_not_be_read_says_why(text, message):
    with pytest.raises(Unreadable, match=message):
        read_table(text)


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
    assert [line.cells for line in read_table(text).lines] == [
        {"place": "Viborg", "party": "V", "votes": "17928"},
        {"place": "Ærø", "party": 'Liste "Ø"'},
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
