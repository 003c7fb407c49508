"""A house over the years and a report with 20 years × 6 houses: ``python -m tests.bench.contracts_years``.

A database of its own on the tests' server, thrown away afterwards. Each page beside the list of contracts,
for the same secretary in the same process; of each the best of several runs. Read the ratio.
"""

from __future__ import annotations

import os
from typing import Any

from tests import environment  # noqa: F401 – the tests' settings and server
from tests.bench.attendance import _say, _seconds

YEARS = range(2011, 2031)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kkr_portal.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": static}
    connection.settings_dict["TEST"]["NAME"] = "bench_contracts_years"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        measure()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure() -> None:
    client, report = _loaded()
    plain = _seconds(client, "/contracts/")
    line = "{:<44}{:>9}{:>22}{:>9}{:>7}".format
    _say(line("what", "seconds", "compared with", "seconds", "ratio"))
    for what, path in [
        ("a house over 20 years", "/contracts/midtjylland/"),
        ("a report", report),
        ("the spread of a contract", "/contracts/midtjylland/2030/spread/"),
    ]:
        mine = _seconds(client, path)
        _say(line(what, f"{mine:.3f}", "the list of contracts", f"{plain:.3f}", f"{mine / plain:.1f}"))


def _loaded() -> tuple[Any, str]:
    """A secretary's client and the address of the latest report, with twenty years of six houses stored."""
    from django.test import Client

    from kkr_portal.access.models import Role, User
    from kkr_portal.registry.models import BusinessHouse, Council
    from tests.contracts.reported import a_contract, a_report, accepted, measured

    latest = ""
    for house in BusinessHouse.objects.values_list("slug", flat=True):
        for year in YEARS:
            report = a_report(a_contract(house, year, published=True))
            measured(report, "share", numerator=312, denominator=360)
            measured(report, "count", value=1417)
            accepted(report)
            if house == "midtjylland":
                latest = report.get_absolute_url()
    user = User.objects.create_user("sekretariat@example.dk", "en-lang-kode-til-test")
    Role.objects.create(user=user, kind="secretariat", council=Council.objects.get(slug="midtjylland"))
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client, latest


if __name__ == "__main__":
    main()
