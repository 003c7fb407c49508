"""Forms that could be sent while everything was open, to be sent again when it is closed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import resolve

from kkr_portal.access.models import User
from tests.closed.forms import Form, forms_of

ROOMS = ("/meetings/", "/contracts/", "/quotas/", "/boards/")
ENOUGH = 2
NO_PAGE = re.compile(r"\.(pdf|csv|xlsx|ics|json)$|/(file|packet|print)/")
LINK = re.compile(r'<a\b[^>]*?href="([^"#]+)"')
WRITTEN = "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"


@dataclass(frozen=True)
class Sent:
    """What a browser sent, and which tables it wrote in."""

    address: str
    values: dict[str, list[str]]
    tables: frozenset[str]

    @property
    def name(self) -> str:
        return view_of(self.address)


def administrator() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get(email="administrator@portal.example"))
    return client


def captured(starts: tuple[str, ...], within: tuple[str, ...], depth: int, *, kept: set[str]) -> list[Sent]:
    """Every form at most ``depth`` links away that, when sent, writes in one of the ``kept`` tables.

    ``within``: how the addresses begin that are followed. One form of each kind; nothing of it stays.
    """
    client, found, tried = administrator(), {}, Counter[tuple[str, ...]]()
    for page, form in forms_within(client, starts, within, depth):
        address = form.address(page)
        kind = (view_of(address), *sorted(form.fields))
        tried[kind] += 1
        if kind in found or tried[kind] > ENOUGH:
            continue
        for values in filled(form):
            if tables := _accepted(client, address, values) & kept:
                found[kind] = Sent(address, values, frozenset(tables))
                break
    return list(found.values())


def view_of(address: str) -> str:
    """«meetings:edit_item»."""
    return resolve(urlsplit(address).path).view_name


def forms_within(
    client: Client, starts: tuple[str, ...], within: tuple[str, ...], depth: int,
    rooms: tuple[str, ...] = ROOMS,
) -> Iterator[tuple[str, Form]]:  # fmt: skip
    """Those that are sent to one of ``rooms``, with the page that they stand on; of pages alike, such as
    every item's, the first ones.
    """
    seen, here, alike = set(starts), list(starts), Counter[str]()
    for _ in range(depth + 1):
        following: list[str] = []
        for page in here:
            alike[view_of(page)] += 1
            if alike[view_of(page)] > ENOUGH:
                continue
            answer = client.get(page)
            if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
                continue
            for form in forms_of(answer.text):
                if form.address(page).startswith(rooms):
                    yield page, form
            links = (urljoin(page, link).split("#")[0] for link in LINK.findall(answer.text))
            for link in links:
                if link.startswith(within) and link not in seen and not NO_PAGE.search(link.split("?")[0]):
                    seen.add(link)
                    following.append(link)
        here = following


def filled(form: Form) -> Iterator[dict[str, list[str]]]:
    """With every text changed, with what is empty filled in as well, and as it stands; for each button."""
    texts = {name: form.fields[name][0] for name in form.texts}
    changed = {name: [f"{text} rettet"] for name, text in texts.items() if re.search("[a-zæøå]", text)}
    new = {name: ["Prøve"] for name, text in texts.items() if not text}
    for name, value in form.buttons or [("", "")]:
        pressed = {name: [value]} if name else {}
        for more in filter(None, (changed, changed | new)):
            yield form.fields | more | pressed
        yield form.fields | pressed


def _accepted(client: Client, address: str, values: dict[str, list[str]]) -> set[str]:
    """The tables that were written in, although it is rolled back. A form that is refused writes in none."""
    with transaction.atomic():
        answer, tables = post(client, address, values)
        transaction.set_rollback(True)
    return tables if answer.status_code == 302 else set()


def post(client: Client, address: str, values: dict[str, list[str]]) -> tuple[HttpResponseBase, set[str]]:
    """The answer, and the tables in which a row was written, also where it was taken back on the way."""
    before = rows_written()
    answer = client.post(address, values)
    return answer, tables_since(before)


def tables_since(before: dict[str, int]) -> set[str]:
    """Those in which a row was written since ``rows_written`` gave this."""
    return {table for table, number in rows_written().items() if number != before.get(table, 0)}


def rows_written() -> dict[str, int]:
    """How many in each table since this transaction began, with those that were taken back."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return dict(cursor.fetchall())
