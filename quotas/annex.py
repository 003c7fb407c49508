"""An annex as the authority prints it, line by line: titles, region headings, municipalities, totals.

It may be pasted («101 København⇥30»), a CSV file or a spreadsheet, with or without column headings. Here it
is only sorted into lines; what the names and numbers mean is for ``annex_import`` and ``statistics_import``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from kkr_portal.danish_numbers import whole_number
from kkr_portal.uploaded_tables import rows_of

ZERO = {"-", "–", "—", "−", "‐"}  # how the authority prints that a municipality has no quota
_MINUS = re.compile(r"[-–—−‐÷]\s*\d")
_CODED = re.compile(r"0?(?P<code>\d{3})(?:[\s.]+(?P<name>\D.*))?")
_TOTAL = re.compile(r"\b(i\s?alt|total|sum|samlet)\b", re.IGNORECASE)
_COUNTRY = re.compile(r"\b(danmark|hele landet|landet|landstal)\b", re.IGNORECASE)
_REGION = re.compile(r"\bregion(?:en)?\s+(?P<name>hovedstaden|\w+)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TITLE = re.compile(r"kvote|bilag|udmeld|beregn|år\b|statistik", re.IGNORECASE)
CODES = {"kode", "kommunekode", "kommunenr", "kommunenummer", "nr"}
NAMES = {"kommune", "kommunenavn", "navn"}
QUOTA = (("kvote", "kommunekvote", "antal", "personer", "gæld"),)
STATISTICS = (("indbyg", "folketal", "befolkning"), ("indvand", "ikke-vest", "ikkevest"), ("famili",))


class Kind(Enum):
    TITLE = "overskrift"
    HEADING = "region"
    MUNICIPALITY = "kommune"
    TOTAL = "i alt"


@dataclass(frozen=True)
class Line:
    """``values`` as typed, one a column, fewer where some are missing; ``region``: the heading it is under.

    A total without a region is the country's.
    """

    number: int
    kind: Kind
    text: str
    code: str = ""
    name: str = ""
    region: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Annex:
    lines: list[Line] = field(default_factory=list)

    @property
    def years(self) -> list[int]:
        """The years that its titles name, before the first municipality."""
        found: list[int] = []
        for line in self.lines:
            if line.kind is Kind.MUNICIPALITY:
                break
            found += [int(year) for year in _YEAR.findall(line.text)]
        return list(dict.fromkeys(found))


def read_annex(text: str, *, columns: Sequence[Sequence[str]], is_name: Callable[[str], bool]) -> Annex:
    """The lines of the table. Raises ``uploaded_tables.Unreadable`` for what is no table at all.

    ``columns``: for each number of a line the beginnings of its heading. ``is_name``: whether a text is a
    municipality's name, which tells a line without a code from a title.
    """
    lines: list[Line] = []
    region, order = "", None
    for number, raw in rows_of(text):
        cells = _parted(raw)
        if not any(cells):
            continue
        if order is None and (order := _headings(cells, columns)):
            lines.append(Line(number, Kind.TITLE, _joined(cells)))
            continue
        line = _line(number, cells, order, len(columns), region, is_name)
        if line.kind is Kind.HEADING:
            region = line.region
        elif line.kind is Kind.TOTAL:
            region = ""
        lines.append(line)
    return Annex(lines)


def read_number(typed: str) -> int:
    """The whole number of persons; a dash alone is zero. Raises ValueError with a Danish sentence."""
    text = typed.strip()
    if text in ZERO:
        return 0
    if _MINUS.match(text):
        raise ValueError(f"«{text[:40]}» er negativt; en kvote er mindst 0")
    if text == "÷":
        raise ValueError("«÷» er hverken et tal eller en streg; skriv 0, hvis kommunen ingen kvote har")
    if text.startswith(("=", "+", "@")):
        raise ValueError(f"«{text[:40]}» er en formel og læses ikke; indsæt dens værdi")
    try:
        return whole_number(text)
    except ValueError:
        raise ValueError(f"«{text[:40]}» er ikke et helt tal") from None


def _parted(cells: list[str]) -> list[str]:
    """A line that was not parted by the table's own mark, but by semicolons or wide gaps."""
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        cells = filled[0].split(";") if ";" in filled[0] else re.split(r"\s{2,}", filled[0])
    return [" ".join(cell.split()) for cell in cells]


