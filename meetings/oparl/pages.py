"""A list of objects, page by page, narrowed to what was made or changed in a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.dateparse import parse_datetime

from meetings.oparl.stamps import Stamp

MOST = 100  # objects on a page
# The property, and whether the time is the earliest or the latest that is asked for.
WINDOWS = {
    "created_since": ("created", True), "created_until": ("created", False),
    "modified_since": ("modified", True), "modified_until": ("modified", False),
}  # fmt: skip


class WrongQuestion(ValueError):
    """What is wrong with an address, in Danish."""


class NotThere(Exception):
    """That there is nothing, in Danish."""


@dataclass(frozen=True)
class Asked:
    """``kept``: the parameters that the next page's address bears too, always in the same order."""

    times: Mapping[str, datetime]
    page: int
    size: int
    kept: tuple[tuple[str, str], ...]


def asked(parameters: Mapping[str, str], *, per_page: int = MOST) -> Asked:
    """Raises WrongQuestion. A wish for longer pages than there are is no fault."""
    times = {name: _moment(name, parameters[name]) for name in WINDOWS if name in parameters}
    size = _whole("elementsPerPage", parameters.get("elementsPerPage", str(per_page)))
    kept = [(name, parameters[name]) for name in sorted({*WINDOWS, "elementsPerPage"}) if name in parameters]
    page = _whole("page", parameters.get("page", "1"))
    return Asked(times, page, min(size, MOST), tuple(kept))


def _moment(name: str, text: str) -> datetime:
    """A plus that was not written as %2B arrives as a space."""
    try:
        found = parse_datetime(text.strip().replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise WrongQuestion(f"{name} skal være dato, klokkeslæt og tidszone, fx 2022-01-31T00:00:00+01:00.")
    return found


def _whole(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 9 and int(text)):
        raise WrongQuestion(f"{name} skal være et helt tal fra 1 og op.")
    return int(text)


def _within(stamp: Stamp, times: Mapping[str, datetime]) -> bool:
    """To the second, as the times are told."""
    for name, limit in times.items():
        attribute, since = WINDOWS[name]
        value = getattr(stamp, attribute).replace(microsecond=0)
        if value < limit if since else value > limit:
            return False
    return True


def page_of(
    rows: Sequence[tuple[Any, Stamp]],
    wanted: Asked,
    address: str,
    tell: Callable[[Sequence[tuple[Any, Stamp]]], list[dict[str, Any]]],
) -> dict[str, Any]:
    """Raises NotThere where there is no such page; a list without objects has one page."""
    found = [row for row in rows if _within(row[1], wanted.times)]
    last = max(1, -(-len(found) // wanted.size))
    if wanted.page > last:
        raise NotThere(f"Listen har {last} sider.")

    def link(page: int) -> str:
        query = urlencode([*wanted.kept, *([("page", str(page))] if page > 1 else [])])
        return f"{address}?{query}" if query else address

    links = {"first": link(1), "self": link(wanted.page), "last": link(last)}
    if wanted.page > 1:
        links["prev"] = link(wanted.page - 1)
    if wanted.page < last:
        links["next"] = link(wanted.page + 1)
    first = (wanted.page - 1) * wanted.size
    return {
        "data": tell(found[first : first + wanted.size]),
        "pagination": {
            "totalElements": len(found), "elementsPerPage": wanted.size,
            "currentPage": wanted.page, "totalPages": last,
        },
        "links": links,
    }  # fmt: skip
