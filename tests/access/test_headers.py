"""What every answer of the portal says to a browser and to a cache; cookies; the Host header."""

from __future__ import annotations

import pytest
from django.test import Client

from kkr_portal.documents import pdf
from tests.access import things
from tests.access.places import places, signed_in
from tests.conftest import PASSWORD

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
# Stored files, which strangers may have made: shut altogether, but for what a browser's PDF reader needs.
SHUT = {"default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"}
OF_FILES = (SHUT | {"sandbox"}, SHUT | {"object-src 'self'", "style-src 'unsafe-inline'"})


def wrong_with(answer, *, is_open: bool) -> list[str]:
    found = [
        f"{name}: {answer.headers.get(name)}"
        for name, value in ALWAYS.items()
        if answer.headers.get(name) != value
    ]
    if set(answer.headers.get("Content-Security-Policy", "").split("; ")) not in (POLICY, *OF_FILES):
        found.append(f"policy: {answer.headers.get('Content-Security-Policy')}")
    cached = answer.headers.get("Cache-Control", "")
    said = set(cached.split(", "))
    # "public, no-cache": the same for everyone, and asked for again each time.
    if not said & {"no-cache", "no-store"} or not said & ({"private", "public"} if is_open else {"private"}):
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
    assert found == {}, "\n".join(map(str, found.items()))


@pytest.mark.parametrize("address", ["/", "/health", "/meetings/", "/access/sign-in/", "/oparl/"])
def test_another_host_is_refused(address):
    assert Client(headers={"host": "ond.example"}).get(address).status_code == 400


def test_nobody_is_written_to_by_way_of_another_host(mailoutbox, user_with):
    user = user_with("member")
    answer = Client(headers={"host": "ond.example"}).post(
        "/access/password/forgotten/", {"email": user.email}
    )
    assert (answer.status_code, mailoutbox) == (400, [])


@pytest.mark.parametrize("secure", [False, True])
def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(user_with, settings, secure):
    """``secure``: as in operation, which ``test_settings`` holds on."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = secure
    user, client = user_with("member"), Client()
    client.get("/access/sign-in/", secure=secure)
    client.post("/access/sign-in/", {"username": user.email, "password": PASSWORD}, secure=secure)
    told = {name: (one["httponly"], one["samesite"], one["secure"]) for name, one in client.cookies.items()}
    assert told["sessionid"] == (True, "Lax", secure or "")
    assert told["csrftoken"][1:] == ("Lax", secure or "")
