"""The boards' pages with six boards of forty years beside one of one term: ``python -m tests.bench.boards``.

As the public sees them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tests.bench.measuring import Row, database, everyone, seconds, show

PAGES = {
    "list of boards": "/boards/",
    "one board": "/boards/organ-0/",
    "its timeline": "/boards/organ-0/timeline/",
    "seats": "/boards/seats/",
    "handover": "/boards/handover/?election=2025",
    "round of the five KKR": "/boards/rounds/?term=2022",
    "one KKR's round": "/boards/rounds/{round}/",
}


def rows() -> Iterator[Row]:
    few, many = _pages(boards=1, years=4), _pages(boards=6, years=40)
    for what in PAGES:
        yield Row(what, "6 boards, 40 years", many[what], "s", "1 board, 4 years", few[what])


def _pages(*, boards: int, years: int) -> dict[str, float]:
    """Seconds by page, with so much stored in a database of its own: what is past can't be emptied."""
    with database("boards"):
        from tests.boards.test_seating import many_boards

        many_boards(number=boards, years=years)
        shown = _rounds(years)
        client = everyone()
        return {what: seconds(client, address.format(round=shown)) for what, address in PAGES.items()}


def _rounds(years: int) -> int:
    """Of all five KKR, for every term that lies in so many years; the id of one from 2022."""
    from boards.actions.rounds import open_round
    from boards.models import Round
    from kkr_portal.registry.models import Council

    for year in range(2022, 2022 - years, -4):
        for council in Council.objects.order_by("-pk"):
            open_round(council=council, first=date(year, 4, 1), until=date(year + 4, 4, 1))
    return Round.objects.order_by("-period", "pk")[0].pk


if __name__ == "__main__":
    show(rows())
