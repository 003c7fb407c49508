"""Terms, votes and composition: the preview, and all of it without script."""

import re

import pytest
from playwright.sync_api import expect

from kkr_portal.registry.models import Council
from tests.meetings.terms import make_term, nineteen

TERMS = "/meetings/midtjylland/terms/"
HERE = f"{TERMS}2021/"
TABLE = "kommune;parti;stemmer;mandater\nViborg;V;17.928;12\nViborg;Ukendt;1;1"


@pytest.fixture
def term(db):
    made = make_term(Council.objects.get(slug="midtjylland"), votes_lack="14 af 19 kommuner")
    nineteen(made)
    return made


def test_the_preview(page, user_with, sign_in, flaws, term):
    sign_in(page, user_with("secretariat"))
    page.goto(f"{HERE}votes/import/")
    page.get_by_label("Tabel").fill(TABLE)
    page.get_by_role("button", name="Se efter").click()
    page.get_by_role("listitem").filter(has_text="Partiet «Ukendt» findes ikke i stamdata").wait_for()
    assert flaws(page) == []


def test_from_votes_to_seats_without_script(page_without_script, user_with, sign_in, db):
    page = page_without_script
    sign_in(page, user_with("secretariat"))
    page.goto(TERMS)
    page.get_by_role("link", name="Opret den første funktionsperiode").click()
    page.get_by_label("Kommunalvalgets dato").fill("16.11.2021")
    page.get_by_label("Første dag").fill("19. januar 2022")
    page.get_by_role("button", name="Opret funktionsperioden").click()
    page.get_by_role("link", name="Skriv tallene for Hele regionen").click()
    page.get_by_role("button", name="Flere rækker").click()
    page.wait_for_load_state()  # a table half read has half its rows
    filled = {"Socialdemokratiet (A)": ("200.000", "150", "9"), "Venstre (V)": ("120 000", "160", "10")}
    for row in page.locator("tbody tr").all():
        chosen = row.locator("select option:checked").inner_text()
        for box, number in zip(row.locator("input[type=text]").all(), filled.get(chosen, ()), strict=False):
            box.fill(number)
    page.get_by_role("button", name="Gem stemmetallene").click()
    page.get_by_role("link", name="Fastlæg sammensætningen").click()
    page.get_by_role("button", name="Fastlæg sammensætningen").click()
    expect(page.get_by_text("pladserne er oprettet")).to_be_visible()
    expect(page.locator("table.composition tfoot")).to_have_text(re.compile(r"^\s*I alt"))
