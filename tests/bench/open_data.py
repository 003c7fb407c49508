"""Open data over twenty years of one KKR, the search's: ``python -m tests.bench.open_data``.

Seconds for the first page of each list, of a hundred objects, and for the list of what has changed since now,
which is what a program asks that has copied all before.
"""

from __future__ import annotations

import json
from datetime import timedelta
from urllib.parse import quote

from tests.bench.attendance import _say, _seconds
from tests.bench.search import fill, main

LISTS = ["meetings", "agenda-items", "papers", "consultations", "files", "people"]


def measure() -> None:
    from django.test import Client
    from django.utils import timezone

    fill()
    client = Client(SERVER_NAME="localhost")
    since = quote((timezone.now() + timedelta(hours=1)).isoformat())
    line = "{:<24}{:>10}{:>12}{:>18}".format
    _say(line("list", "objects", "first page", "nothing changed"))
    for kind in LISTS:
        address = f"/oparl/bodies/midtjylland/{kind}/"
        total = json.loads(client.get(address).content)["pagination"]["totalElements"]
        times = [_seconds(client, one) for one in (address, f"{address}?modified_since={since}")]
        _say(line(kind, total, f"{times[0]:.3f}", f"{times[1]:.3f}"))
    for name, address in (("news as Atom", "/news.atom"), ("the sitemap", "/sitemap.xml")):
        _say(line(name, "", f"{_seconds(client, address):.3f}", ""))


if __name__ == "__main__":
    main(measure)
