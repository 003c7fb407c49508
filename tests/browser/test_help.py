"""From a page to its help, with the pictures in place."""

from playwright.sync_api import Page, expect


def test_from_a_page_to_its_help_with_pictures_that_load(page: Page, user_with, sign_in):
    sign_in(page, user_with("secretariat"))
    page.goto("/meetings/new/")
    page.locator(".site-header").get_by_role("link", name="Hjælp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lav et møde og en dagsorden")
    picture = page.get_by_role("img", name="Siden Opret møde")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("(img) => img.complete && img.naturalWidth > 0", arg=picture.element_handle())
    expect(page.locator("a", has=picture)).to_have_attribute("href", "/static/help/new-meeting.png")
