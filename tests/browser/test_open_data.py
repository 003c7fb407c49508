"""The public face at a desk and on a phone, with the keyboard's way to the accessibility statement."""

import pytest

from tests.browser.conftest import DESKTOP, PHONE


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages(new_context, axe_violations, sideways, viewport, db):
    page = new_context(viewport).new_page()
    found = {}
    for address in ("/open-data/", "/was"):
        page.goto(address)
        found[address] = (axe_violations(page), sideways(page))
    assert found == {"/open-data/": ([], []), "/was": ([], [])}


def test_the_statement_is_reached_from_the_front_page(page_without_script, db):
    page = page_without_script
    page.goto("/")
    link = page.get_by_role("link", name="Tilgængelighedserklæring")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/was**")
    assert page.get_by_role("heading", level=1).inner_text() == "Tilgængelighedserklæring"
