"""The points of a signed contract that carry a figure, each with its revisions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from contracts.models import ResultContract, Target, TargetRevision
from contracts.targets_in_force import latest_value


@dataclass(frozen=True)
class Revised:
    target: Target
    revisions: list[TargetRevision]
    latest: Decimal


def revised(contract: ResultContract) -> list[Revised]:
    """Those that may be revised; empty before the signing. Two queries."""
    if not contract.is_signed:
        return []
    targets = Target.objects.filter(goal__contract=contract, value__isnull=False)
    targets = targets.select_related("goal").prefetch_related("revisions")
    found = []
    for target in targets.order_by("goal__number", "position"):
        rows = sorted(target.revisions.all(), key=lambda one: one.number)
        found.append(Revised(target, rows, latest_value(target, rows)))
    return found
