"""Municipal quotas and statistics are taken in as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from quotas.actions.issues import held
from quotas.models import Issue, MunicipalQuota, RegionQuota, Statistics, StatisticsRow
from quotas.models.closing import MESSAGE
from quotas.refused import Refused


@transaction.atomic
def import_quotas(
    *, issue: Issue, kind: MunicipalQuota.Kind, quotas: Mapping[int, int], regions: Mapping[int, int],
    source: str, dated: date | None,
) -> None:  # fmt: skip
    """``quotas`` by municipality id and ``regions`` by council id, in persons. Rows of that kind that stand
    there already are changed, so that their history goes on. Raises Refused when the issue is closed.
    """
    now = _open(issue)
    stored = {one.municipality_id: one for one in MunicipalQuota.objects.filter(issue=now, kind=kind)}
    new = []
    for municipality, persons in quotas.items():
        if (row := stored.get(municipality)) is None:
            new.append(
                MunicipalQuota(
                    issue=now, municipality_id=municipality, kind=kind, persons=persons, source=source,
                    dated=dated,
                )
            )  # fmt: skip
        elif (row.persons, row.source, row.dated) != (persons, source, dated):
            row.persons, row.source, row.dated = persons, source, dated
            row.save(update_fields=["persons", "source", "dated"])
    MunicipalQuota.objects.bulk_create(new)
    RegionQuota.objects.bulk_create(
        RegionQuota(issue=now, council_id=council, persons=persons, source=source)
        for council, persons in regions.items()
    )


@transaction.atomic
def import_statistics(
    *, issue: Issue, rows: Mapping[int, tuple[int, int, int]], source: str, constructed: bool
) -> Statistics:
    """``rows``: population, immigrants and reunified by municipality id. The earlier statistics of the issue
    and what was calculated from them make way; both stay in the history.
    """
    now = _open(issue)
    Statistics.objects.filter(issue=now).delete()
    statistics = Statistics.objects.create(issue=now, source=source, constructed=constructed)
    StatisticsRow.objects.bulk_create(
        StatisticsRow(
            statistics=statistics, municipality_id=municipality, population=population,
            immigrants=immigrants, reunified=reunified,
        )
        for municipality, (population, immigrants, reunified) in rows.items()
    )  # fmt: skip
    return statistics


def _open(issue: Issue) -> Issue:
    now = held(issue)
    if now.is_closed:
        raise Refused(MESSAGE)
    return now
