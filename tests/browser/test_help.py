"""The help at a desk and on a phone: no axe finding, nothing sideways, pictures in place."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE

PAGES = ["/help/", "/help/agenda/", "/help/reading/", "/help/first-steps/midtjylland/"]


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages(new_context, user_with, sign_in, axe_violations, sideways, viewport):
    page = new_context(viewport).new_page()
    sign_in(page, user_with("secretariat"))
    found = {}
    for address in PAGES:
        page.goto(address)
        found[address] = (axe_violations(page), sideways(page))
    assert found == {address: ([], []) for address in PAGES}


def test_from_a_page_to_its_help_with_pictures_that_load(page: Page, user_with, sign_in):
    sign_in(page, user_with("secretariat"))
    page.goto("/meetings/new/")
    page.locator(".site-header").get_by_role("link", name="Hjælp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lav et møde og en dagsorden")
    picture = page.get_by_role("img", name="Siden Opret møde")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("(img) => img.complete && img.naturalWidth > 0", arg=picture.element_handle())
    expect(page.locator("a", has=picture)).to_have_attribute("href", "/static/help/new-meeting.png")
