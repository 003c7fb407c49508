"""A table as people have it, pasted, as CSV or as a spreadsheet: numbered rows of plain texts.

Nothing is looked up here. A formula is never run: a spreadsheet gives its last computed value, or its text.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from django.core.files.base import File

from kkr_portal.spreadsheets import FORMULA

MAX_BYTES, MAX_UNPACKED = 5_000_000, 40_000_000
MAX_TEXT = 2_000_000  # bytes: what a form carries from the preview to the confirmation
MAX_LINES, MAX_COLUMNS = 5000, 60
MAX_LINES_OF_A_CELL = 20
SEPARATORS = "\t;,"
DAMAGED = "Regnearket kan ikke læses. Gem det igen som XLSX eller CSV, og prøv igen."
TOO_LONG = f"Tabellen har over {MAX_LINES} rækker. Del den op."


class Unreadable(Exception):
    """The table can't be read at all; the message is a Danish sentence that says why and what to do."""


def rows_of(text: str) -> list[tuple[int, list[str]]]:
    """The rows with their numbers, from 1, of a text separated by tabs, semicolons or commas.

    Empty lines and lines that begin with # are left out, and counted. A cell in quotes may go over several
    lines; its row has the first one's number. Raises Unreadable.
    """
    if "\0" in text:
        raise Unreadable(
            "Teksten indeholder tegn, der ikke kan læses. Gem tabellen som CSV eller XLSX, og prøv igen."
        )
    lines = text.removeprefix("\ufeff").splitlines()
    filled = [line for line in lines if _is_row(line)]
    if not filled:
        raise Unreadable("Tabellen er tom.")
    if len(filled) > MAX_LINES * MAX_LINES_OF_A_CELL:
        raise Unreadable(TOO_LONG)
    separator = max(SEPARATORS, key=lambda mark: sum(mark in line for line in filled))
    rows: list[tuple[int, list[str]]] = []
    at = 0
    while at < len(lines):
        if not _is_row(lines[at]):
            at += 1
            continue
        cells, taken = _record(lines[at : at + MAX_LINES_OF_A_CELL], separator)
        rows.append((at + 1, [_unguarded(" ".join(cell.splitlines()).strip()) for cell in cells]))
        at += taken
        if len(rows) > MAX_LINES:
            raise Unreadable(TOO_LONG)
    return rows


def _is_row(line: str) -> bool:
    return bool(line.strip("\t ;,")) and not line.startswith("#")


def _record(lines: list[str], separator: str) -> tuple[list[str], int]:
    """The first row of ``lines``, and how many of them it takes.

    A quote without an end is only a sign: nor may one swallow the rows below it, up to another such quote.
    """
    strict = csv.reader((f"{line}\n" for line in lines), delimiter=separator, strict=True)
    try:
        cells = next(strict)
        if not any("\n" in cell and separator in cell for cell in cells):
            return cells, strict.line_num
    except csv.Error:
        pass
    try:
        return next(csv.reader(lines[:1], delimiter=separator)), 1
    except csv.Error:
        raise Unreadable("Tabellen kan ikke læses: et felt er for langt.") from None


def _unguarded(cell: str) -> str:
    """Without the apostrophe that the portal's own CSV puts before what a spreadsheet would run."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell


def comments_of(text: str) -> tuple[str, ...]:
    """What stands in the lines that begin with #."""
    lines = text.removeprefix("\ufeff").splitlines()
    return tuple(line.lstrip("# ") for line in lines if line.startswith("#"))


def text_of(upload: File, *, what: str = "en tabel") -> str:
    """The uploaded CSV or XLSX file as text that ``rows_of`` reads. Raises Unreadable."""
    if (upload.size or 0) > MAX_BYTES:
        raise Unreadable(f"Filen er for stor. En fil med {what} må højst fylde {MAX_BYTES // 1_000_000} MB.")
    content = upload.read()
    if not content:
        raise Unreadable("Filen er tom.")
    text = _text_of_xlsx(content) if content.startswith(b"PK\x03\x04") else _decoded(content)
    if len(text.encode(errors="replace")) > MAX_TEXT:
        raise Unreadable(f"Der er for meget tekst i filen til en fil med {what}. Del den op.")
    return text


def _decoded(content: bytes) -> str:
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
    """The first sheet that is shown and not empty, cell by cell, with tabs between.

    Rows keep their numbers. Where other sheets hold something too, a last line says which one was read.
    """
    from openpyxl import load_workbook  # only here: most requests never read a spreadsheet

    try:
        if sum(one.file_size for one in zipfile.ZipFile(io.BytesIO(content)).infolist()) > MAX_UNPACKED:
            raise Unreadable("Regnearket er for stort.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        read: list[str] = []
        name, others = "", []
        for sheet in shown:
            if read:
                others += [sheet.title] if next(_filled(sheet), None) else []
            elif read := _lines_of(sheet):
                name = sheet.title
    except Unreadable:
        raise
    except Exception:
        raise Unreadable(DAMAGED) from None
    if not read:
        raise Unreadable("Regnearket er tomt. Skjulte ark læses ikke.")
    if others:
        read.append(f"# Læst fra arket «{name}» og ikke fra {', '.join(f'«{one}»' for one in others)}.")
    return "\n".join(read)


def _filled(sheet: Any) -> Iterator[tuple[int, tuple[object, ...]]]:
    """The rows that are not empty, with their numbers from 1."""
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True), 1):
        if any(cell not in (None, "") for cell in row):
            yield number, row


def _lines_of(sheet: Any) -> list[str]:
    lines: list[str] = []
    for number, row in islice(_filled(sheet), MAX_LINES + 1):
        if len(row) > MAX_COLUMNS and row[MAX_COLUMNS] is not None:
            raise Unreadable(f"Tabellen har over {MAX_COLUMNS} kolonner. Slet dem, der ikke skal bruges.")
        lines += [""] * (min(number, 10 * MAX_LINES) - 1 - len(lines))  # rows keep their numbers
        lines.append("\t".join(_cell(cell) for cell in row).rstrip("\t"))
    if sum(map(bool, lines)) > MAX_LINES:
        raise Unreadable(TOO_LONG)
    return lines


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, float):  # with a comma: «1.234» would be read as twelve hundred and thirty-four
        return str(value).replace(".", ",")
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return f"{value:%d.%m.%Y %H.%M}" if isinstance(value, datetime) else f"{value:%d.%m.%Y}"
    text = " ".join(str(value).split())
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if '"' in text or text.startswith("#") else text
