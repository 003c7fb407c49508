"""Minutes and follow-up at a desk, on a phone and without script."""

from datetime import date

import pytest
from playwright.sync_api import expect

from kkr_portal.registry.models import Council
from meetings.actions import agenda
from meetings.models import AgendaItem, Decision, FollowUp, Meeting, MinutesPart
from tests.browser.conftest import DESKTOP

PAGE = "/meetings/midtjylland/2022-03-07/minutes/"


@pytest.fixture
def held(db):
    council = Council.objects.get(slug="midtjylland")
    meeting = Meeting.objects.create(council=council, date=date(2022, 3, 7), status="held")
    section = agenda.add_section(meeting=meeting, title="Beslutninger")
    item = agenda.place_item(AgendaItem(section=section, title="Kvoter", recommendation="At KKR siger ja."))
    Decision.objects.create(item=item, text="Ja tak.")
    FollowUp.objects.create(
        item=item, what="Skriv til ministeriet", owner="Sekretariatet", due=date(2022, 5, 1)
    )
    MinutesPart.objects.create(meeting=meeting, kind="closing", text="Tak for i dag.", written_over="Slut.")
    later = Meeting.objects.create(council=council, date=date(2022, 6, 13), status="held")
    under = agenda.add_section(meeting=later, title="Indledning")
    agenda.place_item(AgendaItem(section=under, title="Godkendelse af referat"))
    return meeting


def test_a_text_of_ones_own_that_is_overtaken(held, page, user_with, sign_in, flaws):
    Meeting.objects.filter(pk=held.pk).update(status="minutes_drafted")
    sign_in(page, user_with("secretariat"))
    assert flaws(page, PAGE, f"{PAGE}closing/edit/") == []


def test_from_the_draft_to_the_public_without_script(
    held, page_without_script, user_with, sign_in, new_context
):
    page = page_without_script
    sign_in(page, user_with("secretariat"))
    page.goto(PAGE)
    page.get_by_role("button", name="Behold min tekst: afslutning").click()
    expect(page.get_by_text("Oplysningerne er ændret, siden du rettede")).to_have_count(0)
    page.get_by_role("link", name="Del udkastet med medlemmerne").click()
    page.get_by_role("button", name="Del udkastet").click()
    page.get_by_role("link", name="Godkend referatet").click()
    page.get_by_label("Godkendt under punktet").select_option(label="1.1 Godkendelse af referat")
    page.get_by_role("button", name="Godkend og offentliggør").click()
    page.get_by_role("button", name="Markér som udført: Skriv til ministeriet").click()
    expect(page.get_by_role("button", name="Ikke udført alligevel: Skriv til ministeriet")).to_be_visible()
    assert FollowUp.objects.get().done_on

    public = new_context(DESKTOP).new_page()
    public.goto(PAGE)
    assert public.get_by_text("Ja tak.").is_visible()
    assert public.get_by_text("Tak for i dag.").is_visible()
    assert public.get_by_text("Skriv til ministeriet").count() == 0
