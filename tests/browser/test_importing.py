"""A table is taken in without script and on a phone; its pages have no axe finding and nothing sideways."""

import re

from playwright.sync_api import Page, expect

from kkr_portal.registry.models import Population
from tests.browser.conftest import DESKTOP
from tests.meetings.members import House

GOOD = "kommune;folketal;dato;kilde\nViborg;97.113;01.01.2022;K\nHele landet;5.873.420;01.01.2022;K\n"
BAD = GOOD + "Atlantis;5;01.01.2022;FOLK1A\nSkive;mange;31.02.2022;FOLK1A\n"
POPULATIONS, MEMBERS = "/registry/populations/import/", "/meetings/midtjylland/members/many/"


def upload(page: Page, address: str, text: str) -> None:
    page.goto(address)
    page.get_by_label("eller en fil").set_input_files(
        {"name": "tabel.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")}
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Se efter").click()


def test_a_file_is_seen_mended_and_taken_in_without_script(page_without_script, user_with, sign_in):
    page = page_without_script
    sign_in(page, user_with("kl"))
    upload(page, POPULATIONS, BAD)
    expect(page.get_by_role("heading", name="Intet kan indlæses endnu")).to_be_visible()
    page.get_by_role("link", name="Række 4").click()
    expect(page).to_have_url(re.compile("#linje-4$"))
    expect(page.get_by_role("button", name="Indlæs folketallene")).to_have_count(0)
    page.get_by_label("Tabel", exact=True).fill(GOOD)
    page.get_by_role("button", name="Se efter igen").click()
    expect(page.get_by_text("2: 1 ny, 1 springes over")).to_be_visible()
    page.get_by_role("button", name="Indlæs folketallene").click()
    expect(page.get_by_text("1 række er indlæst.")).to_be_visible()
    assert Population.objects.get(municipality__name="Viborg", date="2022-01-01").persons == 97_113


def test_pages(new_context, user_with, sign_in, council, flaws):
    house = House(council)
    house.put(house.elected_seat(), "Anna Øst")
    house.elected_seat()
    found: list[str] = []
    users = {role: user_with(role) for role in ("secretariat", "kl")}
    for role, address, table in (
        ("secretariat", MEMBERS, "Medlem;Parti;Kommune\nAnna Øst;V;Viborg\nBo Ås;V;Viborg\nIb;Z;Atlantis"),
        ("kl", POPULATIONS, GOOD),
        ("kl", POPULATIONS, BAD),
        ("kl", "/registry/organisations/import/", "navn;art;kilde\nNy;union;K\nAnden;parti;K"),
    ):
        page = new_context(DESKTOP).new_page()
        sign_in(page, users[role])
        upload(page, address, table)
        found += [f"{role} {address} {one}" for one in flaws(page)]
    assert found == []
