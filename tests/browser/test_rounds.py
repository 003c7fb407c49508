"""The five lanes of the rounds by keyboard; an organisation answers by its link."""

import re

import pytest
from playwright.sync_api import expect

from boards.actions.boards import set_up
from boards.actions.rounds import carry_out, open_round
from boards.models import Appointment, Board, Nomination, Round
from kkr_portal.registry.models import BusinessHouse, Council
from tests.boards import in_round, made


@pytest.fixture
def round_2022(db, monkeypatch) -> Round:
    """In February 2022, with rounds of all five KKR."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: in_round.SENT)
    house = BusinessHouse.objects.get(slug="midtjylland")
    board = Board(
        name=house.name, slug=house.slug, council=house.council, business_house=house, statutes="standard"
    )
    made.term(set_up(board=board))
    for council in Council.objects.exclude(pk=house.council_id):
        open_round(council=council, first=made.FIRST, until=made.UNTIL)
    opened = in_round.opened()
    carry_out(step=opened.steps.get(kind="recommendation"), day=in_round.SENT)
    return opened


def test_the_lanes_by_keyboard(page, round_2022):
    """Each mark is a link to its cell in the table."""
    page.goto("/boards/rounds/")
    marks = page.locator(".timeline__days a")
    assert marks.count() >= 5 * 5
    marks.first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#step-"))
    cell = page.url.split("#")[1]
    expect(page.locator(f"td#{cell}")).to_be_visible()


def test_an_organisation_answers_without_script(page_without_script, round_2022):
    asked = in_round.asked(in_round.entitled(round_2022))
    page = page_without_script
    page.goto(f"/boards/answer/{asked.token}/")
    page.locator("[name=answered_by]").fill("Else Elm")
    page.locator("[name=woman_given_name]").fill("Vera")
    page.locator("[name=woman_family_name]").fill("Viol")
    page.locator("[name=woman_active_in_business]").check()
    page.get_by_role("button", name="Send indstillingen").click()
    expect(page.locator("main")).to_contain_text("eller begrundelsen skrives")
    expect(page.locator("[name=woman_given_name]")).to_have_value("Vera")
    page.locator("[name=reason]").fill("Ingen mænd ønskede at stille op")
    page.get_by_role("button", name="Send indstillingen").click()
    expect(page.get_by_role("heading", name="Indstillingen er modtaget")).to_be_visible()
    page.reload()
    expect(page.locator("main")).to_contain_text("Det kan kun bruges én gang.")
    assert Nomination.objects.get().source == "link"


def test_a_candidate_is_appointed_without_script(page_without_script, user_with, sign_in, round_2022):
    asked = in_round.asked(in_round.entitled(round_2022))
    candidate = in_round.nominated(asked, received_on=in_round.SENT).candidates.get(family_name="Viol")
    item, page = in_round.item(day=in_round.SENT), page_without_script
    sign_in(page, user_with("secretariat"))
    page.goto(f"/boards/rounds/{round_2022.pk}/candidates/")
    page.locator(f"main a[href='/boards/candidates/{candidate.pk}/appoint/']").click()
    page.get_by_role("button", name="Udpeg", exact=True).click()
    expect(page.get_by_text("vælg det punkt, hvor det blev besluttet").first).to_be_visible()
    page.locator("[name=decided_at]").select_option(str(item.pk))
    page.get_by_role("button", name="Udpeg", exact=True).click()
    expect(page.get_by_text("Vera Viol er udpeget").first).to_be_visible()
    assert Appointment.objects.get().decided_at == item
