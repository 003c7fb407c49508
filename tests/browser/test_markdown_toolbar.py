"""The buttons above a Markdown field write Markdown; the preview shows what the server makes of it."""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def field(settings, page: Page):
    settings.ROOT_URLCONF = "tests.browser.show"
    page.goto("/show/")
    return page.get_by_label("Sagsfremstilling (skal udfyldes)", exact=True)


@pytest.mark.parametrize(
    ("button", "made"),
    [
        ("Fed", "**første\nanden**"),
        ("Kursiv", "*første\nanden*"),
        ("Overskrift", "## første\n## anden"),
        ("Punktliste", "- første\n- anden"),
        ("Nummereret liste", "1. første\n2. anden"),
        ("Link", "[første\nanden](https://)"),
    ],
)
def test_a_button_writes_around_what_is_marked(field, page, button, made):
    field.fill("første\nanden")
    field.select_text()
    page.get_by_role("button", name=button, exact=True).click()
    expect(field).to_have_value(made)
    expect(field).to_be_focused()
    page.keyboard.press("ControlOrMeta+z")
    expect(field).to_have_value("første\nanden")


def test_one_stop_for_the_tab_key_and_arrows_inside(field, page):
    page.get_by_role("button", name="Fed", exact=True).focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Kursiv", exact=True)).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Forhåndsvis", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    expect(field).to_be_focused()


def test_preview_and_back(field, page):
    field.fill("**Vigtigt** <script>alert(1)</script>")
    page.get_by_role("button", name="Forhåndsvis", exact=True).click()
    shown = page.get_by_role("region", name="Sådan vises Sagsfremstilling")
    expect(shown.locator("strong")).to_have_text("Vigtigt")
    expect(shown.locator("script")).to_have_count(0)
    page.get_by_role("button", name="Skriv", exact=True).click()
    expect(field).to_have_value("**Vigtigt** <script>alert(1)</script>")
