"""A stored point as the rules take it, and what it asks for in a few words."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from contracts.models.points import Point
from contracts.rules import framework_check as rule
from contracts.rules.told_points import Kind, amount, segments_told


def point_of(stored: Point) -> rule.Point:
    """Of a contract or of a framework agreement, in the printed unit."""
    return rule.Point(
        kind=Kind(stored.kind),
        value=_exact(stored.value),
        segments=stored.segment_names,
        due=stored.due_year,
        base=stored.base_year,
        reading=stored.reading,
        noun=stored.unit_noun,
    )


def asked_of(stored: Point, value: object = None) -> str:
    """«mindst 45 pct.», «mindst 70, for drift og vækst hver for sig»; ``value`` in place of the point's."""
    point = point_of(stored)
    if value is not None:
        point = replace(point, value=_exact(value))
    text = amount(point)
    if point.base:
        text += f" siden {point.base}"
    return f"{text}, {segments_told(point.segments)}" if point.segments else text


def _exact(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))
