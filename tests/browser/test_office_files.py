"""An Office file is attached and becomes a PDF while one looks, also without script; waiting is told."""

import pytest
from playwright.sync_api import Page, expect

from kkr_portal.access.models import User
from kkr_portal.documents.conversion import convert_waiting
from meetings.actions import agenda
from meetings.models import AgendaItem, Meeting
from tests.documents import files, office

MEETING = "/meetings/midtjylland/2022-06-09/"


@pytest.fixture
def item(live_server, council, user_with, settings, tmp_path) -> AgendaItem:
    user_with("secretariat")
    settings.OFFICE_FILES = True
    settings.OFFICE_CONVERTER = office.giving(tmp_path, files.content(files.drawn("Ja")))
    meeting = Meeting.objects.create(council=council, date="2022-06-09")
    section = agenda.add_section(meeting=meeting, title="Beslutninger")
    return agenda.place_item(AgendaItem(section=section, title="Sag"))


@pytest.fixture
def signed_in(sign_in):
    def put(page: Page) -> Page:
        sign_in(page, User.objects.get(email="secretariat@example.dk"))
        return page

    return put


def attach(page: Page, item: AgendaItem, name: str, content: bytes) -> None:
    page.goto(f"/meetings/items/{item.pk}/edit/")
    page.get_by_label("Filer").set_input_files({"name": name, "mimeType": "", "buffer": content})
    page.get_by_role("button", name="Tilføj bilag").click()
    expect(page.get_by_text("Venter på at blive omdannet til PDF")).to_be_visible()


def test_the_page_follows_it_by_itself(item, page, phone_page, signed_in, axe_violations, sideways):
    attach(signed_in(page), item, "Notat på Ærø.docx", office.docx("Notat"))
    page.get_by_role("textbox", name="Overskrift").fill("Under skrivning")
    phone = signed_in(phone_page)
    phone.goto(f"/meetings/items/{item.pk}/edit/")
    assert (axe_violations(page), sideways(phone)) == ([], [])
    convert_waiting()
    for one in (page, phone):
        expect(one.locator(".attached-file .meta")).to_contain_text("1 side", timeout=20_000)
        expect(one.locator("p[role=status].sr-only")).to_contain_text("Notat på Ærø: Omdannet til PDF.")
    assert page.get_by_role("textbox", name="Overskrift").input_value() == "Under skrivning"
    assert not page.get_by_role("link", name="Opdatér").is_visible()


def test_a_failure_can_be_tried_again(item, page, signed_in, axe_violations, settings, tmp_path):
    settings.OFFICE_CONVERTER = office.converter(tmp_path, "exit 1")
    attach(signed_in(page), item, "Notat.docx", office.docx("Notat"))
    convert_waiting()
    expect(page.locator(".attached-file__told")).to_contain_text("Gem dokumentet", timeout=20_000)
    assert axe_violations(page) == []
    settings.OFFICE_CONVERTER = office.giving(tmp_path, files.content(files.drawn("Ja")))
    page.get_by_role("button", name="Prøv igen: Notat").click()
    expect(page.get_by_text("«Notat» venter på at blive omdannet til PDF igen.")).to_be_visible()
    convert_waiting()
    expect(page.locator(".attached-file .meta")).to_contain_text("1 side", timeout=20_000)


def test_without_script(item, page_without_script, signed_in):
    page = signed_in(page_without_script)
    attach(page, item, "Notat.docx", office.docx("Notat"))
    convert_waiting()
    page.get_by_role("link", name="Opdatér").click()
    expect(page.locator(".attached-file .meta")).to_contain_text("1 side")


def test_whoever_waits_for_the_packet_is_told(item, page, signed_in, stored_pdf):
    agenda.attach(item=item, files=[(stored_pdf(1), "Bilag.pdf", "Bilag")])
    # The answer that leaves a page where it is, as a file does that is saved.
    signed_in(page).route("**/packet.pdf", lambda route: route.fulfill(status=204))
    page.clock.install()
    page.goto(MEETING)
    link = page.get_by_role("link", name="Alle bilag (PDF)")
    link.click()
    expect(page.get_by_role("link", name="Pakken laves …")).to_be_visible()
    expect(page.locator("p[role=status].sr-only")).to_have_text("Pakken laves …")
    page.clock.run_for(21_000)
    expect(link).to_be_visible()
