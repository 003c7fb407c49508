"""Which column of a table is which, by its heading: in any order, with or without accents, below titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from kkr_portal.danish_numbers import whole_number
from kkr_portal.forms import DanishDateField
from kkr_portal.uploaded_tables import Unreadable, comments_of, rows_of

TITLES = 15  # rows above the headings
_FOLDED = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe"})
_QUARTER = re.compile(r"(?P<year>[12]\d{3})\s*[kq]\s*(?P<quarter>[1-4])", re.IGNORECASE)
_SERIAL = re.compile(r"[2-9]\d{4}", re.ASCII)  # a day as spreadsheets count it: 44562 is 1 January 2022
_SERIAL_ZERO = date(1899, 12, 30)

Rows = Sequence[tuple[int, list[str]]]


@dataclass(frozen=True)
class Column:
    """``shown``: what messages and the template call it; ``words``: other headings that it may have.

    ``told`` and ``example`` are for the template: what to write there, and something made up.
    """

    key: str
    shown: str
    words: Sequence[str] = ()
    told: str = ""
    example: str | int | date = ""


@dataclass(frozen=True)
class Line:
    """``number`` counts from 1 as in the text or the spreadsheet, headings and comments included.

    ``cells`` by the column's key; those under a heading that is not ours by the heading, if they were kept.
    """

    number: int
    cells: dict[str, str]

    def get(self, key: str) -> str:
        return self.cells.get(key, "")


@dataclass(frozen=True)
class Table:
    """``columns``: the keys that were found. ``unused``: headings that mean nothing here."""

    columns: tuple[str, ...]
    unused: tuple[str, ...]
    lines: tuple[Line, ...]
    comments: tuple[str, ...] = ()


def folded(text: str) -> str:
    """The heading so that capitals, accents, signs and spaces make no difference."""
    lower = text.lower().translate(_FOLDED)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9%]+", " ", plain).split())


def read_table(text: str, columns: Sequence[Column], needed: Sequence[Sequence[str]]) -> Table:
    """The table in ``text``: its headings are the first row that has one key of each group of ``needed``.

    Raises Unreadable, which names what is missing.
    """
    return table_of(rows_of(text), columns, needed, comments=comments_of(text))


def table_of(
    rows: Rows, columns: Sequence[Column], needed: Sequence[Sequence[str]], *,
    comments: tuple[str, ...] = (), spare: bool = False,
) -> Table:  # fmt: skip
    """``spare``: keep the cells of other columns too, by their heading."""
    words = {folded(word): column for column in columns for word in (column.shown, *column.words)}
    shown = {column.key: column.shown for column in columns}
    best: set[str] = set()
    for place, (_, headings) in enumerate(rows[:TITLES]):
        found = [words.get(folded(heading)) for heading in headings]
        keys = [column.key for column in found if column]
        if all(set(group) & set(keys) for group in needed):
            if double := next((key for key in keys if keys.count(key) > 1), None):
                raise Unreadable(f"To kolonner er overskrevet som {shown[double]}. Slet den ene.")
            return _below(headings, found, rows[place + 1 :], comments, spare)
        best = max(best, set(keys), key=len)
    missing = [" eller ".join(shown[key] for key in group) for group in needed if not set(group) & best]
    fitting = ", ".join(f"«{column.shown}»" for column in columns)
    raise Unreadable(
        f"Der mangler en kolonne med {' og en med '.join(missing)}. Den første række skal være overskrifter; "
        f"portalen kender {fitting}."
    )


def _below(
    headings: Sequence[str],
    found: Sequence[Column | None],
    rows: Rows,
    comments: tuple[str, ...],
    spare: bool,
) -> Table:
    keys = [
        column.key if column else heading if spare else ""
        for heading, column in zip(headings, found, strict=True)
    ]
    lines = [
        Line(number, {key: cell for key, cell in zip(keys, cells, strict=False) if key})
        for number, cells in rows
    ]
    return Table(
        tuple(column.key for column in found if column),
        tuple(heading for heading, column in zip(headings, found, strict=True) if heading and not column),
        tuple(line for line in lines if any(line.cells.values())),
        comments,
    )


def day_of(typed: str) -> date:
    """The day of «01.01.2022», «1. januar 2022», «2022K1» (the quarter's first day) or a spreadsheet's 44562.

    Raises ValueError with a Danish sentence without its full stop.
    """
    text = typed.strip()
    if found := _QUARTER.fullmatch(text):
        return date(int(found["year"]), 3 * int(found["quarter"]) - 2, 1)
    if _SERIAL.fullmatch(text):
        return _SERIAL_ZERO + timedelta(days=int(text))
    try:
        day = DanishDateField(required=False).clean(text)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages).rstrip(".")) from None
    if day is None:
        raise ValueError("Datoen mangler")
    return day


def count_of(typed: str, *, of: str, most: int) -> int:
    """The whole number of «1.234», «1 234» or «1234,0». Raises ValueError with a Danish sentence."""
    text = re.sub(r",0+$", "", typed.strip())
    if not text:
        raise ValueError(f"{of.capitalize()} mangler")
    try:
        number = whole_number(text)
    except ValueError:
        raise ValueError(f"«{typed[:40]}» under {of} er ikke et helt tal") from None
    if number > most:
        raise ValueError(f"{typed[:40]} under {of} er for stort")
    return number
