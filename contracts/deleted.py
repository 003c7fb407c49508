"""What was deleted from a contract or an agreement and can be brought back, read out of the history."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Concat

from contracts.models import (
    FocusArea,
    FrameworkAgreement,
    FrameworkGoal,
    FrameworkTarget,
    Goal,
    Measure,
    Measurement,
    Obligation,
    Report,
    ResultContract,
    Target,
)
from kkr_portal.history.tracked import events_of

Row = TypeVar("Row", bound=models.Model)


def deletions(model: type[models.Model], **under: object) -> models.QuerySet[Any]:
    """The latest deletion of each row of ``model`` below ``under`` that is not there now.

    Those below give each a ``title`` to be shown by.
    """
    return (
        events_of(model)
        .filter(pgh_label="delete", **under)
        .exclude(pgh_obj_id__in=model._base_manager.values("pk"))
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    )


def deleted_focus_areas(contract: ResultContract) -> models.QuerySet[Any]:
    return deletions(FocusArea, contract_id=contract.pk)


def deleted_goals(contract: ResultContract) -> models.QuerySet[Any]:
    return deletions(Goal, contract_id=contract.pk)


def deleted_obligations(owner: ResultContract | FrameworkAgreement) -> models.QuerySet[Any]:
    if isinstance(owner, FrameworkAgreement):
        return deletions(Obligation, agreement_id=owner.pk)
    return deletions(Obligation, contract_id=owner.pk)


def deleted_targets(goal: Goal) -> models.QuerySet[Any]:
    return deletions(Target, goal_id=goal.pk).annotate(title=F("wording"))


def deleted_framework_goals(agreement: FrameworkAgreement) -> models.QuerySet[Any]:
    return deletions(FrameworkGoal, agreement_id=agreement.pk)


def deleted_measures(goal: FrameworkGoal) -> models.QuerySet[Any]:
    return deletions(Measure, goal_id=goal.pk).annotate(title=F("name"))


def deleted_framework_targets(measure: Measure) -> models.QuerySet[Any]:
    return deletions(FrameworkTarget, measure_id=measure.pk).annotate(title=F("wording"))


def deleted_measurements(report: Report) -> models.QuerySet[Any]:
    """Without those of single municipalities: their fields are emptied and filled in again."""
    gone = deletions(Measurement, report_id=report.pk, municipality=None)
    wording = Target.objects.filter(pk=OuterRef("target_id")).values("wording")[:1]
    return gone.annotate(title=Concat(Subquery(wording), _segment(), output_field=models.TextField()))


def _segment() -> models.Case:
    """« (drift)», or nothing."""
    told = Concat(Value(" ("), "segment", Value(")"))
    return models.Case(models.When(segment="", then=Value("")), default=told)


def went_along(model: type[models.Model], gone: Any, **under: object) -> models.QuerySet[Any]:
    """The deletions that the database made together with ``gone``: same transaction, hence same time."""
    return events_of(model).filter(
        pgh_label="delete", pgh_context_id=gone.pgh_context_id, pgh_created_at=gone.pgh_created_at, **under
    )


def row_of(model: type[Row], event: Any) -> Row:
    """The row as the event keeps it, under its old id; not yet saved.

    A link that may be empty and whose other end is gone becomes empty.
    """
    fields = {}
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        value = getattr(event, field.attname)
        if value is not None and isinstance(field, models.ForeignKey) and field.null:
            there = field.related_model._base_manager.filter(pk=value).exists()
            value = value if there else None
        fields[field.attname] = value
    return model(pk=event.pgh_obj_id, **fields)
