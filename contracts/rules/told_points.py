"""A measurable point in a few Danish words: «mindst 48 pct. i 2022» (rammeaftalen afsnit 7.1)."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import Protocol

from kkr_portal.danish_numbers import decimal


class Kind(Enum):
    """Every kind of point, by the word that is stored; ``targets.Kind`` has those that one figure judges."""

    SHARE = "share"
    RISE = "rise"
    COUNT = "count"
    NET_PROMOTER_SCORE = "net_promoter_score"
    ACTIVITY = "activity"
    CONTROL_GROUP = "control_group"
    ROUGHLY_EQUAL = "roughly_equal"
    SPREAD = "spread"


class Told(Protocol):
    """The fields that are told. ``value`` in the printed unit: 48 for 48 pct."""

    @property
    def kind(self) -> Kind: ...
    @property
    def value(self) -> Fraction | None: ...
    @property
    def due(self) -> int | None: ...
    @property
    def base(self) -> int | None: ...
    @property
    def reading(self) -> str: ...
    @property
    def noun(self) -> str: ...


def number(value: Fraction) -> str:
    """«48», «48,5», «48,25»: no more decimals than there are."""
    text = decimal(value, 2)
    return text.rstrip("0").rstrip(",") if "," in text else text


def amount(point: Told) -> str:
    """What is asked for, without its year."""
    value = "" if point.value is None else number(point.value)
    match point.kind:
        case Kind.SHARE:
            return f"mindst {value} pct."
        case Kind.RISE:
            return f"en stigning på {value} procentpoint"
        case Kind.COUNT:
            return f"mindst {value} {point.noun}".strip()
        case Kind.NET_PROMOTER_SCORE:
            return f"en Net Promoter Score på mindst {value}"
        case Kind.ACTIVITY:
            return "en aktivitet"
        case Kind.CONTROL_GROUP if not value:
            return "et bedre resultat end en kontrolgruppe"
        case Kind.CONTROL_GROUP:
            return f"{value} procentpoint mere end en kontrolgruppe"
        case Kind.ROUGHLY_EQUAL:
            return f"højst {value} procentpoint fra halvdelen" if value else "nogenlunde lige meget af hver"
        case Kind.SPREAD if value:
            unit = "procentpoint" if point.reading == "points" else "pct."
            return f"en geografisk spredning på ± {value} {unit}"
    return "en geografisk spredning"


def asked(point: Told, year: int | None = None) -> str:
    """With its year; one without is told for ``year``, or as holding every year."""
    due = point.due or year
    if point.base and due:
        return f"{amount(point)} fra {point.base} til {due}"
    return f"{amount(point)} i {due}" if due else f"{amount(point)} hvert år"


def segments_told(segments: tuple[str, ...]) -> str:
    return f"for {' og '.join(segments)} hver for sig" if len(segments) > 1 else (
        f"for {segments[0]}" if segments else "samlet"
    )  # fmt: skip
