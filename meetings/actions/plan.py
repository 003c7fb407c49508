"""The year's plan: § 5, stk. 2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from kkr_portal.registry.models import Council
from meetings.actions.life import TAKEN_DAY, NotPossible
from meetings.models import Meeting


@transaction.atomic
def plan_meetings(*, council: Council, rows: Iterable[dict[str, Any]]) -> list[Meeting]:
    """Plan ordinary meetings, all or none. A row that is planned already, time and place included, is left.

    ``rows``: day, starts_at, ends_at, place.
    """
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    made = []
    for row in rows:
        facts = {name: row[name] for name in ("starts_at", "ends_at", "place")}
        there = Meeting.objects.filter(council=council, date=row["day"]).first()
        if there and all(getattr(there, name) == value for name, value in facts.items()):
            continue
        if there:
            raise NotPossible(f"{row['day']:%d.%m.%Y}: {TAKEN_DAY}")
        made.append(
            Meeting.objects.create(council=council, date=row["day"], status=Meeting.Status.PLANNED, **facts)
        )
    return made
