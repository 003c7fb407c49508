"""The demonstration in a real browser: the main job, order, two at once."""

import re

import pytest
from playwright.sync_api import Page, expect

from kkr_portal.access.models import User
from kkr_portal.demonstration import meeting as demonstration
from kkr_portal.demonstration import users

MEETING = "/meetings/midtjylland/2021-10-11/"


@pytest.fixture
def demo(live_server):
    """The demonstration as loaded; returns its meeting."""
    users.load()
    return demonstration.load()


def test_the_main_job_by_keyboard_alone(demo, page: Page, sign_in):
    """Open the meeting, write in an item, save, and read it on the agenda."""
    sign_in(page, User.objects.get(email="sekretariat@midtjylland.example"))
    page.goto(f"{MEETING}organise/")
    page.get_by_role("link", name="Orientering", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="Økonomi").focus()
    page.keyboard.type("Ingen udgifter på Ærø.")
    page.get_by_role("button", name="Gem punktet").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Punktet er gemt.")).to_be_visible()
    page.goto(MEETING)
    expect(page.get_by_text("Ingen udgifter på Ærø.")).to_be_visible()


def test_items_change_places_by_keyboard_and_keep_them(demo, page: Page, sign_in):
    sign_in(page, User.objects.get(email="sekretariat@midtjylland.example"))
    page.goto(f"{MEETING}organise/")
    third = page.locator(".organise-section").nth(2)
    with page.expect_response(re.compile("/order/$")) as answer:
        third.get_by_role("button", name="Flyt ned: Resultatkontrakt").press("Enter")
    assert answer.value.status == 204
    assert third.locator("[data-sortable-number]").all_inner_texts() == ["3.1", "3.2", "3.3", "3.4"]
    page.reload()
    assert third.locator("[data-sortable-title]").all_inner_texts()[:2] == [
        demonstration.NOT_IN_SOURCE,
        "Resultatkontrakt 2022 mellem KKR Midtjylland og Erhvervshus Midtjylland",
    ]


def test_without_script_all_of_it_works(demo, page_without_script: Page, sign_in, tmp_path, pdf_bytes):
    page = page_without_script
    sign_in(page, User.objects.get(email="sekretariat@midtjylland.example"))
    page.goto(f"{MEETING}organise/")
    page.locator(".organise-section").nth(2).get_by_role("button", name="Flyt ned: Resultatkontrakt").click()
    titles = page.locator(".organise-section").nth(2).locator("[data-sortable-title]")
    expect(titles.first).to_have_text(demonstration.NOT_IN_SOURCE)
    page.get_by_role("link", name="Orientering", exact=True).click()
    (tmp_path / "Bilag på dansk.pdf").write_bytes(pdf_bytes(3))
    page.get_by_label("Filer").set_input_files(tmp_path / "Bilag på dansk.pdf")
    page.get_by_role("button", name="Tilføj bilag").click()
    expect(page.get_by_role("link", name="Bilag på dansk", exact=True)).to_be_visible()


def test_a_lost_connection_and_a_closed_tab_lose_nothing(demo, page: Page, sign_in):
    sign_in(page, User.objects.get(email="sekretariat@midtjylland.example"))
    item = demo.sections.get(position=2).items.get()
    page.goto(f"/meetings/items/{item.pk}/edit/")
    page.get_by_role("textbox", name="Sagsfremstilling").fill("Skrevet i toget uden net")
    page.context.set_offline(True)
    page.get_by_role("button", name="Gem punktet").click()
    expect(page.get_by_text("Der er ingen forbindelse.")).to_be_visible()
    page.context.set_offline(False)
    page.close(run_before_unload=False)
    again = page.context.new_page()
    again.goto(f"/meetings/items/{item.pk}/edit/")
    again.get_by_role("button", name="Hent kladden").click()
    expect(again.get_by_role("textbox", name="Sagsfremstilling")).to_have_value("Skrevet i toget uden net")
    again.get_by_role("button", name="Gem punktet").click()
    expect(again.get_by_text("Punktet er gemt.")).to_be_visible()
    again.reload()
    expect(again.get_by_role("button", name="Hent kladden")).to_have_count(0)


def test_somebody_elses_save_in_between_is_shown_and_chosen_from(demo, page: Page, sign_in, axe_violations):
    sign_in(page, User.objects.get(email="sekretariat@midtjylland.example"))
    item = demo.sections.get(position=2).items.get()
    page.goto(f"/meetings/items/{item.pk}/edit/")
    type(item).objects.filter(pk=item.pk).update(recommendation="Den andens indstilling")
    page.get_by_role("textbox", name="Indstilling").fill("Min indstilling")
    page.get_by_role("button", name="Gem punktet").click()
    expect(page.get_by_role("heading", name="To udgaver: vælg for hvert felt")).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_label("Brug det, en anden har gemt").check()
    page.get_by_role("button", name="Gem punktet").click()
    expect(page.get_by_text("Punktet er gemt.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Indstilling")).to_have_value("Den andens indstilling")
