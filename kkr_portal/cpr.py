"""Finds what can be a CPR number in a text, so that none is published by mistake.

Which numbers have been given out, nobody but the CPR office knows: the day is checked, and nothing else. A
number is never repeated whole.
"""

from __future__ import annotations

import re
from datetime import date

_CPR = re.compile(
    r"(?<!\d)(\d{2})(\d{2})(\d{2})[ \N{NO-BREAK SPACE}]?[-–‑]?[ \N{NO-BREAK SPACE}]?(\d{4})(?!\d)"
)


def cpr_numbers(text: str) -> list[str]:
    """«010190-xxxx» for each, in the order of the text."""
    return [f"{found[1]}{found[2]}{found[3]}-xxxx" for found in _CPR.finditer(text) if _is_date(found)]


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
