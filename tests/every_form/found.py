"""Every form of the portal, found on the pages of every address; and what a request wrote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib import admin
from django.db import connection
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from kkr_portal.access.models import User
from tests import portal_user
from tests.access.other_states import Place, other_states
from tests.access.places import places, signed_in
from tests.closed.forms import Form, forms_of
from tests.closed.replay import rows_written, tables_since

ROOMS = (
    "access_", "boards_", "contracts_", "documents_", "meetings_", "outbox_", "privacy_", "quotas_",
    "registry_", "reminders_", "year_",
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """A form as it stands on the page ``page`` for ``client``."""

    client: Client
    page: str
    form: Form

    @property
    def address(self) -> str:
        return self.form.address(self.page)

    @property
    def view(self) -> str:
        """«meetings:edit_item»; empty where it leads out of the portal."""
        try:
            return resolve(urlsplit(self.address).path).view_name
        except Resolver404:
            return ""


def every_form(start: str = "/", *, methods: tuple[str, ...] = ("post",)) -> Iterator[Found]:
    """Over ``things.load`` and ``other_states``: one of each kind, of the pages whose address begins so."""
    clients: dict[str, Client] = {}
    seen = set()
    for place in dict.fromkeys([*places(), *other_states(), *_admin()]):
        if not place.url.startswith(start):
            continue
        if place.reader not in clients:
            clients[place.reader] = signed_in(place.reader)
        answer = clients[place.reader].get(place.url)
        if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
            continue
        for form in forms_of(answer.text, *methods):
            found = Found(clients[place.reader], place.url, form)
            kind = (found.view, form.method, tuple(sorted(form.fields)))
            if found.view and kind not in seen:
                seen.add(kind)
                yield found


def _admin() -> Iterator[Place]:
    """Of each table: its list, a new row, and the row that was written last."""
    administrator = User.objects.get(email="administrator@portal.example").email
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield Place(f"{name}_changelist", reverse(f"{name}_changelist"), administrator)
        yield Place(f"{name}_add", reverse(f"{name}_add"), administrator)
        if row := model._default_manager.order_by("-pk").first():
            yield Place(f"{name}_change", reverse(f"{name}_change", args=[row.pk]), administrator)


@dataclass(frozen=True)
class Mark:
    """``number`` of the savepoint that is open: what is written from here on bears it or a higher one."""

    number: int
    rows: dict[str, int]


def mark() -> Mark:
    portal_user.become_owner()  # the portal itself makes no tables
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS mark (here int)")
        cursor.execute("INSERT INTO mark VALUES (1) RETURNING xmin::text::bigint")
        number = int(cursor.fetchone()[0])
    portal_user.become()
    return Mark(number, rows_written())


def written_since(here: Mark) -> list[str]:
    """The rooms' tables with a row that is written, and not taken back, since ``mark`` gave this."""
    tables = sorted(one for one in tables_since(here.rows) if one.startswith(ROOMS))
    if not tables:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{one}' WHERE EXISTS (SELECT FROM {one} WHERE xmin::text::bigint >= {here.number})"
                for one in tables
            )
        )
        return [row[0] for row in cursor.fetchall()]
