"""A what-if answer for 98 municipalities: the calculation alone, the page, and what the script fetches.

``python -m tests.bench.quotas_what_if``; a database of its own on the tests' server, thrown away afterwards.
"""

from __future__ import annotations

import os
import time
from typing import Any

from tests import environment  # noqa: F401 – the tests' settings and server
from tests.bench.attendance import _say

RUNS = 20
ONE = "c1-national=1400"
FOUR = "&".join(
    f"c{n}-national={n}400&c{n}-extra={n}00&c{n}-more=Aarhus+5&c{n}-exempt=Odder" for n in range(1, 5)
)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kkr_portal.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": static}
    connection.settings_dict["TEST"]["NAME"] = "bench_what_if"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        measure()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure() -> None:
    from django.test import Client

    from kkr_portal.access.models import User
    from quotas.rules.what_if import Case
    from quotas.what_if_of import basis_of, what_if
    from tests.quotas.made import an_issue, set_status, with_quotas

    issue = set_status(with_quotas(an_issue(2022)), "published")
    basis = basis_of(issue)
    cases = [Case(1400, n, {"Aarhus": 5}, frozenset({"Odder"})) for n in range(4)]
    client: Any = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.create_user("bench@example.dk", "en-lang-kode-til-test"))
    line = "{:<44}{:>14}{:>14}".format
    _say(line("what if, 98 municipalities", "1 case, ms", "4 cases, ms"))
    for what, act in {
        "the calculation": lambda many: what_if(basis, cases if many else cases[:1]),
        "the part that the script fetches": lambda many: client.get(
            f"/quotas/what-if/?{FOUR if many else ONE}&kkr=midtjylland", headers={"X-Requested-With": "fetch"}
        ),
        "the page": lambda many: client.get(f"/quotas/what-if/?{FOUR if many else ONE}"),
    }.items():
        _say(line(what, *(f"{_milliseconds(act, many):.1f}" for many in (False, True))))


def _milliseconds(act: Any, many: bool) -> float:
    """The best of several runs."""
    best = float("inf")
    for _ in range(RUNS):
        begun = time.perf_counter()
        act(many)
        best = min(best, time.perf_counter() - begun)
    return best * 1000


if __name__ == "__main__":
    main()
