"""A table as people have it, pasted, as CSV or as a spreadsheet: numbered rows of plain texts.

Nothing is looked up here. A formula is never run: a spreadsheet gives its last computed value, or its text.
"""

from __future__ import annotations

import csv
import io
import zipfile

from django.core.files.base import File

MAX_BYTES, MAX_UNPACKED = 2_000_000, 40_000_000
MAX_LINES, MAX_COLUMNS = 3000, 60


class Unreadable(Exception):
    """The table can't be read at all; the message is a Danish sentence that says why and what to do."""


def rows_of(text: str) -> list[tuple[int, list[str]]]:
    """The rows with their numbers, from 1, of a text separated by tabs, semicolons or commas.

    Empty lines and lines that begin with # are left out, and counted. Raises Unreadable.
    """
    if "\0" in text:
        raise Unreadable(
            "Teksten indeholder tegn, der ikke kan læses. Gem tabellen som CSV eller XLSX, og prøv igen."
        )
    lines = list(enumerate(text.removeprefix("\ufeff").splitlines(), 1))
    lines = [(number, line) for number, line in lines if line.strip("\t ;,") and not line.startswith("#")]
    if not lines:
        raise Unreadable("Tabellen er tom.")
    if len(lines) > MAX_LINES:
        raise Unreadable(f"Tabellen har over {MAX_LINES} rækker. Del den op.")
    separator = next((mark for mark in "\t;," if mark in lines[0][1]), "\t")
    try:
        return [
            (number, [cell.strip() for cell in next(csv.reader([line], delimiter=separator))])
            for number, line in lines
        ]
    except csv.Error:
        raise Unreadable("Tabellen kan ikke læses: et felt er for langt.") from None


def comments_of(text: str) -> tuple[str, ...]:
    """What stands in the lines that begin with #."""
    lines = text.removeprefix("\ufeff").splitlines()
    return tuple(line.lstrip("# ") for line in lines if line.startswith("#"))


def text_of(upload: File, *, what: str = "en tabel") -> str:
    """The uploaded CSV or XLSX file as text that ``rows_of`` reads. Raises Unreadable."""
    if (upload.size or 0) > MAX_BYTES:
        raise Unreadable(f"Filen er for stor. En fil med {what} må højst fylde 2 MB.")
    content = upload.read()
    if not content:
        raise Unreadable("Filen er tom.")
    if content.startswith(b"PK\x03\x04"):
        return _text_of_xlsx(content)
    if content.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
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
    if isinstance(value, float):  # with a comma: «1.234» would be read as twelve hundred and thirty-four
        return str(value).replace(".", ",")
    text = " ".join(str(value).split())
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if '"' in text else text