def _joined(cells: Sequence[str]) -> str:
    return " ".join(cell for cell in cells if cell)


def _headings(cells: list[str], columns: Sequence[Sequence[str]]) -> dict[str, int] | None:
    """Where the columns are, if this line has their headings."""
    words = [cell.lower().strip(" .:") for cell in cells]
    found: dict[str, int] = {}
    for place, word in enumerate(words):
        if word in CODES:
            found.setdefault("code", place)
        elif word in NAMES:
            found.setdefault("name", place)
        elif word == "region":
            found.setdefault("region", place)
    for n, beginnings in enumerate(columns):
        for place, word in enumerate(words):
            if word.startswith(tuple(beginnings)) and place not in found.values():
                found.setdefault(str(n), place)
    whole = {"name", *(str(n) for n in range(len(columns)))}
    return found if whole <= set(found) else None


def _line(
    number: int, cells: list[str], order: dict[str, int] | None, columns: int, region: str,
    is_name: Callable[[str], bool],
) -> Line:  # fmt: skip
    text = _joined(cells)
    code, name, values = _by_heading(cells, order, columns) if order else _by_place(cells, columns, is_name)
    if order and _TOTAL.search(text) and len(values) < columns:  # its cells are not under their headings
        code, name, values = _by_place(cells, columns, is_name)
    named = _REGION.search(name) or _REGION.search(text if not code else "")
    if not code and _TOTAL.search(text):
        of = "" if _COUNTRY.search(text) else named["name"] if named else region
        return Line(number, Kind.TOTAL, text, region=of, values=values)
    if not code and named and (name or text).lower().startswith("region"):
        return Line(number, Kind.HEADING, text, region=named["name"], values=values)
    if not code and not is_name(name) and (not values or _is_title(name, values)):
        return Line(number, Kind.TITLE, text)
    under = cells[order["region"]] if order and "region" in order and order["region"] < len(cells) else region
    return Line(number, Kind.MUNICIPALITY, text, code, name, under, values)


def _by_heading(cells: list[str], order: dict[str, int], columns: int) -> tuple[str, str, tuple[str, ...]]:
    def cell(name: str) -> str:
        return cells[order[name]] if name in order and order[name] < len(cells) else ""

    code, name = cell("code"), cell("name")
    if not code.isdecimal():  # «I alt» may stand in any of the first columns
        code, name = "", name or code
    if not code and (found := _CODED.fullmatch(name)):
        code, name = found["code"], found["name"] or ""
    values = [cell(str(n)) for n in range(columns)]
    return code, name, tuple(values) if all(values) else tuple(value for value in values if value)


def _by_place(
    cells: list[str], columns: int, is_name: Callable[[str], bool]
) -> tuple[str, str, tuple[str, ...]]:
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:
        words = filled[0].split(" ")
        front = " ".join(words[:-columns])
        coded = _CODED.fullmatch(front)
        if len(words) > columns and (is_name(front) or (coded and coded["name"])):
            filled = [front, *words[-columns:]]
    first, rest = filled[0], filled[1:]
    found = _CODED.fullmatch(first)
    if not found:
        return "", first, tuple(rest[-columns:])
    name = found["name"] or ""
    if not name and rest:
        name, rest = rest[0], rest[1:]
    return found["code"], name, tuple(rest[-columns:])


def _is_title(name: str, values: Sequence[str]) -> bool:
    """«Kommunekvoter | 2022»: words of a title, and a year instead of a number."""
    return bool(_TITLE.search(name)) and all(_YEAR.fullmatch(value) for value in values)
