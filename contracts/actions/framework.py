"""What is done to a framework agreement as a whole: made, added to, deleted, brought back.

The caller holds the agreement's row. Numbers and positions stay whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from contracts import deleted
from contracts.actions.text import next_place
from contracts.built_upon import counted_from, houses_with_signed
from contracts.models import (
    Baseline,
    FrameworkAgreement,
    FrameworkGoal,
    FrameworkTarget,
    Measure,
    Obligation,
    TownOrRural,
)
from contracts.models import built_upon as stays
from contracts.refused import Refused
from kkr_portal.registry.models import Municipality

Rows = Mapping[tuple[int | None, date], tuple[Decimal, str]]


@transaction.atomic
def create_agreement(*, agreement: FrameworkAgreement) -> FrameworkAgreement:
    """Save a new one; its address is its years, with a number where another has them."""
    years = f"{agreement.first_year}-{agreement.last_year}"
    taken = set(FrameworkAgreement.objects.filter(slug__startswith=years).values_list("slug", flat=True))
    number = 1
    agreement.slug = years
    while agreement.slug in taken:
        number += 1
        agreement.slug = f"{years}-{number}"
    agreement.save()
    return agreement


@transaction.atomic
def save_measure(*, measure: Measure, targets: Sequence[FrameworkTarget], delete: Collection[int]) -> Measure:
    """Save a measure with what the agreement asks of it; ``delete`` are ids of targets that go."""
    if measure.pk is None:
        measure.position = next_place(measure.goal.measures.all())
    measure.save()
    measure.targets.filter(pk__in=delete).delete()
    for target in targets:
        target.measure = measure
        target.save()
    return measure


@transaction.atomic
def restore_goal(*, agreement: FrameworkAgreement, event_id: int) -> FrameworkGoal:
    """Bring a deleted goal back with all that went with it; last, where its number is taken.

    Raises DoesNotExist when there is none.
    """
    gone = deleted.deleted_framework_goals(agreement).get(pgh_id=event_id)
    goal = deleted.row_of(FrameworkGoal, gone)
    if agreement.goals.filter(number=goal.number).exists():
        goal.number = next_place(agreement.goals.all(), "number")
    goal.save(force_insert=True)
    for event in deleted.went_along(Measure, gone, goal_id=goal.pk):
        deleted.row_of(Measure, event).save(force_insert=True)
        _under(event, gone)
    return goal


@transaction.atomic
def restore_measure(*, goal: FrameworkGoal, event_id: int) -> Measure:
    """Bring a deleted measure back as the goal's last, with its targets and baselines."""
    gone = deleted.deleted_measures(goal).get(pgh_id=event_id)
    measure = deleted.row_of(Measure, gone)
    measure.position = next_place(goal.measures.all())
    measure.save(force_insert=True)
    _under(gone, gone)
    return measure


def _under(measure: Any, gone: Any) -> None:
    """What hung on a deleted measure and went in the same stroke as ``gone``."""
    for model in (FrameworkTarget, Baseline):
        for event in deleted.went_along(model, gone, measure_id=measure.pgh_obj_id):
            deleted.row_of(model, event).save(force_insert=True)


@transaction.atomic
def restore_target(*, measure: Measure, event_id: int) -> FrameworkTarget:
    """Raises DoesNotExist when there is none, Refused where another stands for the year and segment."""
    target = deleted.row_of(FrameworkTarget, deleted.deleted_framework_targets(measure).get(pgh_id=event_id))
    if measure.targets.filter(due_year=target.due_year, segments=target.segments).exists():
        raise Refused("Målingen har nu et andet målepunkt for det år og segment.")
    target.save(force_insert=True)
    return target


@transaction.atomic
def restore_obligation(*, agreement: FrameworkAgreement, event_id: int) -> Obligation:
    obligation = deleted.row_of(Obligation, deleted.deleted_obligations(agreement).get(pgh_id=event_id))
    obligation.save(force_insert=True)
    return obligation


@transaction.atomic
def save_baselines(*, measure: Measure, rows: Rows) -> None:
    """Put ``rows`` (by house id, None for the whole country, and month) in place of the stored ones.

    Raises Refused where that would change what a signed contract counts its rise from.
    """
    stored = {(one.business_house_id, one.month): one for one in measure.baselines.all()}
    closed = counted_from(measure)
    for key in stored.keys() | rows.keys():
        old, new = stored.get(key), rows.get(key)
        if (old and (old.per_cent, old.source)) != new and is_counted_from(key, closed):
            raise Refused(stays.BASELINE)
    Baseline.objects.filter(pk__in=[one.pk for key, one in stored.items() if key not in rows]).delete()
    for (house, month), (per_cent, source) in rows.items():
        row = stored.get((house, month)) or Baseline(
            measure=measure, business_house_id=house, month=month, per_cent=per_cent, source=source
        )
        if row.pk is None or (row.per_cent, row.source) != (per_cent, source):
            row.per_cent, row.source = per_cent, source
            row.save()


def is_counted_from(key: tuple[int | None, date], closed: set[tuple[int, int]]) -> bool:
    """``closed`` as ``built_upon.counted_from`` gives it."""
    house, month = key
    return any(house in (None, one) and month.year == year for one, year in closed)


@transaction.atomic
def save_places(*, agreement: FrameworkAgreement, kinds: Mapping[int, str]) -> None:
    """Put the towns and rural ones (``kinds`` by municipality id) in place of the stored list.

    Raises Refused where a house with a signed contract would have another list than its own of before.
    """
    closed = houses_with_signed(agreement)
    stored = {one.municipality_id: one for one in agreement.towns_and_rural.all()}
    for pk, row in stored.items():
        if kinds.get(pk) != row.kind and row.business_house_id in closed:
            raise Refused(stays.PLACES)
    TownOrRural.objects.filter(pk__in=[row.pk for pk, row in stored.items() if pk not in kinds]).delete()
    houses = dict(Municipality.objects.filter(pk__in=kinds).values_list("pk", "business_house"))
    for pk, kind in kinds.items():
        row = stored.get(pk) or TownOrRural(
            agreement=agreement, municipality_id=pk, business_house_id=houses[pk]
        )
        if row.pk is None or row.kind != kind:
            row.kind = kind
            row.save()


def what_goes(agreement: FrameworkAgreement) -> models.QuerySet[FrameworkGoal]:
    """The goals that a deletion takes with it. Raises Refused where contracts build on the agreement."""
    if agreement.contracts.exists():
        raise Refused("Rammeaftalen kan ikke slettes: Der er resultatkontrakter efter den.")
    return agreement.goals.all()
