"""Contracts that were published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.utils import timezone

from contracts.models import ResultContract
from kkr_portal.year.news import News


def news(limit: int, council_id: int | None = None) -> Iterator[News]:
    """The latest, for everyone. One query."""
    contracts = ResultContract.objects.filter(published_on__isnull=False, invented=False)
    if council_id:
        contracts = contracts.filter(council=council_id)
    for one in contracts.select_related("business_house").order_by("-published_on", "-pk")[:limit]:
        at = timezone.make_aware(datetime.combine(one.published_on, time(0)))  # type: ignore[arg-type]
        yield News(
            f"contract-{one.pk}", at, "Resultatkontrakt", f"{one.business_house} {one.year}",
            one.get_absolute_url(), one.council_id,
        )  # fmt: skip
