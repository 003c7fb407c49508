"""What a point's figure can be, as the sentence for whoever typed another one."""

from __future__ import annotations

from decimal import Decimal

from contracts.models.points import Kind, in_rules
from contracts.rules import targets


def why_not(kind: Kind, value: Decimal | None) -> str:
    """Why ``value`` (in the printed unit) does not fit the kind; empty where it does."""
    if kind == Kind.ACTIVITY:
        return "" if value is None else "En aktivitet har intet tal."
    if kind == Kind.SPREAD:
        fits = value is None or 0 <= value <= 100
        return "" if fits else "Båndet for spredningen er mellem 0 og 100."
    if kind == Kind.ROUGHLY_EQUAL and value is None:
        return ""
    asked = targets.Target(targets.Kind[kind.name], in_rules(kind, value))
    return " ".join(breach.message.rstrip(".") + "." for breach in asked.breaches())
