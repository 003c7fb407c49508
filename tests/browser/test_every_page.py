"""Every page of the portal at a desk, at 200 % zoom and on a phone.

Axe finds nothing, nothing scrolls sideways, nothing on it needs a script, and the browser has nothing to
complain about, such as a breach of the content security policy or an error in a script. The addresses are
those of the access matrix, read out of the URL configuration: a new page is seen by itself, and an address
whose page nobody sees fails.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client
from playwright.sync_api import Page

from kkr_portal.documents import pdf
from tests.access import things
from tests.access.other_states import Place, other_states
from tests.access.places import places, signed_in
from tests.browser.conftest import DESKTOP
from tests.browser.plain_html import dead_without_script
from tests.documents.files import blank

# Opened by itself, each leads to the page that has its form.
LEADS_ON = {
    "meetings:conclude_election", "meetings:decide", "meetings:election_alliances",
    "meetings:election_candidates", "meetings:election_groups", "meetings:election_lots",
    "meetings:election_round", "meetings:session_facts",
}  # fmt: skip
# Files that neither the demonstration nor ``other_states`` has.
FILES = {"meetings:original", "meetings:version_changes", "quotas:announcement", "year:feed"}
# Of a meeting that is closed: the form is shown as it stands, and why it can't be sent.
SHOWN_CLOSED = {"meetings:seat_times", "meetings:vote"}


def is_page(answer: HttpResponseBase) -> bool:
    """And not a file, nor the part of a page that a script asks for."""
    start = b"" if answer.streaming else answer.content.lstrip()[:9].lower()
    return answer.status_code == 200 and start == b"<!doctype"


@pytest.fixture
def demonstration(live_server, monkeypatch) -> list[Place]:
    """Every place, with what it is about; a PDF's look is not asked here, and takes a second each."""
    things.load()
    made = [*places(), *other_states()]
    blank(1).save(page := io.BytesIO())
    monkeypatch.setattr(pdf, "from_html", lambda *args, **named: page.getvalue())
    return made


@pytest.fixture
def open_as(new_context, live_server) -> Callable[[Client], Page]:
    """A window with the session of a client."""

    def window(client: Client) -> Page:
        page = new_context(DESKTOP).new_page()
        if cookie := client.cookies.get(settings.SESSION_COOKIE_NAME):
            page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return page

    return window


@pytest.mark.parametrize("of_meetings", [True, False], ids=["meetings", "the other rooms"])
def test_every_page(of_meetings, demonstration, open_as, flaws):
    wanted = [one for one in demonstration if one.name.startswith("meetings:") is of_meetings]
    found, seen, refused = [], set(), {}
    for reader in {one.reader: None for one in wanted}:
        client = signed_in(reader)
        page = open_as(client)
        for place in {one: None for one in wanted if one.reader == reader}:
            answer = client.get(place.url)
            if is_page(answer):
                wrong = flaws(page, place.url)
                if place.name not in SHOWN_CLOSED:
                    wrong += dead_without_script(answer.content.decode())
                found += [f"{place.name} as {reader}: {one}" for one in wrong]
            if answer.status_code == 200:
                seen.add(place.name)
            else:
                refused[place.name] = (answer.status_code, place.url)
            answer.close()
        page.close()
    assert found == []
    assert {name: why for name, why in refused.items() if name not in seen | LEADS_ON | FILES} == {}


def test_flaws_are_found(page, flaws):
    """One of each kind on one page; a flaw that only a phone has is told of the phone."""
    html = """<!doctype html><html lang="da"><head><title>Prøve</title></head><body><main><h1>Prøve</h1>
        <details><summary>Mere</summary><img src="/static/img/nothing.png"></details>
        <p class="wide"></p><p style="color:red">Rød</p><script src="/broken.js"></script>
        </main></body></html>"""
    policy = {"Content-Security-Policy": "default-src 'self'", "Content-Type": "text/html; charset=utf-8"}
    page.route("**/flawed/", lambda route: route.fulfill(body=html, headers=policy))
    page.route("**/broken.js", lambda route: route.fulfill(
        body="document.querySelector('.wide').style.width = '700px'; throw new Error('gået i stykker')",
        content_type="text/javascript",
    ))  # fmt: skip
    page.route("**/nothing.png", lambda route: route.fulfill(status=500))
    told = flaws(page, "/flawed/")
    for expected in (
        "desk: image-alt", "phone: image-alt", "zoomed: sideways: p.wide", "phone: sideways: p.wide",
        "exception: gået i stykker", "style", "500: ",
    ):  # fmt: skip
        assert any(expected in one for one in told), (expected, told)
    assert not any("desk: sideways" in one for one in told)
    assert flaws(page, "/access/sign-in/") == []


def test_what_needs_a_script_is_found():
    told = dead_without_script("""<form id="a"><button type="submit" hidden>Gem</button></form>
        <form id="b"><input type="submit"></form><form id="c"><button>Gem</button></form>
        <button type="button">Fold ud</button><button type="button" hidden></button><a href="#">Op</a>""")
    assert told == ['<form id="a">', '<button type="button">', '<a href="#">']
