"""How a result compares with what was asked for, with the arithmetic shown (rammeaftalen afsnit 7.1).

«312 af 360 = 86,7 pct. ≥ 80 pct.»: the sign is the verdict's, and the figure gets more decimals where
rounding would say something else than the verdict.
"""

from __future__ import annotations

from fractions import Fraction

from contracts.rules.targets import Judged, Kind, Measurement, Target
from contracts.rules.told_points import number
from kkr_portal.danish_numbers import decimal

HUNDRED = 100
IN_PER_CENT = {Kind.SHARE, Kind.RISE, Kind.CONTROL_GROUP, Kind.ROUGHLY_EQUAL}
MOST_DECIMALS = 4


def figure(value: Fraction, against: Fraction | None = None) -> str:
    """``value`` with one decimal at most, or with as many as it takes to stay on its side of ``against``."""
    for places in range(1, MOST_DECIMALS + 1):
        text = decimal(value, places)
        shown = Fraction(text.replace(".", "").replace(",", "."))
        if against is None or (shown >= against) == (value >= against):
            break
    return text.rstrip("0").rstrip(",") if "," in text else text


def sentence(target: Target, measured: Measurement, judged: Judged, *, noun: str = "") -> str:
    """The arithmetic of one figure; empty where there is nothing to show."""
    if target.kind is Kind.ACTIVITY:
        return {None: "", True: "Gennemført", False: "Ikke gennemført"}[measured.done]
    achieved, unit = judged.achieved, _unit(target.kind, noun)
    if achieved is None:
        return _incomplete(target.kind, measured)
    scale = HUNDRED if target.kind in IN_PER_CENT else 1
    got, asked = achieved * scale, None if target.value is None else target.value * scale
    if target.kind is Kind.ROUGHLY_EQUAL:
        return _roughly(measured, got, asked)
    if asked is None and target.kind is Kind.CONTROL_GROUP:
        asked = Fraction(0)
        sign = ">" if got > 0 else "≤"
    else:
        sign = "" if asked is None else "≥" if got >= asked else "<"
    text = f"{_steps(target.kind, measured)}{figure(got, asked)} {unit}".strip()
    return text if asked is None else f"{text} {sign} {number(asked)} {unit}".strip()


def _steps(kind: Kind, measured: Measurement) -> str:
    """What the figure is made of, up to and with «=»; empty where it was measured as it is."""
    if kind is Kind.RISE and measured.share is not None and measured.before is not None:
        now = f"{_fraction(measured)}{_percent(measured.share)}"
        return f"{now} − {_percent(measured.before)} = "
    if kind is Kind.CONTROL_GROUP and measured.value is not None and measured.control is not None:
        return f"{_percent(measured.value)} − {_percent(measured.control)} = "
    return _fraction(measured) if kind is Kind.SHARE else ""


def _fraction(measured: Measurement) -> str:
    if measured.numerator is None or not measured.denominator:
        return ""
    return f"{decimal(measured.numerator, 0)} af {decimal(measured.denominator, 0)} = "


def _roughly(measured: Measurement, got: Fraction, asked: Fraction | None) -> str:
    away = abs(got - 50)
    text = f"{_fraction(measured)}{figure(got)} pct., {figure(away, asked)} procentpoint fra halvdelen"
    if asked is None:
        return f"{text}; målepunktet siger ikke, hvor langt der må være"
    return f"{text} {'≤' if away <= asked else '>'} {number(asked)} procentpoint"


def _incomplete(kind: Kind, measured: Measurement) -> str:
    if kind is Kind.RISE and measured.share is not None:
        return f"{_fraction(measured)}{_percent(measured.share)}; den tidligere måling mangler"
    if kind is Kind.CONTROL_GROUP and measured.value is not None:
        return f"{_percent(measured.value)}; kontrolgruppens tal mangler"
    return ""


def _percent(share: Fraction) -> str:
    return f"{figure(share * HUNDRED)} pct."


def _unit(kind: Kind, noun: str) -> str:
    if kind is Kind.SHARE:
        return "pct."
    if kind in (Kind.RISE, Kind.CONTROL_GROUP):
        return "procentpoint"
    return "NPS" if kind is Kind.NET_PROMOTER_SCORE else noun
