"""KL writes a framework agreement in a real browser: with and without script, on a phone, by the keyboard."""

import pytest
from playwright.sync_api import Page, expect

from contracts.models import FrameworkAgreement, FrameworkTarget
from kkr_portal.demonstration import contracts
from tests.contracts.agreements import EDIT, at, measure, the_agreement


@pytest.fixture
def agreement(db) -> FrameworkAgreement:
    contracts.load_framework()
    return the_agreement()


def test_a_target_is_added_with_the_keyboard(agreement, page: Page, user_with, sign_in):
    sign_in(page, user_with("kl"))
    one = measure("Kendskab til huset")
    page.goto(at(one))
    page.get_by_role("button", name="Tilføj målepunkt").press("Enter")
    row = page.locator("#points-2")
    expect(row.get_by_label("Ordlyd")).to_be_focused()
    page.keyboard.type("Kendskabet er mindst 45 pct.")
    row.get_by_label("Art").select_option("share")
    expect(row.get_by_label("Stigning siden (år)")).to_be_hidden()
    row.get_by_label("Tal", exact=True).fill("45")
    row.get_by_label("Resultatets år").fill("2022")
    page.keyboard.press("Enter")
    expect(page.get_by_text("«Kendskab til huset» er gemt.")).to_be_visible()
    assert FrameworkTarget.objects.get(measure=one, due_year=2022).value == 45


def test_goals_change_places_by_the_keyboard(agreement, page: Page, user_with, sign_in):
    sign_in(page, user_with("kl"))
    page.goto(EDIT)
    first = agreement.goals.get(number=1)
    page.get_by_role("button", name=f"Flyt ned: {first.title}").press("Enter")
    expect(page.get_by_text(f"Gemt: «{first.title}» er nu nummer 2 af 8.")).to_be_visible()
    first.refresh_from_db()
    assert first.number == 2


def test_without_script(agreement, page_without_script: Page, user_with, sign_in):
    page = page_without_script
    sign_in(page, user_with("kl"))
    one = measure("Kendskab til huset")
    page.goto(at(one))
    page.get_by_label("Hvem måler").fill("Os selv")
    page.get_by_role("button", name="Tilføj målepunkt").click()
    expect(page.get_by_label("Hvem måler")).to_have_value("Os selv")
    row = page.locator("#points-2")
    row.get_by_label("Ordlyd").fill("Kendskabet er mindst 45 pct.")
    row.get_by_label("Art").select_option("share")
    row.get_by_label("Tal", exact=True).fill("45 pct")
    page.get_by_role("button", name="Gem målingen").last.click()
    expect(row.get_by_text("Skriv kun tallet, uden enhed")).to_be_visible()
    row.get_by_label("Tal", exact=True).fill("45")
    row.get_by_label("Resultatets år").fill("2022")
    page.get_by_role("button", name="Gem målingen").last.click()
    expect(page.get_by_text("«Kendskab til huset» er gemt.")).to_be_visible()
    one.refresh_from_db()
    assert (one.measured_by, one.targets.count()) == ("Os selv", 3)
