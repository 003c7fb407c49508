"""Lists as files for a spreadsheet: CSV as Danish programs open it, and XLSX. No cell runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

Cell: TypeAlias = str | int | Decimal | Fraction | date | None
KINDS = ("csv", "xlsx")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # a spreadsheet would run these
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60  # characters
NOT_IN_XLSX = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])
NOT_IN_A_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


@dataclass(frozen=True)
class Sheet:
    """``rows`` as long as ``head``. A number stays a number, a date a date, None an empty cell."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def download(
    sheets: Sheet | Sequence[Sheet], *, name: str, kind: str, day: date | None = None
) -> HttpResponse:
    """The file «name dd-mm-åååå.kind» to be saved. ``day``: what the list is true of; today, unless given.

    Raises Http404 for another kind than KINDS, and ValueError for more than one sheet in a CSV file.
    """
    chosen = [sheets] if isinstance(sheets, Sheet) else list(sheets)
    if kind not in KINDS:
        raise Http404
    if kind == "csv" and len(chosen) != 1:
        raise ValueError(f"a CSV file holds one sheet and not {len(chosen)}")
    file_name = f"{name.translate(NOT_IN_A_TITLE)} {day or timezone.localdate():%d-%m-%Y}.{kind}"
    content = as_csv(chosen[0]) if kind == "csv" else as_xlsx(chosen)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8" if kind == "csv" else XLSX)
    response["Content-Disposition"] = content_disposition_header(True, file_name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


def as_csv(sheet: Sheet) -> bytes:
    """With a byte order mark, semicolons and decimal commas."""
    out = io.StringIO("\ufeff", newline="")
    out.seek(0, io.SEEK_END)
    write = csv.writer(out, delimiter=";", lineterminator="\r\n").writerow
    write([safe(text) for text in sheet.head])
    for row in sheet.rows:
        write([_text(cell) for cell in row])
    return out.getvalue().encode()


def as_xlsx(sheets: Sequence[Sheet]) -> bytes:
    """A workbook with a page for each sheet; headings stay in view, text is text."""
    from openpyxl import Workbook  # only here: most requests never write a spreadsheet
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.title.translate(NOT_IN_A_TITLE)[:31])
        widths = [len(text) for text in sheet.head]
        for number, row in enumerate([list(sheet.head), *sheet.rows], 1):
            for column, cell in enumerate(row, 1):
                place = page.cell(number, column)
                if isinstance(cell, str):
                    place.value, place.data_type = cell.translate(NOT_IN_XLSX), "s"
                else:
                    place.value = _number(cell)
                    if isinstance(cell, date):
                        hours = " hh:mm" if isinstance(cell, datetime) else ""
                        place.number_format = f"dd.mm.yyyy{hours}"
                if number == 1:
                    place.font = Font(bold=True)
                widths[column - 1] = max(widths[column - 1], min(len(_text(cell)), WIDEST))
        for column, width in enumerate(widths, 1):
            page.column_dimensions[get_column_letter(column)].width = width + 2
        page.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def safe(text: str) -> str:
    """The text so that a spreadsheet that reads CSV takes it for text."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe(cell)
    number = _number(cell)
    if isinstance(number, datetime):
        return f"{number:%d.%m.%Y %H.%M}"
    if isinstance(number, date):
        return f"{number:%d.%m.%Y}"
    return f"{number:f}".replace(".", ",") if isinstance(number, Decimal) else str(number)


def _number(cell: Cell) -> int | Decimal | date | None:
    """A fraction with six decimals, a moment by the clock in Denmark; the rest as it is."""
    if isinstance(cell, datetime) and timezone.is_aware(cell):
        return timezone.make_naive(cell)
    if isinstance(cell, Fraction):
        return round(Decimal(cell.numerator) / Decimal(cell.denominator), 6)
    return cell  # type: ignore[return-value]
