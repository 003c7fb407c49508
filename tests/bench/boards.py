"""The boards' pages with one board of one term beside six of forty years: ``python -m tests.bench.boards``.

A database of its own on the tests' server, thrown away afterwards; of each page the best of several runs.
"""

from __future__ import annotations

import os
from typing import Any

from tests import environment  # noqa: F401 – the tests' settings and server
from tests.bench.attendance import _say, _seconds

PAGES = {
    "list of boards": "/boards/",
    "one board": "/boards/organ-0/",
    "its timeline": "/boards/organ-0/timeline/",
    "seats": "/boards/seats/",
    "handover": "/boards/handover/?election=2025",
    "round of the five KKR": "/boards/rounds/?term=2022",
    "one KKR's round": "/boards/rounds/{round}/",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kkr_portal.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": static}
    connection.settings_dict["TEST"]["NAME"] = "bench_boards"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        measure()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure() -> None:
    small = _pages(boards=1, years=4)
    large = _pages(boards=6, years=40)
    line = "{:<28}{:>22}{:>26}{:>7}".format
    _say(line("page", "1 board, 4 years", "6 boards, 40 years", "ratio"))
    for what in PAGES:
        one, many = small[what], large[what]
        _say(line(what, f"{one:.3f}", f"{many:.3f}", f"{many / one:.1f}"))


def _pages(*, boards: int, years: int) -> dict[str, float]:
    """Seconds by page, as the public sees it."""
    from django.test import Client

    from boards.models import Board, Round, Tenure
    from tests.boards.test_seating import many_boards

    Tenure.objects.all().delete()
    Board.objects.all().delete()
    Round.objects.all().delete()
    many_boards(number=boards, years=years)
    shown = _rounds(years)
    client: Any = Client(SERVER_NAME="localhost")
    return {what: _seconds(client, address.format(round=shown)) for what, address in PAGES.items()}


def _rounds(years: int) -> int:
    """Of all five KKR, for every term that lies in so many years; the id of one from 2022."""
    from datetime import date

    from boards.actions.rounds import open_round
    from boards.models import Round
    from kkr_portal.registry.models import Council

    for year in range(2022, 2022 - years, -4):
        for council in Council.objects.order_by("-pk"):
            open_round(council=council, first=date(year, 4, 1), until=date(year + 4, 4, 1))
    return Round.objects.order_by("-period", "pk")[0].pk


if __name__ == "__main__":
    main()
