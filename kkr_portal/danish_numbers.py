"""Exact numbers as Danes write them: «33,1 pct.», «1.234». Rounded half up, and only here."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

_DECIMAL = re.compile(r"([-−]?)(\d{1,9}|\d{1,3}(?:[. \u00a0\u202f]\d{3}){1,2})(?:,(\d+))?", re.ASCII)
_WHOLE = re.compile(r"\d{1,9}|\d{1,3}(?:[.’' \u00a0\u202f]\d{3}){1,2}", re.ASCII)


def decimal(number: Fraction | int, places: int = 1) -> str:
    """«0,97», «1.234,5»; a minus stays in front."""
    scale = int(10**places)
    units = int((2 * abs(Fraction(number)) * scale + 1) // 2)
    whole, rest = divmod(units, scale)
    text = f"{whole:,}".replace(",", ".") + (f",{rest:0{places}}" if places else "")
    return f"-{text}" if number < 0 and units else text


def percent(share: Fraction | int, places: int = 1) -> str:
    return f"{decimal(share * 100, places)} pct."


def whole_number(text: str) -> int:
    """12345 from «12345», «12.345» or «12 345». Raises ValueError for anything else, also for a minus."""
    typed = text.strip()
    if not _WHOLE.fullmatch(typed):
        raise ValueError(text)
    return int(re.sub(r"\D", "", typed))


def decimal_number(text: str) -> Decimal:
    """1234.5 from «1.234,5» or «1234,5»; a dot groups thousands. Raises ValueError for anything else."""
    found = _DECIMAL.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    sign, whole, rest = found.groups()
    number = Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{rest or 0}")
    return -number if sign else number
