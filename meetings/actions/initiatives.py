"""Initiatives of a status table: added last, brought back after a deletion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from kkr_portal.history.tracked import events_of
from kkr_portal.registry.models import Council
from meetings.models import Initiative, InitiativeTable


def table_like(typed: Mapping[str, str], *, council: Council) -> InitiativeTable | None:
    """The KKR's table that says what is typed, if there is one. Holds the KKR: a transaction must be open."""
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    said = {name: typed.get(name, "").strip() for name in ("title", "introduction")}
    return InitiativeTable.objects.filter(council=council, **said).first()


@transaction.atomic
def add_initiative(*, table: InitiativeTable, initiative: Initiative) -> Initiative:
    """Save ``initiative`` as the table's last. A form that came twice (a double click) makes one."""
    InitiativeTable.objects.select_for_update().get(pk=table.pk)
    last = table.initiatives.order_by("position").last()
    if last and initiative.pk is None and _said(last) == _said(initiative):
        return last
    initiative.table, initiative.position = table, (last.position if last else 0) + 1
    initiative.save(force_insert=True)
    return initiative


def _said(initiative: Initiative) -> tuple[str, str, str]:
    return initiative.name, initiative.run_by, initiative.status


def deleted_initiatives(table: InitiativeTable) -> models.QuerySet[Any]:
    """The latest deletion of each initiative that is not in the table now."""
    return (
        events_of(Initiative)
        .filter(pgh_label="delete", table_id=table.pk)
        .exclude(pgh_obj_id__in=Initiative.objects.values("pk"))
        .order_by("pgh_obj_id", "-pgh_id")
        .distinct("pgh_obj_id")
    )


@transaction.atomic
def restore_initiative(*, table: InitiativeTable, event_id: int) -> Initiative:
    """Bring a deleted one back, last. Raises DoesNotExist when there is none to bring back."""
    InitiativeTable.objects.select_for_update().get(pk=table.pk)
    gone = deleted_initiatives(table).get(pgh_id=event_id)
    row = Initiative(pk=gone.pgh_obj_id, name=gone.name, run_by=gone.run_by, status=gone.status)
    return add_initiative(table=table, initiative=row)
