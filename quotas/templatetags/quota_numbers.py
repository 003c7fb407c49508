"""Numbers of the map's legend as Danes write them."""

from fractions import Fraction

from django import template

from kkr_portal.danish_numbers import decimal

register = template.Library()


@register.filter
def quota_number(number: int | Fraction) -> str:
    """«1.400»; a fraction with one decimal."""
    return decimal(number, 0 if isinstance(number, int) else 1)
