"""An import is taken back as a whole, or not at all: what it wrote is read out of the history.

New rows go, changed rows are as before, deleted rows come back. It is refused where somebody has changed
a row since, or where something else rests on a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import Any, TypeAlias

import pghistory
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import DO_NOTHING, Value
from django.utils import timezone

from kkr_portal.history.changes import name_of_deleted
from kkr_portal.history.models import Context
from kkr_portal.history.tracked import events_of, is_tracked
from kkr_portal.importing.made import Import
from kkr_portal.importing.plans import Refused

ALREADY = "Importen er allerede fortrudt."
MEANWHILE = "Noget er ændret eller lukket imens. Intet er fortrudt."
NAMED = 20  # obstacles of one kind of row

Model: TypeAlias = type[models.Model]
Events: TypeAlias = dict[Any, Any]  # the event by the row's id
Guard: TypeAlias = Callable[[Sequence[models.Model]], AbstractContextManager[None]]
_GUARDS: dict[Model, Guard] = {}


class AlreadyDone(Refused):
    """It was taken back before."""


def register(model: Model, guard: Guard) -> None:
    """Rows of ``model`` are taken back within ``guard``, which holds what they belong to, raises Refused, and
    sees to what follows. A room's ``ready`` calls this.
    """
    _GUARDS[model] = guard


@dataclass(frozen=True)
class Written:
    """What an import did to the rows of one model: by each row's id, an event that says what it was."""

    model: Model
    new: Events  # as the import left it
    changed: Events  # as it was before
    gone: Events  # as it was before
    left: Events  # of ``changed``: as the import left it

    @property
    def rows(self) -> list[tuple[str, str]]:
        """What becomes of each row, and what it is called."""
        fates = [("Slettes", self.new), ("Bliver som før", self.left), ("Kommer tilbage", self.gone)]
        near = _neighbours(self.model, [event for _, events in fates for event in events.values()])
        return [
            (fate, f"{_begun(self.model)} «{name_of_deleted(self.model, event, near)}»")
            for fate, events in fates
            for event in events.values()
        ]


@dataclass(frozen=True)
class Undoing:
    """``obstacles``: Danish sentences, empty where it can be done. ``undone``: it was done before."""

    written: list[Written] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)
    undone: bool = False

    @property
    def rows(self) -> list[tuple[str, str]]:
        return [row for one in self.written for row in one.rows]


def undoing_of(made: Import) -> Undoing:
    """What would be taken back, and what stands in the way; some queries a model, however many rows."""
    found = [_written(model, made) for model in _models_of(made)]
    written, obstacles = [one for one, _ in found], [text for _, texts in found for text in texts]
    if any(_undone(one.model, _ids(one), made) for one in written):
        return Undoing(undone=True)
    new = {one.model: list(one.new) for one in written}
    for one in written:
        obstacles += [*_changed_since(one, made), *_used(one, new)]
    return Undoing(written, obstacles)


