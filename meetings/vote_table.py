"""A table of votes as people have it: pasted text, CSV or a spreadsheet, with its columns in any order.

Nothing is looked up here: the answer is lines of named texts. ``vote_import`` says what they mean.
"""

from __future__ import annotations

from dataclasses import dataclass

from kkr_portal.uploaded_tables import Unreadable, comments_of, rows_of

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
    rows = rows_of(text)
    return _by_heading(rows[0][1], rows[1:], comments_of(text))


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
