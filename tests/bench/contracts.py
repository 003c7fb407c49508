"""A contract's pages and its PDF among 20 years × 6 houses: ``python -m tests.bench.contracts``.

A database of its own on the tests' server, thrown away afterwards. Each page answers the same secretary in
the same process, with the demonstration's contracts alone and with all of them; the aim is under 0.100
seconds and the same queries. The PDF (reading, HTML and layout) stands beside a bare WeasyPrint run of the
same HTML, the two in turns and in seconds of processor time, which other work on the machine disturbs least;
the aim is a ratio of at most 1.10. Of the pages the best of several runs, of the PDF the median.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from tests import environment  # noqa: F401 – the tests' settings and server
from tests.bench.attendance import _say, _seconds

RUNS = 9
CONTRACT = "/contracts/midtjylland/2022/"
PAGES = {
    "the contract": CONTRACT,
    "editing, overview": f"{CONTRACT}edit/",
    "check against the framework": f"{CONTRACT}check/",
    "list of contracts": "/contracts/",
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kkr_portal.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": static}
    connection.settings_dict["TEST"]["NAME"] = "bench_contracts"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        measure()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure() -> None:
    from contracts.prints import contract_html, contract_pdf
    from tests.bench.contracts_editing import _secretary
    from tests.contracts.many import fill
    from tests.contracts.written import the_contract

    contract = the_contract()
    client = _secretary()
    alone = _pages(client)
    fill(contract)
    loaded = _pages(client)
    line = "{:<36}{:>14}{:>9}{:>17}{:>9}{:>7}".format
    _say(line("page", "2 contracts", "queries", "120 contracts", "queries", "ratio"))
    for what in PAGES:
        (one, asked), (many, asked_now) = alone[what], loaded[what]
        _say(line(what, f"{one:.3f}", asked, f"{many:.3f}", asked_now, f"{many / one:.1f}"))
    html = contract_html(contract)
    mine, bare = _in_turns(lambda: contract_pdf(contract), lambda: _bare(html))
    line = "{:<36}{:>9}{:>22}{:>9}{:>7}".format
    _say(line("what", "cpu s", "compared with", "cpu s", "ratio"))
    _say(line("the contract as PDF", f"{mine:.2f}", "bare WeasyPrint", f"{bare:.2f}", f"{mine / bare:.2f}"))


def _pages(client: Any) -> dict[str, tuple[float, int]]:
    """Seconds and queries of each page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found = {}
    for what, path in PAGES.items():
        seconds = _seconds(client, path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        found[what] = (seconds, len(asked))
    return found


def _bare(html: str) -> None:
    """The same HTML through WeasyPrint as it comes; its files, also those of its style sheets, by path."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    static = (Path(__file__).resolve().parents[2] / "static").as_uri()

    class ByPath(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            return super().fetch(url.replace("static://", static), headers)

    page = HTML(string=html, base_url="static:///", url_fetcher=ByPath())
    page.write_pdf(pdf_variant="pdf/ua-1")


def _in_turns(*works: Callable[[], object]) -> list[float]:
    """The median of each in processor time, run after one another."""
    times: list[list[float]] = [[] for _ in works]
    for turn in range(RUNS + 1):
        for mine, work in zip(times, works, strict=True):
            gc.collect()
            start = time.process_time()
            work()
            if turn:  # the first reads fonts and templates
                mine.append(time.process_time() - start)
    return [median(mine) for mine in times]


if __name__ == "__main__":
    main()
