"""What hangs on something that closes: read out of the models, held against ``decisions.csv``.

A thing is «closed» when its root's filter holds. Every table that points to it, or to what closes with it,
has a line: «closed», «grows» (rows may be added, none changed), or «open», with the reason.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

DECISIONS = Path(__file__).with_name("decisions.csv")


def _past() -> Q:
    return Q(period__endswith__lte=timezone.localdate())


@dataclass(frozen=True)
class Root:
    """``closed``: which rows of ``model`` are closed; ``keeps``: the only columns that are, else all."""

    model: str
    closed: Q
    keeps: tuple[str, ...] = ()

    @property
    def table(self) -> type[models.Model]:
        return apps.get_model(self.model)


ROOTS = {
    "approved minutes": Root("meetings.Meeting", Q(status__in=["approved", "closed"])),
    "sent agenda": Root("meetings.Version", Q()),
    "reported consultation": Root(
        "meetings.Consultation", Q(status="closed", reported_in__isnull=False)
    ),
    "fixed composition": Root(
        "meetings.Term", Q(fixed_on__isnull=False),
        ("council_id", "election_date", "method", "drawn", "fixed_on"),
    ),
    "signed contract": Root(
        "contracts.ResultContract", ~Q(status__in=["draft", "negotiated", "approved"])
    ),
    "accepted report": Root("contracts.Report", Q(status="accepted")),
    "signed addendum": Root("contracts.Addendum", Q(status="signed")),
    "closed issue of quotas": Root("quotas.Issue", Q(status="closed")),
    "notified agreement": Root("quotas.Agreement", Q(notified_on__isnull=False)),
    "past tenure": Root("boards.Tenure", _past()),
    "past deputy chair": Root("boards.DeputyChair", _past()),
    "announced appointment": Root("boards.Appointment", Q(announced_on__isnull=False)),
}  # fmt: skip


# Follow-up lives on after the approval.
CLOSES_LATER = {"meetings.FollowUp.item": Q(status="closed")}


@dataclass(frozen=True)
class Place:
    """A foreign key through which a table hangs on a thing; ``way`` leads from its rows to the root."""

    thing: str
    table: type[models.Model]
    field: str
    way: str

    @property
    def label(self) -> str:
        """«meetings.Move.meeting»."""
        return f"{self.table._meta.label}.{self.field}"

    def closed_rows(self) -> models.QuerySet[models.Model]:
        root = ROOTS[self.thing]
        when = CLOSES_LATER.get(self.label, root.closed)
        closed = root.table._default_manager.filter(when)
        return self.table._base_manager.filter(**{f"{self.way}__in": closed}).order_by("pk")


def decided() -> dict[tuple[str, str], str]:
    """By thing and place: «closed», «grows» or «open»."""
    with DECISIONS.open(newline="") as lines:
        return {(row["thing"], row["place"]): row["decision"] for row in csv.DictReader(lines)}


def reasons() -> dict[tuple[str, str], str]:
    with DECISIONS.open(newline="") as lines:
        return {(row["thing"], row["place"]): row["why"] for row in csv.DictReader(lines)}


def places(thing: str, decisions: dict[tuple[str, str], str]) -> Iterator[Place]:
    """What points to the thing, and what points to that, as far as it closes; each table goes on once."""
    todo, seen = [(ROOTS[thing].table, "")], {ROOTS[thing].table}
    while todo:
        parent, way = todo.pop(0)
        for table, field in _pointing_to(parent):
            found = Place(thing, table, field, f"{field}__{way}".removesuffix("__"))
            yield found
            if decisions.get((thing, found.label), "open") != "open" and table not in seen:
                seen.add(table)
                todo.append((table, found.way))


def _pointing_to(parent: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Every foreign key of the portal's tables to this one; the history has its own rule."""
    for relation in parent._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.many_to_many:
            continue
        if not hasattr(relation.related_model, "pgh_tracked_model"):
            yield relation.related_model, relation.field.name
