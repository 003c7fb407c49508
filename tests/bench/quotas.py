"""The model, an annex taken in, and the pages of the quotas: ``python -m tests.bench.quotas``.

For all 98 municipalities; the pages with thirty years stored beside one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from tests.bench.measuring import Row, best, database, everyone, seconds, show

if TYPE_CHECKING:
    from quotas.models import Issue

YEARS = range(2001, 2031)
PAGES = {
    "the model's page": "/quotas/2022/1/model/",
    "a year": "/quotas/2022/",
    "the list of years": "/quotas/",
    "a region over the years": "/quotas/regions/midtjylland/",
    "all published quotas as JSON": "/quotas/quotas.json",
}


def rows() -> Iterator[Row]:
    with database("quotas"):
        from quotas.model_of import Reading, facts_of, modelled
        from quotas.rules.distribution import distribute
        from tests.quotas.made import an_issue, with_statistics

        issue = an_issue(2022, national=500, status="published")
        statistics = with_statistics(issue)
        facts, size = facts_of(statistics), "98 municipalities"
        alone = best(lambda: distribute(facts, 500).rounded()) * 1000
        told = best(lambda: modelled(facts_of(statistics), 500, Reading())) * 1000
        yield Row("the model alone, rounded", size, alone, "ms")
        yield Row("with its arithmetic, from the database", size, told, "ms", "the model alone", alone)
        yield Row("an annex read, planned and written", "98 rows", best(_taking_in(issue)) * 1000, "ms")
        few = _pages()
        _fill()
        for what, taken in _pages().items():
            yield Row(what, f"{len(YEARS)} years", taken, "s", "1 year", few[what])


def _taking_in(issue: Issue) -> Callable[[], None]:
    """Reads, plans and writes 98 rows; undone, so that each run writes them anew."""
    from django.db import transaction

    from quotas.actions.imports import import_quotas
    from quotas.annex_import import Wanted, plan_import, read
    from quotas.models import MunicipalQuota
    from quotas.places import Places
    from tests.quotas.annexes import annex_a

    def take_in() -> None:
        with transaction.atomic():
            places = Places()
            wanted = Wanted(MunicipalQuota.Kind.AGREED, "Bilag A")
            plan = plan_import(issue, read(annex_a(), places), wanted, places)
            import_quotas(
                issue=issue, kind=wanted.kind, quotas=plan.quotas, regions=plan.regions,
                source=wanted.source, dated=None,
            )  # fmt: skip
            transaction.set_rollback(True)

    return take_in


def _pages() -> dict[str, float]:
    """Seconds of each, as the public sees it."""
    client = everyone()
    return {what: seconds(client, address) for what, address in PAGES.items()}


def _fill() -> None:
    """The years that are missing, published with their quotas."""
    from quotas.models import Issue
    from tests.quotas.made import an_issue, with_quotas

    for year in YEARS:
        if not Issue.objects.filter(year__year=year).exists():
            with_quotas(an_issue(year, status="published"))


if __name__ == "__main__":
    show(rows())
