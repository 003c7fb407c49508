"""Agreements about municipal quotas that the authority has been told of: public from that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time

from django.utils import timezone

from kkr_portal.year.news import News
from quotas.models import Agreement


def news(limit: int, council_id: int | None = None) -> Iterator[News]:
    """The latest, for everyone. One query."""
    agreements = Agreement.objects.filter(notified_on__isnull=False)
    if council_id:
        agreements = agreements.filter(council=council_id)
    latest = agreements.select_related("issue__year", "council__region").order_by("-notified_on", "-pk")
    for one in latest[:limit]:
        at = timezone.make_aware(datetime.combine(one.notified_on, time(0)))  # type: ignore[arg-type]
        title = f"{one.council.region}, kvoter for {one.issue.year}"
        yield News(f"quotas-{one.pk}", at, "Kvoteaftale", title, one.get_absolute_url(), one.council_id)
