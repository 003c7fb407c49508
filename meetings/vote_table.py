"""A table of votes as people have it: pasted text, CSV or a spreadsheet, with its columns in any order.

Nothing is looked up here: the answer is lines of named texts. ``vote_import`` says what they mean.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass

from django.core.files.base import File

MAX_BYTES, MAX_UNPACKED = 2_000_000, 40_000_000
MAX_LINES, MAX_COLUMNS = 3000, 60
HEADINGS = {
    "place": ["kommune", "kommunenavn", "kommunenr", "kommunekode", "sted"],
    "party": ["parti", "partinavn", "liste", "listenavn", "bogstav", "partibogstav", "listebogstav",
              "parti eller liste", "parti/liste"],
    "votes": ["stemmer", "stemmetal", "antal stemmer", "gyldige stemmer"],
    "council_seats": ["mandater", "mandat", "mandattal", "antal mandater"],
    "mayors": ["borgmester", "borgmestre", "borgmesterposter", "antal borgmestre", "borgmester(e)"],
    "source": ["kilde", "kilder"],
}  # fmt: skip
_BY_WORD = {word: column for column, words in HEADINGS.items() for word in words}
SHOWN = {"place": "kommune", "party": "parti", "votes": "stemmer", "council_seats": "mandater",
         "mayors": "borgmestre", "source": "kilde"}  # fmt: skip


class Unreadable(Exception):
    """The table can't be read at all; the message is a Danish sentence that says why and what to do."""


@dataclass(frozen=True)
class Line:
    """``number`` counts from 1 as in the text or the spreadsheet, headings and comments included."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class VoteTable:
    columns: tuple[str, ...]
    unused: tuple[str, ...]  # headings that mean nothing here
    lines: tuple[Line, ...]
    comments: tuple[str, ...]


def read_table(text: str) -> VoteTable:
    """The table in ``text``, separated by tabs, semicolons or commas. Raises Unreadable."""
    if "\0" in text:
        raise Unreadable(
            "Teksten indeholder tegn, der ikke kan læses. Gem tabellen som CSV eller XLSX, og prøv igen."
        )
    lines = list(enumerate(text.removeprefix("\ufeff").splitlines(), 1))
    comments = tuple(line.lstrip("# ") for _, line in lines if line.startswith("#"))
    lines = [(number, line) for number, line in lines if line.strip("\t ;,") and not line.startswith("#")]
    if not lines:
        raise Unreadable("Tabellen er tom.")
    if len(lines) > MAX_LINES:
        raise Unreadable(f"Tabellen har over {MAX_LINES} rækker. Del den op.")
    separator = next((mark for mark in "\t;," if mark in lines[0][1]), "\t")
    try:
        rows = [(number, next(csv.reader([line], delimiter=separator))) for number, line in lines]
    except csv.Error:
        raise Unreadable("Tabellen kan ikke læses: et felt er for langt.") from None
    return _by_heading(rows[0][1], rows[1:], comments)


def _by_heading(
    headings: list[str], rows: list[tuple[int, list[str]]], comments: tuple[str, ...]
) -> VoteTable:
    words = [" ".join(heading.lower().replace("\xa0", " ").strip(" .:*").split()) for heading in headings]
    columns = [_BY_WORD.get(word) for word in words]
    named = [column for column in columns if column]
    if "party" not in named or not {"votes", "council_seats", "mayors"} & set(named):
        raise Unreadable(
            "Den første række skal være overskrifter. Der skal være en kolonne med parti og mindst én med "
            "stemmer, mandater eller borgmestre."
        )
    if double := next((column for column in named if named.count(column) > 1), None):
        raise Unreadable(f"To kolonner er overskrevet som {SHOWN[double]}. Slet den ene.")
    lines = [
        Line(number, {c: cell.strip() for c, cell in zip(columns, cells, strict=False) if c})
        for number, cells in rows
    ]
    unused = tuple(h.strip() for h, column in zip(headings, columns, strict=True) if not column and h.strip())
    return VoteTable(tuple(named), unused, tuple(lines), comments)


def text_of(upload: File) -> str:
    """The uploaded CSV or XLSX file as text that ``read_table`` reads. Raises Unreadable."""
    if (upload.size or 0) > MAX_BYTES:
        raise Unreadable("Filen er for stor. En tabel med stemmetal må højst fylde 2 MB.")
    content = upload.read()
    if not content:
        raise Unreadable("Filen er tom.")
    if content.startswith(b"PK\x03\x04"):
        return _text_of_xlsx(content)
    if content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF")):
        raise Unreadable(
            "Filen er i et format, som portalen ikke læser. Gem den som XLSX eller CSV, og prøv igen."
        )
    for encoding in (
        ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    ):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("Filens tegn kan ikke læses. Gem den som CSV (UTF-8) eller XLSX, og prøv igen.")


def _text_of_xlsx(content: bytes) -> str:
    """The first sheet that is not empty, cell by cell, with tabs between."""
    from openpyxl import load_workbook  # only here: most requests never read a spreadsheet

    damaged = "Regnearket kan ikke læses. Gem det igen som XLSX eller CSV, og prøv igen."
    try:
        if sum(one.file_size for one in zipfile.ZipFile(io.BytesIO(content)).infolist()) > MAX_UNPACKED:
            raise Unreadable("Regnearket er for stort.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = list(sheet.iter_rows(max_row=MAX_LINES + 10, max_col=MAX_COLUMNS, values_only=True))
            if any(cell is not None for row in rows for cell in row):
                return "\n".join("\t".join(_cell(cell) for cell in row).rstrip("\t") for row in rows)
    except Unreadable:
        raise
    except Exception:
        raise Unreadable(damaged) from None
    raise Unreadable("Regnearket er tomt.")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = " ".join(str(value).split())
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if '"' in text else text
