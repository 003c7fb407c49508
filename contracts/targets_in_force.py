"""Which value of a signed target holds on a day, after its revisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from contracts.models import Target, TargetRevision


def value_on(target: Target, day: date, revisions: Iterable[TargetRevision] | None = None) -> Decimal | None:
    """The value in force on ``day``, in the printed unit. Give ``revisions`` where they are at hand.

    Of two that hold from the same day the later decided counts.
    """
    rows = target.revisions.all() if revisions is None else revisions
    held = [one for one in rows if one.holds_from <= day]
    return max(held, key=lambda one: (one.holds_from, one.number)).new_value if held else target.value


def latest_value(target: Target, revisions: Iterable[TargetRevision]) -> Decimal:
    """The value after the last revision, whenever it begins to hold."""
    last = max(revisions, key=lambda one: one.number, default=None)
    return last.new_value if last else target.value or Decimal(0)
