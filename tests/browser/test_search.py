"""The search at a desk, zoomed and on a phone; from any page, with the keyboard and without script."""

import pytest
from playwright.sync_api import expect

from meetings.models import AgendaItem
from tests.browser.conftest import DESKTOP, PHONE
from tests.meetings.conftest import meeting, new_item, section  # noqa: F401


@pytest.fixture
def items(new_item) -> list[AgendaItem]:  # noqa: F811
    return [
        new_item(f"Udpegning {number}", presentation="Et_meget_langt_ord_uden_mellemrum" * 9)
        for number in range(30)
    ]


def test_pages(page, flaws, items):
    addresses = [
        "/search/?q=udpegninger", "/search/?q=udpegninger&kind=items&page=2",
        "/search/?q=findesikke&year=22", "/meetings/",
    ]  # fmt: skip
    assert flaws(page, *addresses) == []


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_any_page_with_the_keyboard_and_without_script(new_context, viewport, items):
    page = new_context(viewport, java_script_enabled=False).new_page()
    page.goto("/meetings/")
    page.get_by_role("searchbox", name="Søg i portalen").press_sequentially("udpegninger")
    page.keyboard.press("Enter")
    expect(page.get_by_text("30 resultater")).to_be_visible()
    page.get_by_role("link", name="Vis alle 30 under Dagsordenspunkter").click()
    page.get_by_role("link", name="Næste").click()
    expect(page.get_by_text("Side 2 af 2")).to_be_visible()
    page.get_by_role("link", name="Udpegning").first.click()
    expect(page.get_by_role("heading", name="Dagsorden 7. marts 2022")).to_be_visible()
