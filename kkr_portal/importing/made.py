"""Imports that were made: each is the history's context of the request that wrote it, and nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pghistory
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.history.models import Context
from kkr_portal.registry.models import Council

SHOWN, SHOWN_FOR = 10, timedelta(days=30)


@dataclass(frozen=True)
class Import:
    """``council``: the id of the KKR whose secretariat edits what was taken in; None where that is KL's."""

    pk: UUID
    title: str
    back: str
    council: int | None
    at: datetime
    user: int | None
    who: str = ""

    def __str__(self) -> str:
        return f"{self.title}, {timezone.localtime(self.at):%d.%m.%Y kl. %H.%M}"


@contextmanager
def recorded(*, title: str, back: str, council: Council | None) -> Iterator[UUID]:
    """What is written within is an import; gives its key. Outside a request it is known to nobody."""
    told = {"title": title, "back": back, "council": council.pk if council else None}
    with pghistory.context(**{"import": told}) as context:
        yield context.id


def import_of(user: AnyUser, pk: UUID) -> Import | None:
    """None where there is no such import, or ``user`` could not have made it."""
    found = Context.objects.filter(pk=pk, metadata__has_key="import").first()
    return next(iter(_editable([found], user)), None) if found else None


def latest(user: AnyUser) -> list[Import]:
    """The newest of the last weeks that this person could take back, the newest first."""
    since = timezone.now() - SHOWN_FOR
    either = Q(metadata__has_key="import") | Q(metadata__has_key="undoes")
    rows = list(Context.objects.filter(either, created_at__gte=since).order_by("-created_at"))
    undone = {row.metadata.get("undoes") for row in rows}
    made = [row for row in rows if "import" in row.metadata and str(row.pk) not in undone]
    return _editable(made, user)[:SHOWN]


def _editable(rows: list[Context], user: AnyUser) -> list[Import]:
    found = [
        Import(row.pk, at=row.created_at, user=row.metadata.get("user"), **row.metadata["import"])
        for row in rows
    ]
    mine = [one for one in found if _may_undo(user, one.council)]
    names = get_user_model()._base_manager.in_bulk({one.user for one in mine if one.user})
    return [Import(**{**vars(one), "who": str(names.get(one.user, ""))}) for one in mine]


def _may_undo(user: AnyUser, council: int | None) -> bool:
    if council is None:
        return predicates.may_edit_national(user)
    return predicates.may_edit_council(user, council)
