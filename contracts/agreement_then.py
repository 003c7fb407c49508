"""The framework agreement as it stood when a contract was signed, read out of the history.

What KL changes afterwards holds for later contracts. A signed one goes on being held against what its parties
had before them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from contracts.asked_of import point_of
from contracts.deleted import row_of
from contracts.models import FrameworkAgreement, FrameworkGoal, FrameworkTarget, Measure, ResultContract
from contracts.rules import framework_check as rule
from kkr_portal.history.tracked import events_of


def signed_at(contract: ResultContract) -> datetime | None:
    """When the database first knew the contract as signed; None while it is open."""
    if not contract.is_signed:
        return None
    closed = events_of(ResultContract).filter(pgh_obj_id=contract.pk)
    return (
        closed.exclude(status__in=ResultContract.OPEN)
        .order_by("pgh_id")
        .values_list("pgh_created_at", flat=True)
        .first()
    )


def agreement_then(agreement: FrameworkAgreement, moment: datetime) -> rule.Agreement:
    """Four queries."""
    then = list(_standing(FrameworkAgreement, moment, pgh_obj_id=agreement.pk))
    years = then[0] if then else agreement
    goals = sorted(_standing(FrameworkGoal, moment, agreement_id=agreement.pk), key=lambda one: one.number)
    measures = sorted(
        _standing(Measure, moment, goal_id__in=[one.pgh_obj_id for one in goals]),
        key=lambda one: one.position,
    )
    targets = sorted(
        _standing(FrameworkTarget, moment, measure_id__in=[one.pgh_obj_id for one in measures]),
        key=lambda one: (one.due_year is None, one.due_year, one.pgh_obj_id),
    )
    return rule.Agreement(
        years.first_year,
        years.last_year,
        tuple(
            rule.NationalGoal(
                goal.pgh_obj_id, goal.number, goal.title,
                tuple(
                    rule.Measure(
                        measure.pgh_obj_id, measure.name,
                        tuple(
                            point_of(row_of(FrameworkTarget, one))
                            for one in targets if one.measure_id == measure.pgh_obj_id
                        ),
                    )
                    for measure in measures if measure.goal_id == goal.pgh_obj_id
                ),
                goal.only_year,
            )
            for goal in goals
        ),
    )  # fmt: skip


def _standing(model: type[models.Model], moment: datetime, **of: object) -> Iterable[Any]:
    """The last event of each row until ``moment``, without the rows that were deleted by then."""
    events = events_of(model).filter(pgh_created_at__lte=moment, **of)
    last = events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return [one for one in last if one.pgh_label != "delete"]
