"""The year's three dates: announced by 1 May, notified before 10 September, fixed before 30 September.

A date that something must happen before is told on the last day on which it still can.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from kkr_portal.access.predicates import AnyUser
from kkr_portal.registry.models import Council
from kkr_portal.year.due import Due
from quotas.history_of import latest_of
from quotas.models import Issue, MunicipalQuota
from quotas.rules.national_number import QuotaDate, dates

SETTLED = (MunicipalQuota.Kind.AGREED, MunicipalQuota.Kind.FIXED)


def due_dates(user: AnyUser, first: date, last: date) -> Iterator[Due]:
    """Of the years that the portal has, and of those still to come. Four queries, however many years."""
    issues = list(Issue.objects.visible_to(user).select_related("year"))
    by_year = {issue.year.year: issue for issue in latest_of(issues).values()}
    settled = _settled(by_year)
    councils = list(Council.objects.select_related("region"))
    this_year = timezone.localdate().year
    for year in range(first.year + 1, last.year + 2):
        issue = by_year.get(year)
        if issue is None and year <= this_year:
            continue  # nothing is known of it, and nothing can be done any more
        announced, notified, fixed = dates(year)
        url = issue.year.get_absolute_url() if issue else reverse("quotas:list")
        past = issue is not None and issue.is_partial
        done = {council.pk for council in councils if issue and (issue.pk, council.region_id) in settled}
        told = [_due(announced, url, done=issue is not None, key=f"quotas-{year}-announced")]
        told += [
            _due(
                notified, url, done=past or council.pk in done, council=council,
                key=f"quotas-{year}-notified",
            )
            for council in councils
        ]  # fmt: skip
        told.append(_due(fixed, url, done=past or len(done) == len(councils), key=f"quotas-{year}-fixed"))
        yield from (due for due in told if first <= due.day <= last)


def _due(one: QuotaDate, url: str, *, done: bool, key: str, council: Council | None = None) -> Due:
    if not one.exclusive:
        return Due(
            one.day,
            one.what,
            one.citation,
            url,
            done=done,
            council_id=council.pk if council else None,
            key=key,
        )
    where = f" i {council.region}" if council else ""
    title = f"Sidste dag{where}: {one.what} den {date_format(one.day, 'j. F')}"
    return Due(
        one.day - timedelta(days=1),
        title,
        one.citation,
        url,
        done=done,
        council_id=council.pk if council else None,
        key=key,
    )


def _settled(by_year: dict[int, Issue]) -> set[tuple[int, int]]:
    """Issue and region where a quota is agreed or fixed: they are entered for whole regions."""
    rows = MunicipalQuota.objects.filter(issue__in=by_year.values(), kind__in=SETTLED)
    return set(rows.values_list("issue_id", "municipality__region_id").distinct().order_by())
