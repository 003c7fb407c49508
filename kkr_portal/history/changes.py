"""A page of events as people read it: when, who, what, field by field from what to what.

The number of queries depends on the models involved, never on the number of events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F, Value, Window
from django.db.models.functions import Lag

from kkr_portal.history.shown import shown
from kkr_portal.history.text_diff import Piece, diff
from kkr_portal.history.tracked import events_of

Rows = dict[tuple[Any, Any], models.Model]  # by model and id

OUTSIDE = "Uden for portalen (kommandolinje eller database)"
LABELS = {"insert": "oprettet", "update": "ændret", "delete": "slettet"}
LONG_TEXT = 60  # characters; from here on, or with line breaks, a text is compared word by word


@dataclass(frozen=True)
class FieldChange:
    """One field: ``before`` and ``after`` as shown; ``pieces`` instead where both are long texts."""

    label: str
    before: str | None
    after: str | None
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """One event. ``subject`` is the row's kind and name where it is not the page's own object."""

    at: datetime
    who: str
    what: str
    reason: str
    subject: str
    changes: list[FieldChange]
    unkept: list[str]  # fields that may have changed but whose content the history does not keep


def order(querysets: Sequence[models.QuerySet[Any]]) -> models.QuerySet[Any]:
    """(number of queryset, event, event before it of the same row, time) of all events, newest first.

    One row's events follow their serial number: the time is the transaction's beginning, which need
    not be the order in which changes came about.
    """
    rows = [
        queryset.annotate(
            history_source=Value(number, models.IntegerField()),
            history_before=Window(Lag("pgh_id"), partition_by=F("pgh_obj_id"), order_by="pgh_id"),
        ).values_list("history_source", "pgh_id", "history_before", "pgh_created_at")
        for number, queryset in enumerate(querysets)
    ]
    if len(rows) == 1:
        return rows[0].order_by("-pgh_id")
    return rows[0].union(*rows[1:], all=True).order_by("-pgh_created_at", "history_source", "-pgh_id")


def entries(
    page: Iterable[tuple[int, int, int | None, datetime]], tracked: Sequence[type[models.Model]]
) -> list[Entry]:
    """The entries of one page of ``order``; ``tracked`` are the models in the querysets' order."""
    page = list(page)
    wanted: dict[int, set[int]] = defaultdict(set)
    for source, event, before, _ in page:
        wanted[source] |= {pgh_id for pgh_id in (event, before) if pgh_id is not None}
    events = {
        source: events_of(tracked[source]).select_related("pgh_context").in_bulk(ids)
        for source, ids in wanted.items()
    }
    pairs = [(source, events[source][event], events[source].get(before)) for source, event, before, _ in page]
    names = _user_names(event for _, event, _ in pairs)
    related = _related_rows(
        (tracked[source], row) for source, rows in events.items() for row in rows.values()
    )
    labels = {key: str(row) for key, row in related.items()}
    subjects = _subjects(((tracked[source], event) for source, event, _ in pairs if source), related)
    return [
        Entry(
            at=event.pgh_created_at,
            who=_who(event, names),
            what=LABELS.get(event.pgh_label, event.pgh_label),
            reason=str((event.pgh_context.metadata if event.pgh_context else {}).get("reason", "")),
            subject=subjects.get((tracked[source], event.pgh_obj_id), ""),
            changes=(changes := list(_changes(tracked[source], before, event, labels))),
            unkept=[] if changes or event.pgh_label != "update" else _unkept(tracked[source]),
        )
        for source, event, before in pairs
    ]


