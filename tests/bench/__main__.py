"""One table of every measurement, the quick ones first: ``make bench``. Each bench also runs alone."""

from __future__ import annotations

import os
import platform

from tests.bench import (
    attendance,
    boards,
    composition,
    contracts,
    contracts_editing,
    contracts_years,
    october,
    open_data,
    packet,
    quotas,
    quotas_what_if,
    search,
)
from tests.bench.measuring import HEAD, say, set_up

GROUPS = {
    "Composition of the five KKR, every step told": composition,
    "Packet and PDF": packet,
    "Packet of 11 October 2021": october,
    "A meeting under way": attendance,
    "Contracts": contracts,
    "Contracts, editing": contracts_editing,
    "Contracts, over the years": contracts_years,
    "Boards": boards,
    "Quotas": quotas,
    "Quotas, what if for 98 municipalities": quotas_what_if,
    "Search, 100 sent meetings of 20 years": search,
    "Open data, the same 20 years": open_data,
}
LOAD = "Load has a table of its own and takes a quarter of an hour: .venv/bin/python -m tests.bench.load"


def machine() -> str:
    """The day, and what was measured on; no name of it."""
    from django.db import connection
    from django.utils import timezone

    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        database = cursor.fetchone()[0].split()[0]
    return (
        f"{timezone.localdate():%Y-%m-%d}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, PostgreSQL {database}"
    )


if __name__ == "__main__":
    set_up()
    say(machine())
    say(HEAD)
    for heading, bench in GROUPS.items():
        say(f"── {heading}")
        for row in bench.rows():
            say(str(row))
    say(LOAD)
