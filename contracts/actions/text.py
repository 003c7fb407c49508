"""What is done to focus areas, goals and obligations as a whole: added, deleted, brought back.

The caller holds the contract's row. Positions and numbers stay whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models, transaction
from django.db.models import Max

from contracts import deleted
from contracts.models import FocusArea, FrameworkGoal, Goal, Obligation, ResultContract, Target


def next_place(rows: models.QuerySet, column: str = "position") -> int:
    return (rows.aggregate(last=Max(column))["last"] or 0) + 1


@transaction.atomic
def add_focus_area(*, contract: ResultContract, area: FocusArea) -> FocusArea:
    """A new one at the end. A form that came twice (a double click) makes one."""
    last = contract.focus_areas.order_by("position").last()
    if last and (last.title, last.text) == (area.title, area.text):
        return last
    area.contract, area.position = contract, next_place(contract.focus_areas.all())
    area.save()
    return area


@transaction.atomic
def add_obligation(*, row: Obligation) -> Obligation:
    """A new one. A form that came twice (a double click) makes one."""
    said = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del said["id"], said["revision"]
    there = Obligation.objects.filter(**said).first()
    if there is None:
        row.save()
    return there or row


@transaction.atomic
def restore_focus_area(*, contract: ResultContract, event_id: int) -> FocusArea:
    """Bring a deleted one back, at the end. Raises DoesNotExist when there is none to bring back."""
    area = deleted.row_of(FocusArea, deleted.deleted_focus_areas(contract).get(pgh_id=event_id))
    area.position = next_place(contract.focus_areas.all())
    area.save(force_insert=True)
    return area


@transaction.atomic
def restore_goal(*, contract: ResultContract, event_id: int) -> Goal:
    """Bring a deleted goal back with the points that went with it; last, where its number is taken.

    Raises ObjectDoesNotExist when there is none, or its national goal is gone.
    """
    gone = deleted.deleted_goals(contract).get(pgh_id=event_id)
    if gone.framework_goal_id and not FrameworkGoal.objects.filter(pk=gone.framework_goal_id).exists():
        raise ObjectDoesNotExist
    goal = deleted.row_of(Goal, gone)
    if contract.goals.filter(number=goal.number).exists():
        goal.number = next_place(contract.goals.all(), "number")
    goal.save(force_insert=True)
    _bring_back(deleted.went_along(Target, gone, goal_id=goal.pk).order_by("position"))
    return goal


def _bring_back(events: models.QuerySet[Any]) -> None:
    """Points, those that others are part of first."""
    for event in sorted(events, key=lambda event: (event.part_of_id is not None, event.position)):
        deleted.row_of(Target, event).save(force_insert=True)


@transaction.atomic
def restore_target(*, goal: Goal, event_id: int) -> Target:
    """Bring a deleted point back as the goal's last. Raises DoesNotExist when there is none."""
    target = deleted.row_of(Target, deleted.deleted_targets(goal).get(pgh_id=event_id))
    target.position = next_place(goal.targets.all())
    target.save(force_insert=True)
    return target


@transaction.atomic
def restore_obligation(*, contract: ResultContract, event_id: int) -> Obligation:
    obligation = deleted.row_of(Obligation, deleted.deleted_obligations(contract).get(pgh_id=event_id))
    obligation.save(force_insert=True)
    return obligation


@transaction.atomic
def save_goal(
    *, contract: ResultContract, goal: Goal, targets: Sequence[Target], delete: Sequence[int]
) -> Goal:
    """Save a goal with its points in their order; ``delete`` are ids of points that go.

    Points that somebody else has added meanwhile stay, after the others.
    """
    goal.contract = contract
    goal.save()
    goal.targets.filter(pk__in=delete).delete()
    here = {one.pk for one in targets if one.pk}
    others = list(goal.targets.exclude(pk__in=here).order_by("position"))
    for position, target in enumerate([*targets, *others], 1):
        target.goal, target.position = goal, position
        target.save()
    return goal