@transaction.atomic
def undo(made: Import) -> None:
    """Raises Refused, and does nothing, where it can't be done as a whole."""
    Context.objects.select_for_update().get(pk=made.pk)  # two at once: the second one sees that it is done
    for model in _models_of(made):
        ids = events_of(model).filter(pgh_context=made.pk).values("pgh_obj_id")
        list(model._base_manager.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    found = undoing_of(made)
    if found.undone:
        raise AlreadyDone(ALREADY)
    if found.obstacles:
        raise Refused(" ".join(found.obstacles))
    by_model = {one.model: one for one in found.written}
    parents_first = [by_model[model] for model in _parents_first(by_model)]
    try:
        with pghistory.context(reason=f"Import fortrudt: {made}", undoes=str(made.pk)), transaction.atomic():
            with ExitStack() as guards:
                for one in parents_first:
                    if guard := _GUARDS.get(one.model):
                        rows = one.model._base_manager.filter(pk__in=_ids(one))
                        guards.enter_context(guard(list(rows)))
                # Keys between rows are checked at the end, what is unique at once: so the new ones go first.
                for one in parents_first:
                    _put_back(one)
                for one in reversed(parents_first):
                    one.model._base_manager.filter(pk__in=one.new).delete()
                for one in parents_first:
                    one.model._base_manager.bulk_create(
                        [_as(one.model, event) for event in one.gone.values()]
                    )
            connection.check_constraints()  # what points to a row that is gone by now
    except (IntegrityError, models.ProtectedError):
        raise Refused(MEANWHILE) from None


def _put_back(one: Written) -> None:
    rows = [_as(one.model, event) for event in one.changed.values()]
    names = [column.name for column in _columns(one.model) if not column.primary_key]
    if rows:
        one.model._base_manager.bulk_update(rows, names, batch_size=500)


def _as(model: Model, event: Any) -> models.Model:
    """The row as the event has it."""
    values = {column.attname: getattr(event, column.attname) for column in _columns(model)}
    return model(**values | {model._meta.pk.attname: event.pgh_obj_id})


def _columns(model: Model) -> list[models.Field]:
    return [column for column in model._meta.concrete_fields if not column.generated]


def _whole(model: Model) -> bool:
    """Whether the history keeps all that a row has."""
    kept = {column.name for column in model.pgh_event_model._meta.fields}  # type: ignore[attr-defined]
    return all(column.name in kept for column in _columns(model))


def _ids(one: Written) -> list[Any]:
    return [*one.new, *one.changed, *one.gone]


def _models_of(made: Import) -> list[Model]:
    """The models whose rows the import wrote: one query."""
    tracked = [one for one in apps.get_models() if is_tracked(one) and not one._meta.proxy]
    tracked = [one for one in tracked if not hasattr(one, "pgh_tracked_model")]
    parts = [
        events_of(model).filter(pgh_context=made.pk).annotate(nth=Value(nth, models.IntegerField()))
        .order_by().values_list("nth", flat=True)
        for nth, model in enumerate(tracked)
    ]  # fmt: skip
    return [tracked[nth] for nth in sorted(set(parts[0].union(*parts[1:])))]


def _written(model: Model, made: Import) -> tuple[Written, list[str]]:
    """And what the history does not know enough of."""
    first: Events = {}
    last: Events = {}
    for event in events_of(model).filter(pgh_context=made.pk).order_by("pgh_id"):
        first.setdefault(event.pgh_obj_id, event)
        last[event.pgh_obj_id] = event
    new = {pk for pk, event in first.items() if event.pgh_label == "insert"}
    gone = {pk for pk, event in last.items() if event.pgh_label == "delete"}
    old = first.keys() - new
    # The import held its rows, so whoever wrote one of them before or after has a lower or a higher number.
    earlier = events_of(model).filter(
        pgh_obj_id__in=old, pgh_id__lt=max((first[pk].pgh_id for pk in old), default=0)
    ).exclude(pgh_context_id__isnull=False, pgh_context=made.pk)  # fmt: skip
    before = {
        event.pgh_obj_id: event
        for event in earlier.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    }  # fmt: skip
    for pk in gone & old:  # a deletion tells what the row was
        if first[pk].pgh_label == "delete":
            before.setdefault(pk, first[pk])
    unknown = [pk for pk in old if pk not in before or not _whole(model)]
    kind = model._meta.verbose_name
    told = [
        f"Historikken siger ikke, hvordan {kind} «{name_of_deleted(model, last[pk])}» var før."
        for pk in unknown[:NAMED]
    ]
    return Written(
        model,
        new={pk: last[pk] for pk in new - gone},
        changed={pk: before[pk] for pk in old - gone if pk in before},
        gone={pk: before[pk] for pk in gone & old if pk in before},
        left={pk: last[pk] for pk in old - gone if pk in before},
    ), told  # fmt: skip


def _later(model: Model, ids: Iterable[Any], made: Import) -> models.QuerySet[Any]:
    own = events_of(model).filter(pgh_context=made.pk).aggregate(last=models.Max("pgh_id"))
    return events_of(model).filter(pgh_obj_id__in=ids, pgh_id__gt=own["last"])


def _undone(model: Model, ids: Iterable[Any], made: Import) -> bool:
    return _later(model, ids, made).filter(pgh_context__metadata__undoes=str(made.pk)).exists()


def _changed_since(one: Written, made: Import) -> Iterator[str]:
    """Rows that are no longer as the import left them. One that was changed and changed back is none."""
    left = one.new | one.left
    live = one.model._base_manager.in_bulk([*left, *one.gone])
    differ = [pk for pk, event in left.items() if pk not in live or not _same(live[pk], event)]
    differ = [*differ, *(live.keys() & one.gone.keys())][:NAMED]
    since = _later(one.model, differ, made).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    events = {event.pgh_obj_id: event for event in since}
    near = _neighbours(one.model, list(events.values()))
    for pk in differ:
        event = events.get(pk)
        name = name_of_deleted(one.model, event or (left | one.gone)[pk], near)
        at = f", {timezone.localtime(event.pgh_created_at):%d.%m.%Y kl. %H.%M}" if event else ""
        yield f"{_begun(one.model)} «{name}» er {'ændret' if pk in live else 'slettet'} siden{at}."


def _same(row: models.Model, event: Any) -> bool:
    names = [one.attname for one in _columns(type(row)) if hasattr(event, one.attname)]
    return all(getattr(row, name) == getattr(event, name) for name in names)


def _used(one: Written, new: dict[Model, list[Any]]) -> Iterator[str]:
    """What rests on the new rows and is no part of the import."""
    if not one.new:
        return
    for relation in one.model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ForeignObjectRel) or relation.many_to_many:
            continue
        user, column = relation.related_model, relation.field
        if relation.on_delete is DO_NOTHING or not isinstance(column, models.ForeignKey):  # the history
            continue
        rests = user._base_manager.filter(**{f"{column.name}__in": list(one.new)})
        for row in rests.exclude(pk__in=new.get(user, [])).select_related(column.name)[:NAMED]:
            name = getattr(row, column.name)
            yield f"{_begun(one.model)} «{name}» bruges af {user._meta.verbose_name} «{row}»."


def _neighbours(model: Model, events: Sequence[Any]) -> dict[tuple[Any, Any], models.Model]:
    """What the events' foreign keys point to, for their names; one query a related model."""
    found: dict[tuple[Any, Any], models.Model] = {}
    for column in _columns(model):
        if isinstance(column, models.ForeignKey) and hasattr(model.pgh_event_model, column.attname):  # type: ignore[attr-defined]
            ids = {getattr(event, column.attname) for event in events} - {None}
            rows = column.related_model._base_manager.in_bulk(ids) if ids else {}
            found |= {(column.related_model, pk): row for pk, row in rows.items()}
    return found


def _begun(model: Model) -> str:
    name = str(model._meta.verbose_name)
    return name[:1].upper() + name[1:]


def _parents_first(wanted: Iterable[Model]) -> Iterator[Model]:
    wanted = set(wanted)
    return iter(TopologicalSorter({
        model: {c.related_model for c in _columns(model) if c.related_model in wanted} - {model}
        for model in wanted
    }).static_order())  # fmt: skip
