"""Every address × every role × own and other KKR × open and closed: who gets in, as ``matrix.csv`` says.

The addresses are read out of the URL configuration: one that nobody has decided on fails here. «In» is every
answer but 404, 403 and the way to the sign-in page; «writes» is a form sent with nothing in it. What is done
in a request is rolled back after it.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from django.conf import urls as handlers
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from kkr_portal.access.models import Role, User
from kkr_portal.registry.models import BusinessHouse, Council
from tests.access import things
from tests.access.addresses import Address, addresses
from tests.once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_prints", "files_of_the_module")]
MATRIX = Path(__file__).with_name("matrix.csv")
READERS = (
    "public", "no_role", "secretariat", "other_secretariat", "kl", "member", "other_member", "board_member",
    "other_board_member", "business_house", "other_business_house", "administrator",
)  # fmt: skip
NOTHING = {"csrfmiddlewaretoken": "x"}  # what every form of the portal sends
EVERYONE, SIGNED_IN = frozenset(READERS), frozenset(READERS[1:])
IN_WORDS = {"everyone": EVERYONE, "signed_in": SIGNED_IN, "nobody": frozenset()}
# Pressed again after it was done: the page says so instead of 404. The meeting or term was checked before.
GONE_ALREADY = {"meetings:remove_extra_seat", "meetings:take_portals_text"}
Seen = dict[str, tuple[str, str]]  # by variant: who reads and who writes, in the words of the matrix


def user_of(reader: str) -> User | None:
    """KKR Midtjylland's, or for ``other_…`` KKR Sjælland's."""
    if reader == "public":
        return None
    if reader == "administrator":
        return User.objects.create_superuser("matrix-admin@example.dk", "x")
    user = User.objects.create_user(f"matrix-{reader}@example.dk", "x")
    kind, slug = reader.removeprefix("other_"), "sjaelland" if reader.startswith("other_") else "midtjylland"
    if kind != "no_role":
        of_council = kind in ("secretariat", "member")
        of_house = kind in ("board_member", "business_house")
        Role.objects.create(
            user=user, kind=kind, council=Council.objects.get(slug=slug) if of_council else None,
            business_house=BusinessHouse.objects.get(slug=slug) if of_house else None,
        )  # fmt: skip
    return user


def load() -> dict[str, Any]:
    """The cookies of each reader, over the demonstration."""
    things.load()
    signed_in = {}
    for reader in READERS:
        client = Client()
        if user := user_of(reader):
            client.force_login(user)
        signed_in[reader] = client.cookies
    return signed_in


clients = made_once(load)


@pytest.fixture(autouse=True)
def _refused_in_a_word(monkeypatch):
    """Half of all answers are refusals; the pages that say so have tests of their own."""
    for status in (403, 404):
        monkeypatch.setattr(handlers, f"handler{status}", f"{__name__}.refused_{status}")


def refused_403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=403)


def refused_404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=404)


def gets_in(cookies: Any, method: str, url: str) -> bool | None:
    """None where the address does not take the method. An error of the server is an error of the test."""
    client = Client()
    client.cookies = cookies.copy()
    with transaction.atomic():
        response = getattr(client, method)(url, NOTHING if method == "post" else None)
        if response.streaming:
            b"".join(response)  # its end closes the file
        transaction.set_rollback(True)
    if response.status_code == 405:
        return None
    to_sign_in = response.status_code == 302 and response["Location"].startswith(reverse("access:sign_in"))
    return response.status_code not in (403, 404) and not to_sign_in


def in_words(readers: frozenset[str]) -> str:
    for word, those in IN_WORDS.items():
        if readers == those:
            return word
    return " ".join(one for one in READERS if one in readers)


def told(clients: dict[str, Any], method: str, url: str) -> str:
    """Who gets in; «-» where the address does not take the method, whoever asks."""
    inside = set()
    for reader, cookies in clients.items():
        if (answer := gets_in(cookies, method, url)) is None:
            return "-"
        if answer:
            inside.add(reader)
    return in_words(frozenset(inside))


def seen_at(address: Address, clients: dict[str, Any]) -> Seen:
    seen = {}
    for variant, known in things.arguments(address.route).items():
        url = reverse(address.name, kwargs=known)
        seen[variant] = (told(clients, "get", url), told(clients, "post", url))
    return seen


def decided() -> dict[str, Seen]:
    found: dict[str, Seen] = {}
    with MATRIX.open(newline="") as lines:
        for name, variant, reads, writes in list(csv.reader(lines))[1:]:
            found.setdefault(name, {})[variant] = (reads, writes)
    return found


ALL = sorted({one.name: one for one in addresses()}.values(), key=lambda one: one.name)


@pytest.mark.parametrize("address", ALL, ids=lambda one: one.name)
def test_who_gets_in(address, clients):
    assert seen_at(address, clients) == decided().get(address.name, "nobody has decided who gets in here")


def test_no_decision_is_left_over():
    assert set(decided()) <= {one.name for one in ALL}


@pytest.mark.parametrize("address", [one for one in ALL if "<int:pk>" in one.route], ids=lambda one: one.name)
def test_a_guessed_number_is_nothing(address, clients):
    """404, whoever asks; the public may be asked to sign in first.

    Two presses for the same thing are told gently to who may make them: those are left out for them.
    """
    (known, *_) = things.arguments(address.route).values()
    url = reverse(address.name, kwargs={**known, "pk": things.NOBODYS})
    for method in ("get", "post"):
        for reader, cookies in clients.items():
            if address.name in GONE_ALREADY and reader in ("secretariat", "administrator"):
                continue
            if (answer := gets_in(cookies, method, url)) is None:
                break
            assert not answer, (reader, method)
