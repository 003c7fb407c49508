"""The model for 98 municipalities, and an annex of 98 rows taken in: ``python -m tests.bench.quotas``.

A database of its own on the tests' server, thrown away afterwards; of each thing the best of several runs.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

from tests import environment  # noqa: F401 – the tests' settings and server
from tests.bench.attendance import _say, _seconds

RUNS = 7
YEARS = range(2001, 2031)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kkr_portal.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": static}
    connection.settings_dict["TEST"]["NAME"] = "bench_quotas"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        measure()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure() -> None:
    from django.db import transaction
    from django.test import Client

    from quotas.actions.imports import import_quotas
    from quotas.annex_import import Wanted, plan_import, read
    from quotas.model_of import Reading, facts_of, modelled
    from quotas.models import Issue, MunicipalQuota
    from quotas.places import Places
    from quotas.rules.distribution import distribute
    from tests.quotas.annexes import annex_a
    from tests.quotas.made import an_issue, with_quotas, with_statistics

    issue = an_issue(2022, national=500, status="published")
    statistics = with_statistics(issue)
    facts = facts_of(statistics)

    def take_in() -> None:
        """Read, plan and write 98 rows; undone, so that each run writes them anew."""
        with transaction.atomic():
            places = Places()
            plan = plan_import(
                issue, read(annex_a(), places), Wanted(MunicipalQuota.Kind.AGREED, "Bilag A"), places
            )
            import_quotas(
                issue=issue, kind=plan.wanted.kind, quotas=plan.quotas, regions=plan.regions,
                source=plan.wanted.source, dated=None,
            )  # fmt: skip
            transaction.set_rollback(True)

    line = "{:<58}{:>9}".format
    _say(line("what", "seconds"))
    _say(
        line(
            "the model alone, 98 municipalities, rounded",
            f"{_best(lambda: distribute(facts, 500).rounded()):.4f}",
        )
    )
    _say(
        line(
            "the model with its arithmetic, from the database",
            f"{_best(lambda: modelled(facts_of(statistics), 500, Reading())):.4f}",
        )
    )
    _say(line("an annex of 98 rows read, planned and written", f"{_best(take_in):.3f}"))
    client: Any = Client(SERVER_NAME="localhost")
    pages = {
        "the model's page": "/quotas/2022/1/model/",
        "a year": "/quotas/2022/",
        "the list of years": "/quotas/",
        "a region over the years": "/quotas/regions/midtjylland/",
        "all published quotas as JSON": "/quotas/quotas.json",
    }
    few = {what: _seconds(client, address) for what, address in pages.items()}
    for year in YEARS:
        if not Issue.objects.filter(year__year=year).exists():
            with_quotas(an_issue(year, status="published"))
    _say("")
    line = "{:<34}{:>10}{:>12}{:>7}".format
    _say(line("page", "one year", "30 years", "ratio"))
    for what, address in pages.items():
        many = _seconds(client, address)
        _say(line(what, f"{few[what]:.3f}", f"{many:.3f}", f"{many / few[what]:.1f}"))


def _best(act: Callable[[], object]) -> float:
    """Seconds of the quickest run."""
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        act()
        found.append(time.perf_counter() - start)
    return min(found)


if __name__ == "__main__":
    main()
