"""Elections in a real browser: at a desk, on a tablet and on a phone, and counted without script."""

import pytest
from playwright.sync_api import expect

from meetings.actions import elections_counting as counting
from meetings.models import Election
from tests.meetings.elections_made import KIND, make_election, make_meeting, make_member, make_term

LIST = "/meetings/midtjylland/2022-01-19/elections/"


@pytest.fixture
def elections(council):
    """One of each kind, with a lot to draw, a late alliance and two rounds held."""
    term = make_term(council, {"A": 100, "V": 50, "C": 30, "F": 20})
    people = [make_member(term, letter, f"Medlem {letter}") for letter in "AVCF"]
    meeting = make_meeting(council)
    chair = make_election(meeting, KIND.CHAIR_AND_DEPUTY, "Formand og næstformand")
    groups = list(chair.lines.values_list("name", flat=True))[2:]
    counting.add_alliance(election=chair, groups=groups, notified_on=meeting.date)
    several = make_election(meeting, KIND.PROPORTIONAL, "Tre poster", 3)
    majority = make_election(meeting, KIND.MAJORITY, "Formand for bestyrelsen")
    lines = [counting.add_candidate(election=majority, person=p, where="Viborg").pk for p in people]
    for number in (1, 2):
        votes = dict(zip(lines, (5, 4, 4, 1), strict=True))
        counting.save_round(election=majority, number=number, present=15, votes=votes, seen="")
    return [chair, several, majority]


def test_pages(page, elections, user_with, sign_in, flaws):
    sign_in(page, user_with("secretariat"))
    addresses = [LIST, *(one.get_absolute_url() for one in elections)]
    assert flaws(page, *addresses, f"{elections[2].get_absolute_url()}rounds/2/") == []


def test_a_lot_is_written_in_and_the_chair_elected_without_script(
    elections, page_without_script, user_with, sign_in
):
    page, chair = page_without_script, elections[0]
    sign_in(page, user_with("secretariat"))
    page.goto(chair.get_absolute_url())
    page.get_by_label("Udtrukket").select_option(index=2)
    page.get_by_label("Hvem trak, og hvordan").fill("Medlem A trak en seddel")
    page.get_by_role("button", name="Skriv udfaldet ind").click()
    page.get_by_label("Formand: Socialdemokratiet").select_option(label="Medlem A")
    page.get_by_label("Næstformand:").select_option(label="Medlem V")
    page.get_by_role("button", name="Afslut valget").click()
    expect(page.get_by_text("er valgt til næstformand")).to_be_visible()
    assert Election.objects.get(pk=chair.pk).concluded
