"""An agenda is sent, changed and sent again, and its mails released, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from kkr_portal.access.models import User
from meetings.actions import agenda
from meetings.models import AgendaItem, Meeting
from tests.meetings.people import person, seat

MEETING = "/meetings/midtjylland/2022-06-09/"


@pytest.fixture
def draft(live_server, council, user_with, stored_pdf):
    user_with("secretariat")
    meeting = Meeting.objects.create(council=council, date="2022-06-09", place="Viborg", virtual=True)
    section = agenda.add_section(meeting=meeting, title="Beslutninger")
    item = agenda.place_item(
        AgendaItem(section=section, title="Kontrakt", presentation="Der mangler xx kroner.")
    )
    agenda.attach(item=item, files=[(stored_pdf(2), "Udkast.pdf", "Kontrakten")])
    agenda.place_item(AgendaItem(section=section, title="Lukket sag", closed=True))
    seat(council, person("Anna Øst"), person("Bo Ås", "-"))
    return meeting


def _send(page: Page) -> None:
    page.goto(f"{MEETING}send/")
    page.get_by_role("button", name="Send dagsordenen").click()
    expect(page.get_by_text("Skriv, hvorfor fristen fraviges.").first).to_be_visible()
    page.get_by_label("Besked til medlemmerne").fill("Husk kaffen")
    page.get_by_label("Hvorfor fraviges fristen?").fill("Regnskabet kom sent.")
    page.get_by_label("Send alligevel: teksten er, som den skal være").check(force=True)
    page.get_by_role("button", name="Send dagsordenen").click()
    expect(page.get_by_text("Version 1 er offentliggjort.")).to_be_visible()


def test_sent_changed_and_released_without_script(draft, page_without_script: Page, sign_in, page, flaws):
    plain = page_without_script
    secretary = User.objects.get(email="secretariat@example.dk")
    for one in (plain, page):
        sign_in(one, secretary)
    _send(plain)
    AgendaItem.objects.filter(title="Kontrakt").update(presentation="Der mangler 10 kroner.")
    plain.goto(MEETING)
    expect(plain.get_by_text("Ændret siden version 1 – ikke udsendt.")).to_be_visible()
    plain.goto(f"{MEETING}send/")
    plain.get_by_role("button", name="Send dagsordenen").click()
    plain.get_by_role("link", name="Version 2").click()
    expect(plain.get_by_role("heading", name="Ændret siden version 1")).to_be_visible()
    plain.goto("/outbox/")
    plain.get_by_role("link", name="version 2").click()
    plain.get_by_role("link", name="Frigiv 1 mail").click()
    plain.get_by_role("button", name="Frigiv").click()
    expect(plain.get_by_text("Frigivet: 1.")).to_be_visible()
    mail = plain.get_by_role("link", name="Anna Øst").get_attribute("href")

    addresses = [MEETING, f"{MEETING}send/", f"{MEETING}versions/", f"{MEETING}versions/2/", "/outbox/", mail]
    assert flaws(page, *addresses) == []
