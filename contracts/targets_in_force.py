"""Which value of a signed target holds, after its revisions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from contracts.models import Target, TargetRevision


def revision_on(target: Target, day: date) -> TargetRevision | None:
    """The revision that holds on ``day``; None where the signed value does. Reads prefetched revisions.

    Of two that hold from the same day the later decided counts.
    """
    held = [one for one in target.revisions.all() if one.holds_from <= day]
    return max(held, key=lambda one: (one.holds_from, one.number), default=None)


def latest_value(target: Target, revisions: Iterable[TargetRevision]) -> Decimal:
    """The value after the last revision, whenever it begins to hold."""
    last = max(revisions, key=lambda one: one.number, default=None)
    return last.new_value if last else target.value or Decimal(0)
