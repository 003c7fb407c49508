"""Open data over twenty years of one KKR, the search's: ``python -m tests.bench.open_data``.

The first page of each list beside the list of what has changed, which is nothing: what a program asks that
has copied all before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

from tests.bench.measuring import Row, database, everyone, seconds, show
from tests.bench.search import fill

LISTS = ["meetings", "agenda-items", "papers", "consultations", "files", "people"]


def rows() -> Iterator[Row]:
    with database("open_data"):
        from django.utils import timezone

        fill()
        client = everyone()
        since = quote((timezone.now() + timedelta(hours=1)).isoformat())
        for kind in LISTS:
            address = f"/oparl/bodies/midtjylland/{kind}/"
            total = json.loads(client.get(address).content)["pagination"]["totalElements"]
            first, unchanged = (
                seconds(client, one) for one in (address, f"{address}?modified_since={since}")
            )
            yield Row(
                f"first page of {kind}", f"{total:,} objects", first, "s", "nothing has changed", unchanged
            )
        for what, address in (("news as Atom", "/news.atom"), ("the sitemap", "/sitemap.xml")):
            yield Row(what, "20 years", seconds(client, address), "s")


if __name__ == "__main__":
    show(rows())
