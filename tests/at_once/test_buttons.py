"""Every button of the rooms pressed twice at the same moment, and every text edited by two at once.

The forms are found by following the links of the portal's own pages. What one press does is measured first,
and taken back; two presses at once then do the same and no more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.db import connection, transaction
from django.http.response import HttpResponseBase
from django.test import Client

from tests.closed import world
from tests.closed.forms import Form
from tests.closed.replay import ENOUGH, ROOMS, administrator, filled, forms_within, view_of
from tests.side_by_side import while_open

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("quick_prints")]
ADDED = """SELECT relname, n_tup_ins - n_tup_del, n_tup_ins + n_tup_upd + n_tup_del
           FROM pg_stat_xact_user_tables WHERE relname ~ '^(meetings|contracts|quotas|boards|outbox)_'
           AND relname !~ 'event$'"""
Values = dict[str, list[str]]
Rows = dict[str, int]  # by table: how many more there are


@pytest.fixture
def clients(db) -> list[Client]:
    with transaction.atomic():
        world.load()
    return [administrator(), administrator()]


def one_press(client: Client, address: str, values: Values) -> Rows | None:
    """The rows that it adds, by table; None where it is refused or writes nothing. Taken back."""
    with transaction.atomic():
        before = _counted()
        answer = client.post(address, values)
        after = _counted()
        transaction.set_rollback(True)
    none = (0, 0)
    wrote = [table for table, (_, rows) in after.items() if rows != before.get(table, none)[1]]
    if answer.status_code != 302 or not wrote:
        return None
    return {table: after[table][0] - before.get(table, none)[0] for table in wrote}


def _counted() -> dict[str, tuple[int, int]]:
    """By table, as this session has counted lately: rows more, and rows written."""
    with connection.cursor() as cursor:
        cursor.execute(ADDED)
        return {table: (more, written) for table, more, written in cursor.fetchall()}


def press(clients: list[Client], address: str, one: Values, other: Values) -> list[HttpResponseBase]:
    """Both answers, when the second press comes before the first one's is committed."""
    answers = []
    second = while_open(
        lambda: answers.append(clients[0].post(address, one)), lambda: clients[1].post(address, other)
    )
    return [*answers, second]


def rows_in(tables: Rows) -> Rows:
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = cursor.fetchone()[0]
    return found


PEOPLE = ("/meetings/seats/",)
MORE = [
    (("/meetings/midtjylland/members/",), ("/meetings/midtjylland/members/", *PEOPLE), 2),
    (("/meetings/midtjylland/initiatives/",), ("/meetings/midtjylland/initiatives/",), 2),
    (("/meetings/midtjylland/plan/2027/",), ("/meetings/midtjylland/plan/",), 1),
    (("/contracts/frameworks/",), ("/contracts/frameworks/",), 3),
    (("/boards/rounds/",), ("/boards/rounds/", "/boards/organisations/", "/boards/candidates/"), 2),
    (("/boards/midtjylland/edit/",), ("/boards/midtjylland/", "/boards/kinds/", "/boards/terms/"), 1),
    (("/outbox/",), ("/outbox/",), 3),
    (("/quotas/what-if/", "/quotas/new/"), ("/quotas/what-if/",), 1),
]


def pages() -> Iterator[tuple[str, Form]]:
    client = administrator()
    for starts, within, depth in (*world.walks(), *MORE):
        yield from forms_within(client, starts, within, depth, (*ROOMS, "/outbox/"))


def test_two_at_every_form(clients):
    """Two who edit: the second is shown both texts. Two presses of any other button do what one does."""
    wrong, edited, pressed, tried = {}, set(), set(), Counter()
    for page, form in pages():
        address = form.address(page)
        kind = (view_of(address), *sorted(form.fields))
        tried[kind] += 1
        if kind in edited | pressed or tried[kind] > ENOUGH:
            continue
        for values in filled(form):
            if (once := one_press(clients[0], address, values)) is None:
                continue
            texts = [name for name in form.texts if values[name][0].endswith(" rettet")]
            if texts and not any(once.values()):
                wrong[address] = what_is_lost(clients, address, values, texts)
                edited.add(kind)
            else:
                wrong[address] = what_is_doubled(clients, address, values, once)
                pressed.add(kind)
            break
    assert {address: found for address, found in wrong.items() if found} == {}
    assert (len(edited) > 20, len(pressed) > 45) == (True, True)


def what_is_lost(clients: list[Client], address: str, mine: Values, texts: list[str]) -> list[str]:
    """The texts that neither of two who edit at once finds again."""
    theirs = mine | {name: [f"{mine[name][0]} anderledes"] for name in texts}
    one, second = press(clients, address, mine, theirs)
    shown = clients[1].get(second["Location"]) if second.status_code == 302 else second
    told = unescape(shown.text)
    lost = [name for name in texts if any(typed[name][0] not in told for typed in (mine, theirs))]
    return lost if one.status_code == 302 else [*lost, f"{one.status_code}"]


def what_is_doubled(clients: list[Client], address: str, values: Values, once: Rows) -> tuple[Any, ...]:
    """Empty when two presses add the rows that one adds, and both are answered."""
    before = rows_in(once)
    statuses = [answer.status_code for answer in press(clients, address, values, values)]
    twice = {table: number - before[table] for table, number in rows_in(once).items()}
    return () if twice == once and max(statuses) < 500 else (statuses, once, twice)
