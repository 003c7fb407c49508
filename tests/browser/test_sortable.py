"""Lists are put in order by the pointer, by the keyboard, and without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import show


@pytest.fixture(autouse=True)
def _show(settings):
    settings.ROOT_URLCONF = "tests.browser.show"
    show.order[:] = ["A", "B", "C"]


def shown(page: Page) -> list[str]:
    return page.locator("[data-sortable-title]").all_inner_texts()


def test_keyboard(page):
    page.goto("/show/order/")
    down = page.get_by_role("button", name="Flyt Bilag A ned")
    down.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".sortable-status")).to_have_text("Gemt: «Bilag A» er nu nummer 2 af 3.")
    page.keyboard.press("Enter")
    expect(page.locator(".sortable-status")).to_have_text("Gemt: «Bilag A» er nu nummer 3 af 3.")
    expect(down).to_be_focused()
    page.keyboard.press("Enter")  # already last
    assert (shown(page), show.order) == (["Bilag B", "Bilag C", "Bilag A"], ["B", "C", "A"])
    expect(page.get_by_role("button", name="Gem rækkefølge")).to_be_hidden()


def test_pointer(page):
    page.goto("/show/order/")
    grips = page.locator(".sortable-grip")
    start, end = grips.nth(2).bounding_box(), grips.nth(0).bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 5, end["y"] - 2, steps=8)
    page.mouse.up()
    expect(page.locator(".sortable-status")).to_have_text("Gemt: «Bilag C» er nu nummer 1 af 3.")
    assert (shown(page), show.order) == (["Bilag C", "Bilag A", "Bilag B"], ["C", "A", "B"])


def test_a_refused_order_is_put_back(page, complaints):
    page.goto("/show/order/fails")
    page.get_by_role("button", name="Flyt Bilag A ned").click()
    expect(page.locator(".sortable-status")).to_have_text("En anden har ændret listen imens.")
    assert shown(page) == ["Bilag A", "Bilag B", "Bilag C"]
    complaints.clear()  # the browser notes the answer 409


def test_a_lost_connection_puts_the_order_back(page, complaints):
    page.goto("/show/order/")
    page.context.set_offline(True)
    page.get_by_role("button", name="Flyt Bilag C op").click()
    expect(page.locator(".sortable-status")).to_have_text(
        "Rækkefølgen blev ikke gemt, og listen er sat tilbage. Genindlæs siden, og prøv igen."
    )
    assert (shown(page), show.order) == (["Bilag A", "Bilag B", "Bilag C"], ["A", "B", "C"])
    complaints.clear()


def test_without_script(page_without_script):
    page_without_script.goto("/show/order/")
    page_without_script.get_by_role("button", name="Flyt Bilag A ned").click()
    assert shown(page_without_script) == ["Bilag B", "Bilag A", "Bilag C"]
