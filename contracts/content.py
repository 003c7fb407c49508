"""The whole content of a contract in plain values, the same each time: what a version keeps.

Ids of goals, points and focus areas stand in it only to recognise what was moved or copied.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from contracts.models import ContractPart, FrameworkGoal, Goal, Measure, ResultContract, Target

Content: TypeAlias = dict[str, Any]
FORMAT = 1
# Names from elsewhere, and ids: another name for the framework is no other contract.
NOT_AGREED = {"format", "id", "copied_from", "framework", "framework_number", "measure_name", "to_decide"}
ORDER_OF_PARTS = {kind: place for place, kind in enumerate(ContractPart.Kind.values)}


def content_of(contract: ResultContract) -> Content:
    """Texts, numbers as printed («45.00»), dates as 2022-01-01. A constant number of queries."""
    parts = sorted(contract.parts.all(), key=lambda part: ORDER_OF_PARTS[part.kind])
    goals = contract.goals.select_related("framework_goal").prefetch_related("targets__measure")
    return {
        "format": FORMAT,
        "year": contract.year,
        "council": contract.council.name,
        "business_house": contract.business_house.name,
        "framework": contract.framework.title,
        "in_force_on": contract.in_force_on.isoformat(),
        "grant": contract.grant,
        "key_source": contract.key_source,
        "parts": [{"kind": part.kind, "text": part.text} for part in parts],
        "focus_areas": [
            {"id": area.pk, "title": area.title, "text": area.text} for area in contract.focus_areas.all()
        ],
        "goals": [_goal(goal, goal.framework_goal) for goal in goals],
        "key": [
            {"code": row.municipality.code, "municipality": row.municipality.name, "amount": row.amount}
            for row in contract.funding_rows.select_related("municipality")
        ],
        "obligations": [
            {
                "title": one.title, "text": one.text, "place": one.place, "who": one.who,
                "due_month": one.due_month, "year_offset": one.year_offset, "times_a_year": one.times_a_year,
            }
            for one in contract.obligations.order_by("pk")
        ],
    }  # fmt: skip


def _goal(goal: Goal, national: FrameworkGoal | None) -> Content:
    targets = list(goal.targets.all())
    places = {target.pk: target.position for target in targets}
    return {
        "id": goal.pk,
        "number": goal.number,
        "title": goal.title,
        "scope": goal.scope,
        "framework_goal": goal.framework_goal_id,
        "framework_number": national.number if national else None,
        "motivation": goal.motivation,
        "aim": goal.aim,
        "method": goal.method,
        "reporting": goal.reporting,
        "targets": [_target(target, target.measure, places) for target in targets],
    }


def _target(target: Target, measure: Measure | None, places: dict[int, int]) -> Content:
    return {
        "id": target.pk,
        "copied_from": target.copied_from_id,
        "measure": target.measure_id,
        "measure_name": measure.name if measure else "",
        "kind": target.kind,
        "wording": target.wording,
        "value": None if target.value is None else f"{target.value:.2f}",
        "unit_noun": target.unit_noun,
        "segments": target.segments,
        "reading": target.reading,
        "base_year": target.base_year,
        "due_year": target.due_year,
        "due_note": target.due_note,
        "part_of": places.get(target.part_of_id or 0),
        "measured_by": target.measured_by,
        "to_decide": target.to_decide,
    }


def agreed(content: Any) -> Any:
    """What the parties agree on: without ids and without names from elsewhere."""
    if isinstance(content, dict):
        return {key: agreed(value) for key, value in content.items() if key not in NOT_AGREED}
    return [agreed(one) for one in content] if isinstance(content, list) else content


def says_the_same(one: Content, other: Content) -> bool:
    """Whether two contents are the same agreement, whatever their rows are."""
    return bool(agreed(one) == agreed(other))
