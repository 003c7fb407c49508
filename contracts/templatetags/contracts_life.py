"""How the pages of a contract's life read what they are handed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template

from contracts.rules.told_points import number

register = template.Library()


@register.filter
def at(mapping: Mapping[Any, Any], key: Any) -> Any:
    """What a mapping has under a key that is itself a variable; empty where it has nothing."""
    return mapping.get(key, "")


@register.filter
def figure(value: Decimal | None) -> str:
    """«48,5» for 48.50, with no more decimals than there are."""
    return "" if value is None else number(Fraction(value))


@register.filter
def lower_first(text: str) -> str:
    """«for KKR» for «For KKR»."""
    return f"{text[:1].lower()}{text[1:]}"
