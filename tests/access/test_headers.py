"""What every answer of the portal says to a browser and to a cache; cookies; the Host header."""

from __future__ import annotations

import pytest
from django.test import Client

from kkr_portal.documents import pdf
from tests.access import things
from tests.access.places import places, signed_in

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
}
PRIVATE = ("private, no-cache", "private, no-store")
# Never left to a cache by chance: "public, no-cache" is said by the answers that are the same for everyone.
SAME_FOR_EVERYONE = ("public, no-cache",)


def wrong_with(answer, *, is_open: bool) -> list[str]:
    found = [
        f"{name}: {answer.headers.get(name)}"
        for name, value in ALWAYS.items()
        if answer.headers.get(name) != value
    ]
    if set(answer.headers.get("Content-Security-Policy", "").split("; ")) != POLICY:
        found.append(f"policy: {answer.headers.get('Content-Security-Policy')}")
    cached = answer.headers.get("Cache-Control", "")
    if cached not in (*PRIVATE, *(SAME_FOR_EVERYONE if is_open else ())):
        found.append(f"cache: {cached}")
    return found


def test_every_answer(monkeypatch):
    things.load()
    monkeypatch.setattr(pdf, "from_html", lambda *args, **named: b"%PDF-1.7")
    everyones = {place.name for place in places() if place.reader == "public"}
    clients: dict[str, Client] = {}
    found = {}
    for place in dict.fromkeys(places()):
        if place.reader not in clients:
            clients[place.reader] = signed_in(place.reader)
        answer = clients[place.reader].get(place.url)
        if wrong := wrong_with(answer, is_open=place.name in everyones):
            found[place.name, place.reader] = wrong
        answer.close()
    assert found == {}
