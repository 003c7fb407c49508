"""Finds what can be a CPR number in a text, so that none is published by mistake.

Which numbers have been given out, nobody but the CPR office knows: the day is checked, and nothing else. A
number is never repeated whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

_CPR = re.compile(
    r"(?<!\d)(\d{2})(\d{2})(\d{2})[ \N{NO-BREAK SPACE}]?[-–‑]?[ \N{NO-BREAK SPACE}]?(\d{4})(?!\d)"
)


def cpr_numbers(text: str) -> list[str]:
    """«010190-xxxx» for each, in the order of the text."""
    return [f"{found[1]}{found[2]}{found[3]}-xxxx" for found in _CPR.finditer(text) if _is_date(found)]


def refusal(rows: Iterable[Any]) -> str:
    """Why the texts of these rows (models) may not be published or closed, in Danish; "" where they may."""
    found = [
        f"{row}, {field.verbose_name}: {number}"
        for row in rows
        for field in row._meta.concrete_fields
        if field.get_internal_type() in ("CharField", "TextField") and not field.choices
        for number in cpr_numbers(getattr(row, field.attname))
    ]
    if not found:
        return ""
    return f"Her ser ud til at stå et CPR-nummer. Ret det, før du går videre: {'; '.join(found)}."


def _is_date(found: re.Match[str]) -> bool:
    """A date in some century: 29 February counts, since the year's last two digits leave it open."""
    day, month, year = int(found[1]), int(found[2]), int(found[3])
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False
