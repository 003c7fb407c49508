"""A contract's pages and its PDF among 20 years × 6 houses: ``python -m tests.bench.contracts``.

Each page answers the same secretary with the demonstration's contracts alone and with all of them; the aim is
under 0.100 seconds and the same queries. The PDF (reading, HTML and layout) stands beside a bare WeasyPrint
run of the same HTML, the two in turns and in seconds of processor time, which other work on the machine
disturbs least: the median of several, and the aim is a ratio of at most 1.10.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from tests.bench.measuring import Row, database, seconds, secretary, show

if TYPE_CHECKING:
    from django.test import Client

TURNS = 9
CONTRACT = "/contracts/midtjylland/2022/"
PAGES = {
    "the contract": CONTRACT,
    "editing, overview": f"{CONTRACT}edit/",
    "check against the framework": f"{CONTRACT}check/",
    "list of contracts": "/contracts/",
}


def rows() -> Iterator[Row]:
    with database("contracts"):
        from contracts.models import ResultContract
        from contracts.prints import contract_html, contract_pdf
        from tests.contracts.many import fill
        from tests.contracts.written import the_contract

        contract = the_contract()
        client = secretary()
        few, alone = _pages(client), ResultContract.objects.count()
        fill(contract)
        many, size = _pages(client), f"{ResultContract.objects.count()} contracts"
        for what in PAGES:
            (taken, asked), (taken_alone, asked_alone) = many[what], few[what]
            yield Row(what, size, taken, "s", f"{alone} contracts", taken_alone)
            yield Row("the same, queries", size, asked, "queries", f"{alone} contracts", asked_alone)
        html = contract_html(contract)
        ours, bare = _in_turns(lambda: contract_pdf(contract), lambda: _bare(html))
        yield Row("the contract as PDF, processor time", size, ours, "s", "bare WeasyPrint", bare)


def _pages(client: Client) -> dict[str, tuple[float, int]]:
    """Seconds and queries of each page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found = {}
    for what, path in PAGES.items():
        taken = seconds(client, path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        found[what] = (taken, len(asked))
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
    for turn in range(TURNS + 1):
        for mine, work in zip(times, works, strict=True):
            gc.collect()
            start = time.process_time()
            work()
            if turn:  # the first reads fonts and templates
                mine.append(time.process_time() - start)
    return [median(mine) for mine in times]


if __name__ == "__main__":
    show(rows())
