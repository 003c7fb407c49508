"""Which models have a history, where it lies, and which council it belongs to.

A model says so itself, with plain attributes, and need not know this app:

``council_path``      the way to its council over foreign keys, e.g. ``"section__meeting__council"``;
                      ``""`` where the model is the council. Without it the history is KL's alone.
``history_children``  relations whose rows belong on the same page, e.g. ``["sections", "sections__items"]``.
"""

from typing import Any

from django.apps import apps
from django.db import models


def tracked_model(app_label: str, model_name: str) -> type[models.Model] | None:
    """The model of that name where its changes are kept, else None."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError:
        return None
    return model if is_tracked(model) else None


def is_tracked(model: type[models.Model]) -> bool:
    return bool(getattr(model, "pgh_event_models", None))


def events_of(model: type[models.Model]) -> models.QuerySet[Any]:
    """All events of all rows of a tracked model."""
    return models.QuerySet(model.pgh_event_model)  # type: ignore[attr-defined]


def council_id_of(model: type[models.Model], pk: object) -> int | None:
    """The id of the council a row belongs to, or belonged to before it was deleted.

    Each step is looked up in the live row, else in its last event: two queries a step at the most.
    None where the model names no council or there never was such a row.
    """
    path: str | None = getattr(model, "council_path", None)
    if path is None:
        return None
    for step in filter(None, path.split("__")):
        field = model._meta.get_field(step)
        column = field.attname  # type: ignore[union-attr]
        found = model._base_manager.filter(pk=pk).values_list(column, flat=True).first()
        if found is None and is_tracked(model):
            found = (
                events_of(model)
                .filter(pgh_obj_id=pk)
                .order_by("-pgh_id")
                .values_list(column, flat=True)
                .first()
            )
        if found is None:
            return None
        model, pk = field.related_model, found  # type: ignore[assignment]
    return int(pk)  # type: ignore[call-overload]


def with_children(model: type[models.Model], pk: object) -> list[models.QuerySet[Any]]:
    """The events of a row and of the rows below it, one queryset a model; deleted rows included."""
    querysets = [events_of(model).filter(pgh_obj_id=pk)]
    for path in getattr(model, "history_children", ()):
        parent, ids = model, events_of(model).filter(pgh_obj_id=pk).values("pgh_obj_id")
        for step in path.split("__"):
            relation = parent._meta.get_field(step)
            parent = relation.related_model  # type: ignore[assignment]
            column = relation.field.attname  # type: ignore[union-attr]
            ids = events_of(parent).filter(**{f"{column}__in": ids}).values("pgh_obj_id")
        querysets.append(events_of(parent).filter(pgh_obj_id__in=ids))
    return querysets
