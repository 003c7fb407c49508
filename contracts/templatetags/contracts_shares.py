"""Shares as the tables print them."""

from __future__ import annotations

from fractions import Fraction

from django import template

from kkr_portal.danish_numbers import decimal

register = template.Library()


@register.filter
def share(value: Fraction) -> str:
    """«5,3» for a share of 0.053: per cent with one decimal."""
    return decimal(value * 100, 1)
