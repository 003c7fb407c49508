"""The page during the meeting: at a desk, on a phone, on two tablets at once; by keyboard; without script."""

from datetime import date

import pytest
from playwright.sync_api import expect

from meetings.models import Meeting, Stay, Vote
from tests.browser.conftest import DESKTOP
from tests.meetings.in_the_room import a_council, an_agenda, press, spans_of

PAGE = "/meetings/midtjylland/2022-06-08/in-session/"


@pytest.fixture
def meeting(council):
    return Meeting.objects.create(council=council, date=date(2022, 6, 8), status="sent")


@pytest.fixture
def items(meeting):
    return an_agenda(meeting, 3)


@pytest.fixture
def members(council):
    return a_council(council, 4)


def test_pages(page, user_with, sign_in, flaws, meeting, items, members):
    press(meeting, members[0], "member")
    press(meeting, members[1], "member")
    press(meeting, members[0], "substitute", items[1])
    press(meeting, members[2], "nobody")
    votes = [
        Vote.objects.create(item=items[0], number=n, question="Ja?", form=form, members=4, present=2)
        for n, form in enumerate(("number", "name"), 1)
    ]
    votes[1].voters.create(seat=members[0].seat, person=members[0].person, name="Anna", member_name="Anna")
    sign_in(page, user_with("secretariat"))
    addresses = [PAGE, f"{PAGE}?item={items[0].pk}", f"{PAGE}seats/{members[0].seat_id}/times/"]
    addresses += [f"/meetings/votes/{vote.pk}/" for vote in votes]
    assert flaws(page, *addresses, f"/meetings/votes/{votes[0].pk}/delete/") == []


def test_the_keyboard_keeps_its_place_and_two_tablets_follow_each_other(
    new_context, user_with, sign_in, meeting, items, members
):
    secretary = user_with("secretariat")
    one, other = new_context(DESKTOP).new_page(), new_context(DESKTOP).new_page()
    for page in (one, other):
        sign_in(page, secretary)
        page.goto(PAGE)
    button = one.get_by_role("button", name="Til stede: Anna A01")
    button.focus()
    one.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    expect(one.locator("#session-said")).to_contain_text("1 af 4 er til stede; mindst 2 kræves")
    # The other's press in another row brings this one's along; in the same row it would be told.
    other.get_by_role("button", name="Stedfortræder Sted S02 deltager for Bo A02").click()
    expect(other.locator("#quorum")).to_contain_text("Går én mere, kan KKR ikke længere træffe beslutning")
    expect(other.get_by_role("button", name="Til stede: Anna A01")).to_have_attribute("aria-pressed", "true")
    one.get_by_role("button", name="Fraværende: Bo A02").click()
    expect(one.get_by_role("alert")).to_contain_text("En anden har ændret rækken imens")
    assert spans_of(meeting, members[1]) == ["Sted S02 hele mødet"]


def test_a_meeting_without_script(page_without_script, user_with, sign_in, meeting, items, members):
    page = page_without_script
    sign_in(page, user_with("secretariat"))
    page.goto(PAGE)
    page.get_by_role("button", name="Alle er til stede").click()
    expect(page.locator("#quorum")).to_contain_text("4 af 4 er til stede")
    assert Stay.objects.count() == 4
    page.get_by_role("link", name="Punkt 1.1 →").click()
    page.get_by_role("link", name="Punkt 1.2 →").click()
    page.get_by_role("button", name="Fraværende: Carla A03").click()
    expect(page.locator("#quorum")).to_contain_text("Ved punkt 1.2: 3 af 4 er til stede")
    page.get_by_role("button", name="Indstillingen følges").click()
    expect(page.get_by_label("Beslutning", exact=True)).to_have_value("Indstillingen blev tiltrådt.")
    page.locator("summary", has_text="Åbn en afstemning").click()
    page.get_by_label("Hvad der stemmes om").fill("Kan indstillingen tiltrædes?")
    page.get_by_label("Ved navneopråb").check()
    page.get_by_role("button", name="Åbn afstemningen").click()
    page.get_by_role("group", name="Bo A02").get_by_label("Imod", exact=True).check()
    page.get_by_role("button", name="Resten stemmer for").click()
    page.get_by_role("button", name="Gem afstemningen").click()
    expect(page.locator("#afstemninger")).to_contain_text("2 stemte for, 1 imod, 0 hverken for eller imod")
