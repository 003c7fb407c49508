"""Earlier editions of a text, focus area, goal or point: out of the history, one for each sitting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.db import models

from contracts.models import ContractPart, FocusArea, Goal, ResultContract, Target
from kkr_portal.access.models import User
from kkr_portal.history.shown import shown
from kkr_portal.history.text_diff import Piece, diff

DRAFT = "draft"  # in the history's context: the page saved it by itself while somebody typed
SITTING = timedelta(minutes=10)  # drafts that lie closer together are one edition
MOST = 40
FIELDS: dict[type[models.Model], list[str]] = {
    ContractPart: ["text"],
    FocusArea: ["title", "text"],
    Goal: ["title", "scope", "framework_goal", "motivation", "aim", "method", "reporting"],
    Target: [
        "kind", "wording", "value", "unit_noun", "segments", "reading", "base_year", "due_year", "due_note",
        "measure", "part_of", "measured_by", "baseline_reason", "to_decide",
    ],
}  # fmt: skip
KINDS: dict[str, type[models.Model]] = {
    "part": ContractPart, "focus-area": FocusArea, "goal": Goal, "point": Target,
}  # fmt: skip


@dataclass(frozen=True)
class Against:
    """One field that read otherwise than it does now, as the pieces that lead from then to now."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Edition:
    event_id: int
    at: datetime
    who: str
    changes: list[Against]


def rows_of(contract: ResultContract, what: str) -> models.QuerySet[Any]:
    """The rows of one kind in this contract. Raises KeyError for an unknown kind."""
    model = KINDS[what]
    path = "goal__contract" if model is Target else "contract"
    return model._default_manager.filter(**{path: contract})


def editions_of(row: models.Model) -> list[Edition]:
    """Newest first, without those that read as the row does now. Constant queries."""
    names = FIELDS[type(row)]
    fields = [cast(models.Field, row._meta.get_field(name)) for name in names]
    events = list(row.events.select_related("pgh_context").order_by("-pgh_id")[: 12 * MOST])  # type: ignore[attr-defined]
    writers = _names(events)
    last = _last_of_each_sitting(event for event in events if event.pgh_label != "delete")
    labels = _labels(fields, [row, *last])
    found = []
    for event in last:
        changes = [
            Against(
                str(field.verbose_name).capitalize(),
                diff(_text(field, event, labels), _text(field, row, labels)),
            )
            for field in fields
            if getattr(event, field.attname) != getattr(row, field.attname)
        ]
        if changes:
            found.append(
                Edition(event.pgh_id, event.pgh_created_at, writers.get(_writer(event), ""), changes)
            )
    return found[:MOST]


def take_up(row: models.Model, event_id: int) -> models.Model:
    """``row`` as the event keeps it, not yet saved. Raises the event's DoesNotExist for another row's."""
    event = row.events.get(pgh_id=event_id)  # type: ignore[attr-defined]
    for name in FIELDS[type(row)]:
        field = cast(models.Field, row._meta.get_field(name))
        value = getattr(event, field.attname)
        if isinstance(field, models.ForeignKey):
            there = field.related_model._base_manager.filter(pk=value).exists()
            value = value if there else None
        setattr(row, field.attname, value)
    return row


def _last_of_each_sitting(events: Iterable[Any]) -> list[Any]:
    """Of events newest first: what was saved by hand, and of drafts that the page saved the last of a run."""
    kept: list[Any] = []
    after: Any = None
    for event in events:
        same = after is not None and _writer(event) == _writer(after)
        followed = same and after.pgh_created_at - event.pgh_created_at < SITTING
        if not (_metadata(event).get(DRAFT) and followed):
            kept.append(event)
        after = event
    return kept


def _metadata(event: Any) -> dict[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}


def _writer(event: Any) -> int | None:
    return _metadata(event).get("user")


def _names(events: Sequence[Any]) -> dict[int | None, str]:
    ids = {writer for event in events if (writer := _writer(event))}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)} if ids else {}


def _labels(fields: Sequence[Any], rows: Sequence[Any]) -> dict[tuple[Any, Any], str]:
    """What the links in these rows point to, one query for each kind of link."""
    found: dict[tuple[Any, Any], str] = {}
    for field in fields:
        if isinstance(field, models.ForeignKey):
            ids = {getattr(row, field.attname) for row in rows} - {None}
            there = field.related_model._base_manager.in_bulk(list(ids)) if ids else {}
            found |= {(field.related_model, pk): str(one) for pk, one in there.items()}
    return found


def _text(field: Any, row: Any, labels: dict[tuple[Any, Any], str]) -> str:
    value = getattr(row, field.attname)
    return "" if value in (None, "") else shown(field, value, labels)