def _kept_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields to show: those of the event that people fill in."""
    kept = {f.name for f in model.pgh_event_model._meta.fields}  # type: ignore[attr-defined]
    return [f for f in model._meta.concrete_fields if f.name in kept and f.editable and not f.primary_key]


def _unkept(model: type[models.Model]) -> list[str]:
    kept = {f.name for f in model.pgh_event_model._meta.fields}  # type: ignore[attr-defined]
    return [
        str(f.verbose_name) for f in model._meta.concrete_fields if f.name not in kept and not f.generated
    ]


def _changes(model: type[models.Model], before: Any, event: Any, labels: dict) -> Iterable[FieldChange]:
    created, deleted = event.pgh_label == "insert", event.pgh_label == "delete"
    for column in _kept_fields(model):
        new = getattr(event, column.attname)
        old = None if created or before is None else getattr(before, column.attname)
        label = str(column.verbose_name)
        if deleted or created or before is None:
            if new not in (None, ""):
                text = shown(column, new, labels)
                yield FieldChange(label, text if deleted else None, None if deleted else text)
        elif old != new:
            if (
                isinstance(old, str)
                and isinstance(new, str)
                and _is_long(old, new)
                and not column.flatchoices
            ):
                yield FieldChange(label, None, None, diff(old, new))
            else:
                yield FieldChange(label, shown(column, old, labels), shown(column, new, labels))


def _is_long(old: str, new: str) -> bool:
    return bool(old and new) and (max(len(old), len(new)) > LONG_TEXT or "\n" in old + new)


def _user_id(event: Any) -> int | None:
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def _who(event: Any, names: dict[int, str]) -> str:
    metadata = event.pgh_context.metadata if event.pgh_context else {}
    if user := metadata.get("user"):
        return names.get(user, f"Slettet bruger (nr. {user})")
    if command := metadata.get("command"):
        return f"Kommandolinje: {command}"
    return "Ikke logget ind" if metadata.get("url") else OUTSIDE


def _user_names(events: Iterable[Any]) -> dict[int, str]:
    """Names by user id; of a deleted user, the name in the last event."""
    ids = {user for event in events if (user := _user_id(event))}
    if not ids:
        return {}
    users = get_user_model()._base_manager.in_bulk(ids)
    names = {pk: str(user) for pk, user in users.items()}
    if gone := ids - names.keys():
        kept = ["first_name", "last_name", "email"]
        rows = (
            events_of(get_user_model())
            .filter(pgh_obj_id__in=gone)
            .order_by("pgh_id")
            .values("pgh_obj_id", *kept)
        )
        for row in rows:
            names[row["pgh_obj_id"]] = (
                f"{get_user_model()(**{key: row[key] for key in kept})} (slettet bruger)"
            )
    return names


def _related_rows(rows: Iterable[tuple[type[models.Model], Any]]) -> Rows:
    """What the foreign keys in these events point to, by model and id; one query a related model."""
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for model, event in rows:
        for column in _kept_fields(model):
            if isinstance(column, models.ForeignKey) and (pk := getattr(event, column.attname)) is not None:
                wanted[column.related_model].add(pk)
    return {
        (model, pk): row
        for model, ids in wanted.items()
        for pk, row in _with_neighbours(model).in_bulk(ids).items()
    }


def _with_neighbours(model: type[models.Model]) -> models.QuerySet[Any]:
    """All rows with what their names may be made of."""
    near = [f.name for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)]
    return model._base_manager.select_related(*near) if near else model._base_manager.all()


def _subjects(
    rows: Iterable[tuple[type[models.Model], Any]], related: Rows
) -> dict[tuple[type[models.Model], Any], str]:
    wanted: dict[type[models.Model], dict[Any, Any]] = defaultdict(dict)
    for model, event in rows:
        wanted[model].setdefault(event.pgh_obj_id, event)
    subjects = {}
    for model, events in wanted.items():
        live = _with_neighbours(model).in_bulk(list(events))
        for pk, event in events.items():
            name = str(live[pk]) if pk in live else f"{name_of_deleted(model, event, related)} (slettet)"
            subjects[model, pk] = f"{model._meta.verbose_name} «{name}»"
    return subjects


def name_of_deleted(model: type[models.Model], event: Any, related: Rows | None = None) -> str:
    """What a deleted row was called, out of its last event, as far as it can be told."""
    row = model()
    for column in _kept_fields(model):
        value = getattr(event, column.attname)
        near = (related or {}).get((column.related_model, value)) if column.related_model else None
        setattr(row, *((column.name, near) if near else (column.attname, value)))
    try:
        return str(row)
    except models.ObjectDoesNotExist:
        return f"nr. {event.pgh_obj_id}"
