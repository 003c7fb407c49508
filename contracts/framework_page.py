"""A framework agreement as one reads it: goals, what they ask for by year and segment, baselines, duties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.safestring import SafeString

from contracts.asked_of import asked_of
from contracts.models import (
    Baseline,
    FrameworkAgreement,
    FrameworkGoal,
    FrameworkTarget,
    Measure,
    Obligation,
    TownOrRural,
)
from kkr_portal.registry.models import BusinessHouse
from kkr_portal.richtext import to_html


@dataclass(frozen=True)
class AskedByYear:
    """«2021», or «hvert år» where the agreement names none; ``note`` says when in the year."""

    year: str
    asked: str
    target: FrameworkTarget


@dataclass(frozen=True)
class MeasureShown:
    measure: Measure
    asked: Sequence[AskedByYear]
    baselines: Sequence[Baseline]


@dataclass(frozen=True)
class GoalShown:
    goal: FrameworkGoal
    motivation: SafeString
    measures: Sequence[MeasureShown]


@dataclass(frozen=True)
class Places:
    """The town and rural municipalities of one house's area (annex 1)."""

    house: BusinessHouse
    town: Sequence[str]
    rural: Sequence[str]


@dataclass(frozen=True)
class FrameworkShown:
    agreement: FrameworkAgreement
    introduction: SafeString
    goals: Sequence[GoalShown]
    obligations: Sequence[Obligation]
    places: Sequence[Places]


def framework_shown(agreement: FrameworkAgreement) -> FrameworkShown:
    """In a constant number of queries."""
    targets = Prefetch("targets", FrameworkTarget.objects.order_by("due_year", "pk"))
    baselines = Prefetch("baselines", Baseline.objects.select_related("business_house"))
    measures = Prefetch("measures", Measure.objects.order_by("position").prefetch_related(targets, baselines))
    return FrameworkShown(
        agreement=agreement,
        introduction=to_html(agreement.introduction),
        goals=[_goal(one) for one in agreement.goals.order_by("number").prefetch_related(measures)],
        obligations=list(agreement.obligations.all()),
        places=_places(agreement),
    )


def _goal(goal: FrameworkGoal) -> GoalShown:
    return GoalShown(
        goal,
        to_html(goal.motivation),
        [
            MeasureShown(
                measure,
                [AskedByYear(_when(one), asked_of(one), one) for one in measure.targets.all()],
                _whole_country_first(list(measure.baselines.all())),
            )
            for measure in goal.measures.all()
        ],
    )


def _when(target: FrameworkTarget) -> str:
    year = str(target.due_year) if target.due_year else "hvert år"
    return (
        f"{target.due_note} {year}".strip() if target.due_year else " ".join([year, target.due_note]).strip()
    )


def _whole_country_first(baselines: Sequence[Baseline]) -> list[Baseline]:
    return sorted(
        baselines,
        key=lambda one: (
            one.business_house is not None,
            one.business_house.sort_key if one.business_house else "",
        ),
    )


def _places(agreement: FrameworkAgreement) -> list[Places]:
    found: dict[BusinessHouse, dict[str, list[str]]] = defaultdict(lambda: {"town": [], "rural": []})
    rows = agreement.towns_and_rural.select_related("business_house", "municipality")
    for row in rows.order_by("business_house__sort_key", "municipality__sort_key"):
        found[row.business_house][row.kind].append(str(row.municipality))
    return [
        Places(house, kinds[TownOrRural.Kind.TOWN], kinds[TownOrRural.Kind.RURAL])
        for house, kinds in found.items()
    ]
