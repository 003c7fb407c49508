"""The editing pages of a contract among 20 years × 6 houses: ``python -m tests.bench.contracts_editing``.

A database of its own on the tests' server, thrown away afterwards. Each page answers the same secretary in
the same process, beside a page with one plain form; of each the best of several runs. The aim is under
0.100 seconds.
"""

from __future__ import annotations

import os
import time
from typing import Any

from tests import environment  # noqa: F401 – the tests' settings and server

RUNS = 15


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kkr_portal.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    static = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }  # plain names: none are built
    settings.STORAGES = settings.STORAGES | {"staticfiles": static}
    connection.settings_dict["TEST"]["NAME"] = "bench_contracts_editing"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        measure()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure() -> None:
    """One line a page: seconds, and how many times the plain form."""
    from tests.contracts.many import fill
    from tests.contracts.written import BASE, the_contract

    contract = the_contract()
    fill(contract)
    goal = contract.goals.get(number=8)
    client = _secretary()
    plain = _seconds(client, f"{BASE}basics/")
    line = "{:<44}{:>9}{:>22}{:>9}{:>7}".format
    _say(line("what", "seconds", "compared with", "seconds", "ratio"))
    for what, address in [
        ("editing, overview of the contract", BASE),
        ("editing, a goal with 6 points", f"{BASE}goals/{goal.pk}/"),
        ("editing, the funding key with 19 rows", f"{BASE}key/"),
    ]:
        mine = _seconds(client, address)
        _say(line(what, f"{mine:.3f}", "a form with one date", f"{plain:.3f}", f"{mine / plain:.1f}"))


def _secretary() -> Any:
    from django.test import Client

    from kkr_portal.access.models import Role, User
    from kkr_portal.registry.models import Council

    user = User.objects.create_user("sekretariat@example.dk", "en-lang-kode-til-test")
    Role.objects.create(user=user, kind="secretariat", council=Council.objects.get(slug="midtjylland"))
    # Without the test environment, which copies what every template was given.
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _seconds(client: Any, address: str) -> float:
    """The best of several runs, the first not counted: templates are read once."""
    times = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        answer = client.get(address)
        times.append(time.perf_counter() - start)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")
    return min(times[1:])


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
