"""Everything that is kept about one person, read by the register ``kept``: today's rows and their history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.postgresql.psycopg_any import Range
from django.db.models import Q
from django.utils import timezone

from kkr_portal.access.models import User
from kkr_portal.history.tracked import events_of, is_tracked
from kkr_portal.privacy.kept import KEPT, Kept, Table
from kkr_portal.registry.models import Person


@dataclass(frozen=True)
class Subject:
    """The one that it is about: a person of the reference data, a user, or both."""

    person: Person | None
    user: User | None

    @classmethod
    def of_person(cls, person: Person) -> Subject:
        return cls(person, User.objects.filter(person=person).first())

    @classmethod
    def of_user(cls, user: User) -> Subject:
        return cls(user.person, user)

    @property
    def addresses(self) -> list[str]:
        """The e-mail addresses by which mails and nominations are known as theirs."""
        found = {one.email.lower() for one in (self.person, self.user) if one and one.email}
        return sorted(found)

    def __str__(self) -> str:
        return str(self.person or self.user)


@dataclass(frozen=True)
class Held:
    """One table's rows about the subject, each with a value for every heading; ``earlier``: what the history
    has besides, a day first."""

    kept: Kept
    table: Table
    title: str
    headings: list[str]
    rows: list[list[str]]
    earlier: list[list[str]]


def rows_about(subject: Subject, table: Table, *, earlier: bool = False) -> models.QuerySet[Any]:
    """The model's rows about the subject, or with ``earlier`` the events that its history keeps of them."""
    model = apps.get_model(table.model)
    if earlier and not is_tracked(model):
        return model._default_manager.none()
    rows = events_of(model) if earlier else model._base_manager.all()
    sought: list[tuple[str, object]] = []
    if subject.person:
        sought += [(path, subject.person.pk) for path in table.person]
    if subject.user:
        sought += [(path, subject.user.pk) for path in table.user]
        sought += [(f"{table.account}__iexact", subject.user.email)] if table.account else []
    sought += [(f"{path}__iexact", address) for path in table.address for address in subject.addresses]
    found = Q(pk__in=[])
    for path, value in sought:
        if not earlier:
            found |= Q(**{path: value})
        elif path == "pk":
            found |= Q(pgh_obj_id=value)
        elif _has(rows.model, path.partition("__")[0]):
            found |= Q(**{path: value})
    return rows.filter(found)


def _has(model: type[models.Model], name: str) -> bool:
    """Whether the history keeps the field; what is a person's own, or a secret, it does not."""
    return name in {field.name for field in model._meta.fields}


def held(subject: Subject) -> Iterator[Held]:
    """Table by table in the register's order; tables without a row about the subject are left out."""
    for kept in KEPT:
        for table in kept.tables:
            model = apps.get_model(table.model)
            now = [_values(row, table) for row in rows_about(subject, table).order_by("pk")]
            past = rows_about(subject, table, earlier=True)
            known = {tuple(row) for row in now}
            before = []
            for event in past.order_by("pgh_id") if past.model is not model else []:
                values = _values(event, table)
                if tuple(values) not in known:
                    known.add(tuple(values))
                    before.append([f"{event.pgh_created_at:%d.%m.%Y}", *values])
            if now or before:
                headings = [str(_label(model, name)) for name in table.fields]
                title = str(model._meta.verbose_name_plural)
                yield Held(kept, table, title[:1].upper() + title[1:], headings, now, before)


def _label(model: type[models.Model], name: str) -> str:
    label = str(getattr(model._meta.get_field(name), "verbose_name", name))
    return label[:1].upper() + label[1:]


def _values(row: Any, table: Table) -> list[str]:
    found = []
    for name in table.fields:
        shown = getattr(row, f"get_{name}_display", None)
        found.append(in_words(shown() if shown else _related(row, name)))
    return found


def in_words(value: Any) -> str:
    """A value as it is read in Danish; "" for none. A period is told with its last day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d.%m.%Y kl. %H.%M}"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, Range):
        last = value.upper - timedelta(days=1) if value.upper else None
        return f"{in_words(value.lower)} – {in_words(last)}".strip()
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _related(row: Any, name: str) -> Any:
    """A link whose other end is gone, as history may have, is told by its id."""
    if not _has(type(row), name):
        return ""
    field = row._meta.get_field(name)
    if field.is_relation:
        pk = getattr(row, field.attname)
        there = field.related_model._base_manager.filter(pk=pk).first() if pk is not None else None
        return there if there is not None or pk is None else f"id {pk}"
    return getattr(row, name)
