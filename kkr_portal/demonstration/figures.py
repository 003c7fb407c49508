"""The source document's figures, read from ``data/*.csv``.

Each file is UTF-8 with ``;`` between the columns, and its first line says where the figures come from.
In longer texts ``¶`` separates paragraphs and ``*`` begins a point of a list.
"""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"
SOURCE_LINE = "# kilde: "
NIL = "-"  # how the source prints a quota of zero


def rows(name: str) -> list[dict[str, str]]:
    """The rows of ``data/<name>.csv`` in their order.

    Raises ValueError where the source line is missing or a row has more or fewer cells than the heading.
    """
    path = DATA / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        if not next(lines).startswith(SOURCE_LINE):
            raise ValueError(f"{path.name}: the first line must begin with {SOURCE_LINE!r}")
        table = list(csv.DictReader(lines, delimiter=";", quoting=csv.QUOTE_NONE, strict=True))
    for number, row in enumerate(table, start=3):
        if None in row or None in row.values():
            raise ValueError(f"{path.name}, line {number}: wrong number of cells")
    return table


def quota(cell: str) -> int:
    """A quota as printed: ``-`` is zero."""
    return 0 if cell == NIL else int(cell)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a longer text; a paragraph sign and its number stay on one line."""
    text = text.replace("§ ", "§\N{NO-BREAK SPACE}").replace("stk. ", "stk.\N{NO-BREAK SPACE}")
    return [part.strip() for part in text.split("¶") if part.strip()]
