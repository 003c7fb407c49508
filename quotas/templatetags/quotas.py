"""How the model's exact numbers are shown."""

from fractions import Fraction

from django import template

from kkr_portal.danish_numbers import decimal, percent

register = template.Library()


@register.filter
def decimals(number: Fraction | int | None, places: int) -> str:
    """«0,0371», rounded half up; nothing for None."""
    return "" if number is None else decimal(number, places)


@register.filter
def percents(share: Fraction) -> str:
    """«3,0 pct.»"""
    return percent(share)
