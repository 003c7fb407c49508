"""The public face: the keyboard's way to the accessibility statement."""

from playwright.sync_api import expect


def test_the_statement_is_reached_from_the_front_page(page_without_script, db):
    page = page_without_script
    page.goto("/")
    link = page.get_by_role("link", name="Tilgængelighedserklæring")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/was**")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tilgængelighedserklæring")
