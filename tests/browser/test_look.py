"""The frame and every field, at a desk, on a phone and at 200 % zoom: no axe finding, nothing sideways."""

import pytest
from playwright.sync_api import expect

from tests.browser import show
from tests.browser.conftest import PHONE

PAGES = ["/show/", "/show/refused/", "/show/parts/", "/show/order/", "/show/typed/"]


@pytest.fixture(autouse=True)
def _show(settings):
    settings.ROOT_URLCONF = "tests.browser.show"
    show.order[:] = ["A", "B", "C"]


def test_pages(page, user_with, sign_in, flaws):
    sign_in(page, user_with("secretariat"))
    assert flaws(page, *PAGES) == []


def test_navigation_is_there_without_script(page_without_script, user_with, sign_in):
    page = page_without_script
    page.set_viewport_size(PHONE)
    sign_in(page, user_with("secretariat"))
    page.goto("/show/")
    header = page.locator(".site-header")
    assert header.get_by_role("link", name="Møder").is_visible()
    assert header.get_by_text("sekretariat, KKR Midtjylland").is_visible()
    header.get_by_role("button", name="Log ud").click()
    expect(page.locator(".site-header").get_by_role("link", name="Log ind")).to_be_visible()


def test_skip_link_is_the_first_stop_and_leads_to_the_content(page):
    page.goto("/show/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skipnav"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_summary_has_the_focus_and_its_links_lead_to_the_fields(page):
    page.goto("/show/refused/")
    assert page.title().startswith("Fejl: ")
    assert page.evaluate("'errorSummary' in document.activeElement.dataset")
    page.get_by_role("link", name="Mødeform: ").click()
    expect(page.locator("#id_place_0")).to_be_focused()


def test_grid_of_rows_becomes_cards_on_a_phone(phone_page, page):
    for one, shown in ((page, False), (phone_page, True)):
        one.goto("/show/")
        box = one.locator("label[for=id_form-0-name] .cell-label").bounding_box()
        assert (box["width"] > 2) == shown
        assert one.locator(".form-grid thead").is_visible() != shown


def test_print_leaves_the_frame_out(page):
    page.goto("/show/parts/")
    page.emulate_media(media="print")
    hidden = [page.locator(name).is_hidden() for name in (".site-header", ".site-footer", ".breadcrumbs")]
    assert hidden == [True, True, True]
    assert page.locator("main").is_visible()
