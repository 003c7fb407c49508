"""The main tasks by the keyboard alone, at 200 % zoom: no mouse, and no focus set by the test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from boards.actions.boards import set_up
from boards.models import Appointment, Board
from contracts.models import Goal
from kkr_portal.registry.models import BusinessHouse
from meetings.actions import agenda
from meetings.models import AgendaItem, Decision, Meeting, Vote
from tests.boards import in_round, made
from tests.browser.conftest import ZOOMED
from tests.browser.keyboard import Keyboard
from tests.contracts.written import BASE, the_contract
from tests.meetings.in_the_room import a_council, an_agenda
from tests.quotas.agreed import an_open_issue

MEETING = "/meetings/midtjylland/2022-06-09/"


@pytest.fixture
def at(new_context, user_with, sign_in) -> Callable[[str], Keyboard]:
    """The secretariat of KKR Midtjylland at an address."""
    page: Page = new_context(ZOOMED).new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    sign_in(page, user_with("secretariat"))

    def open_at(address: str) -> Keyboard:
        page.goto(address)
        return Keyboard(page)

    return open_at


def told(keyboard: Keyboard, text: str) -> None:
    expect(keyboard.page.get_by_text(text).first).to_be_visible()


@pytest.fixture
def meeting(council) -> Meeting:
    return Meeting.objects.create(council=council, date=date(2022, 6, 9), place="Viborg")


def test_a_goal_of_a_contract_is_edited(at):
    contract = the_contract()
    goal = contract.goals.get(number=2)
    keyboard = at(BASE)
    keyboard.press(keyboard.page.locator(f"main a[href='{BASE}goals/{goal.pk}/']").first)
    keyboard.field("Titel", "Bred spredning på Ærø")
    keyboard.button("Tilføj målepunkt")
    row = keyboard.page.locator("#points-1")
    expect(row.get_by_label("Ordlyd")).to_be_focused()
    keyboard.page.keyboard.type("En aktivitet")
    kind = row.get_by_label("Art")
    keyboard.to(kind)
    keyboard.page.keyboard.type("Aktivitet")
    assert kind.input_value() == "activity"
    keyboard.button("Gem målet")
    told(keyboard, "Mål 2 er gemt.")
    changed = Goal.objects.get(pk=goal.pk)
    assert (changed.title, changed.targets.count()) == ("Bred spredning på Ærø", 2)


def test_items_are_put_in_order(at, meeting):
    items = an_agenda(meeting, 3)
    keyboard = at(f"{MEETING}organise/")
    down = keyboard.page.get_by_role("button", name="Flyt ned: Sag 1")
    keyboard.press(down)
    told(keyboard, "er nu nummer 2 af 3")
    expect(down).to_be_focused()
    keyboard.page.keyboard.press("Space")
    told(keyboard, "er nu nummer 3 af 3")
    order = list(AgendaItem.objects.order_by("position").values_list("title", flat=True))
    assert order == [items[1].title, items[2].title, items[0].title]


def test_an_agenda_is_sent(at, council, meeting):
    a_council(council, 2)
    an_agenda(meeting, 2)
    keyboard = at(f"{MEETING}send/")
    keyboard.field("Besked til medlemmerne", "Husk kaffen")
    keyboard.field("Hvorfor fraviges fristen?", "Regnskabet kom sent.")
    keyboard.button("Send dagsordenen")
    told(keyboard, "Version 1 er offentliggjort.")


def test_a_vote_is_recorded(at, council):
    meeting = Meeting.objects.create(council=council, date=date(2022, 6, 8), status="sent")
    items = an_agenda(meeting, 2)
    a_council(council, 4)
    keyboard = at(f"/meetings/midtjylland/2022-06-08/in-session/?item={items[0].pk}")
    keyboard.button("Alle er til stede")
    expect(keyboard.page.locator("#quorum")).to_contain_text("4 af 4 er til stede")
    keyboard.press(keyboard.page.locator("summary", has_text="Åbn en afstemning"))
    keyboard.field("Hvad der stemmes om", "Kan indstillingen tiltrædes?")
    keyboard.button("Åbn afstemningen")
    keyboard.write(keyboard.page.locator("[name=in_favour]"), "3")
    keyboard.write(keyboard.page.locator("[name=against]"), "1")
    keyboard.button("Gem afstemningen")
    expect(keyboard.page.locator("#afstemninger")).to_contain_text("3 stemte for, 1 imod")
    vote = Vote.objects.get()
    assert (vote.in_favour, vote.against) == (3, 1)


def test_minutes_are_approved(at, council, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(status="minutes_drafted")
    for item in an_agenda(meeting, 1):
        Decision.objects.create(item=item, text="Ja tak.")
    later = Meeting.objects.create(council=council, date=date(2022, 9, 5), status="held")
    section = agenda.add_section(meeting=later, title="Indledning")
    agenda.place_item(AgendaItem(section=section, title="Godkendelse af referat"))
    keyboard = at(f"{MEETING}minutes/")
    keyboard.link("Godkend referatet")
    keyboard.choose("Godkendt under punktet", "1.1 Godkendelse")
    keyboard.button("Godkend og offentliggør")
    told(keyboard, "er godkendt")
    meeting.refresh_from_db()
    assert meeting.status == "approved"


def test_a_member_of_a_board_is_appointed(at):
    house = BusinessHouse.objects.get(slug="midtjylland")
    board = Board(
        name=house.name, slug=house.slug, council=house.council, business_house=house, statutes="standard"
    )
    made.term(set_up(board=board))
    opened = in_round.opened()
    asked = in_round.asked(in_round.entitled(opened), sent_on=in_round.SENT, deadline=date(2099, 1, 1))
    candidate = in_round.nominated(asked).candidates.get(family_name="Viol")
    item = in_round.item()
    keyboard = at(f"/boards/rounds/{opened.pk}/candidates/")
    keyboard.press(keyboard.page.locator(f"main a[href='/boards/candidates/{candidate.pk}/appoint/']"))
    keyboard.field("Tiltræder", "1. april 2022")
    keyboard.to(keyboard.page.get_by_label("Besluttet", exact=False).first)
    keyboard.page.keyboard.press("ArrowDown")
    keyboard.button("Udpeg")
    told(keyboard, "Vera Viol er udpeget")
    made_ = Appointment.objects.get()
    assert (str(made_.tenure.person), made_.decided_at) == ("Vera Viol", item)


def test_what_if_more_refugees_come(at):
    an_open_issue()
    keyboard = at("/quotas/what-if/")
    keyboard.write(keyboard.page.locator("[name=c1-national]"), "1400")
    expect(keyboard.page.locator("#what-if-answer")).to_contain_text("1.400")
    keyboard.button("Tilføj en beregning")
    keyboard.write(keyboard.page.locator("[name=c2-national]"), "900")
    keyboard.button("Beregn")
    expect(keyboard.page.locator("#what-if-answer")).to_contain_text("900")


def test_what_the_keyboard_can_not_use_is_found(page):
    html = """<!doctype html><title>x</title><button style="outline: 0">Uden ring</button>
        <a href="/" tabindex="-1">Sprunget over</a><button>Med ring</button>"""
    page.route("**/x/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto("/x/")
    keyboard = Keyboard(page)
    keyboard.to(page.get_by_role("button", name="Med ring"))
    with pytest.raises(AssertionError, match="nothing shows the focus"):
        keyboard.to(page.get_by_role("button", name="Uden ring"))
    with pytest.raises(AssertionError, match="does not come to"):
        keyboard.to(page.get_by_role("link", name="Sprunget over"))
