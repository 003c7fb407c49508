"""A real browser against a live server, and a test that fails when the page complains.

What happens without a Chromium stands in ``tests/environment.py``.
"""

import os
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from kkr_portal.access.models import User
from kkr_portal.machine import chromium
from tests.pictures.recipes import HEIGHT, PICTURES, Picture
from tests.pictures.stage import set_stage

PATIENCE = 30_000  # ms: a busy machine is no failure
expect.set_options(timeout=PATIENCE)
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
SIDEWAYS = """() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (e) => e && (getComputedStyle(e).overflowX === "auto" || scrolls(e.parentElement));
    const right = (e) => Math.round(e.getBoundingClientRect().right);
    return [...document.querySelectorAll("body *")]
        .filter((e) => right(e) > width + 1 && !scrolls(e.parentElement))
        .filter((e) => e.checkVisibility() && getComputedStyle(e).clipPath === "none")
        .map((e) => `${e.tagName.toLowerCase()}.${e.className}: ${right(e)}`);
}"""
ZOOMED = {"width": 640, "height": 450}  # what 200 % zoom leaves of the desktop
UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
# The breaches alone: the whole result is so large that carrying it over takes longer than the check.
BREACHES = """async () => {
    const asked = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];
    const told = await axe.run({runOnly: asked, resultTypes: ["violations"]});
    return told.violations.flatMap((found) =>
        found.nodes.map((node) => `${found.id}: ${node.html.slice(0, 160)}`));
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    arguments = [
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium refuses its sandbox under root
    playwright: Playwright = request.getfixturevalue("_playwright")
    launched = playwright.chromium.launch(executable_path=chromium(), args=arguments)
    yield launched
    launched.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about. A test that provokes a complaint empties the list itself."""
    return []


@pytest.fixture
def new_context(
    browser: Browser, live_server, complaints: list[str]
) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts with an own width whose pages may not complain.

    Errors in the console, uncaught exceptions, breaches of the content security policy and answers
    of 500 and above all fail the test at its end.
    """
    made: list[BrowserContext] = []

    def listen(page: Page) -> None:
        page.on("console", lambda m: complaints.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
        page.on("response", lambda r: complaints.append(f"{r.status}: {r.url}") if r.status >= 500 else None)

    def make(viewport: dict[str, int], **options: object) -> BrowserContext:
        context = browser.new_context(
            viewport=viewport,
            base_url=live_server.url,
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        context.on("page", listen)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_context) -> Page:
    """A desktop's page."""
    return new_context(DESKTOP).new_page()


@pytest.fixture
def phone_page(new_context) -> Page:
    """A phone's page, with touch."""
    return new_context(PHONE, has_touch=True, is_mobile=True).new_page()


@pytest.fixture
def page_without_script(new_context) -> Page:
    """A desktop's page in a browser that runs no script."""
    return new_context(DESKTOP, java_script_enabled=False).new_page()


@pytest.fixture
def sign_in(live_server) -> Callable[[Page, User], None]:
    """Signs a user in without the sign-in page: the session's cookie is put into the browser."""

    def put(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return put


@pytest.fixture
def pictures(live_server, monkeypatch, new_context, sign_in) -> Iterator[tuple[Picture, Page]]:
    """Each picture of the help and the README with a window of its width, signed in as its reader."""
    set_stage(monkeypatch)
    opened: dict[tuple[str, int, int], Page] = {}

    def window(of: Picture) -> Page:
        key = (of.by, of.width, of.density)
        if key not in opened:
            size = {"width": of.width, "height": HEIGHT[of.width]}
            opened[key] = new_context(size, device_scale_factor=of.density).new_page()
            if of.by:
                sign_in(opened[key], User.objects.get(email=of.by))
        return opened[key]

    return ((picture, window(picture)) for picture in PICTURES)


@pytest.fixture
def axe_violations() -> Callable[[Page], list[str]]:
    """Every breach of WCAG 2.1 A and AA that axe finds on the page, one line each; empty means none."""

    def find(page: Page) -> list[str]:
        page.wait_for_load_state()
        if not page.evaluate("'axe' in window"):
            page.evaluate(Axe().axe_script)
        return page.evaluate(BREACHES)

    return find


@pytest.fixture
def sideways() -> Callable[[Page], list[str]]:
    """What sticks out of the page to the right, so that it would have to be scrolled sideways."""

    def find(page: Page) -> list[str]:
        page.wait_for_load_state()
        return page.evaluate(SIDEWAYS)

    return find


@pytest.fixture
def flaws(axe_violations, sideways, complaints) -> Callable[..., list[str]]:
    """What is wrong with the pages at these addresses, or with the page as it is: at a desk, at 200 % zoom
    and on a phone, with everything unfolded, and what the browser complained about meanwhile.
    """

    def at_each_width(page: Page) -> list[str]:
        page.wait_for_load_state()
        page.evaluate(UNFOLD)
        found = []
        for name, size in (("desk", DESKTOP), ("zoomed", ZOOMED), ("phone", PHONE)):
            page.set_viewport_size(size)
            found += [f"{name}: sideways: {one}" for one in sideways(page)]
            if name != "zoomed":  # there it is the phone's or the desk's page, only with another width
                found += [f"{name}: {one}" for one in axe_violations(page)]
        return found + complaints

    def find(page: Page, *addresses: str) -> list[str]:
        found = []
        for address in addresses or [""]:
            if address:
                page.set_viewport_size(DESKTOP)
                page.goto(address)
            found += [f"{address} {one}" for one in at_each_width(page)]
            complaints.clear()
        return found

    return find
