"""A meeting's life before it is held, in a real browser: desktop and phone, with and without script."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kkr_portal.registry.models import Council
from meetings.actions import absence, proposals
from meetings.actions.agenda import add_section
from meetings.models import Meeting
from tests.meetings.seated import seat_members, stand_in


@pytest.fixture
def coming(live_server):
    """A meeting in preparation of a council with 38 members, a proposal and an absence notice."""
    council = Council.objects.get(slug="midtjylland")
    memberships = seat_members(council, 38)
    stand_in(memberships[0], "Bo Ås")
    meeting = Meeting.objects.create(council=council, date=timezone.localdate() + timedelta(days=30))
    add_section(meeting=meeting, title="Beslutninger")
    proposals.propose(
        meeting=meeting, person=memberships[1].person, title="Broer", text="En bro.",
        received_on=meeting.date - timedelta(days=2),
    )  # fmt: skip
    absence.report_absence(meeting=meeting, membership=memberships[2], note="Ferie", by=None)
    return meeting


def test_a_member_on_a_phone(coming, user_with, phone_page: Page, sign_in, axe_violations, sideways):
    user = user_with("member")
    user.person = coming.council.terms.get().seats.order_by("pk").first().memberships.get().person
    user.save()
    sign_in(phone_page, user)
    page = phone_page
    page.goto("/meetings/midtjylland/")
    assert (axe_violations(page), sideways(page)) == ([], [])
    page.get_by_role("link", name="Meld afbud").first.click()
    expect(page.locator("main")).to_contain_text("Bo Ås")
    assert (axe_violations(page), sideways(page)) == ([], [])
    page.get_by_role("button", name="Meld afbud").click()
    expect(page.get_by_text("Du har meldt afbud")).to_be_visible()
    page.goto(f"{coming.get_absolute_url()}propose/")
    assert (axe_violations(page), sideways(page)) == ([], [])


def test_without_script_from_a_plan_to_a_moved_meeting(
    live_server, user_with, page_without_script: Page, sign_in
):
    page = page_without_script
    sign_in(page, user_with("secretariat"))
    page.goto("/meetings/midtjylland/plan/2031/")
    page.get_by_label("Dato, række 1").fill("10.3.2031")
    page.get_by_label("Sted, række 1").fill("Viborg Rådhus")
    page.get_by_role("button", name="Planlæg møderne").click()
    page.get_by_role("link", name="mandag 10. marts 2031").click()
    page.get_by_role("link", name="Begynd forberedelsen").click()
    page.get_by_role("button", name="Begynd forberedelsen").click()
    page.get_by_role("link", name="Flyt mødet").click()
    page.get_by_label("Ny dato").fill("17.3.2031")
    page.get_by_label("Begrundelse").fill("Rådhuset er optaget.")
    page.get_by_role("button", name="Flyt mødet").click()
    expect(
        page.get_by_text("Flyttet fra mandag den 10. marts 2031 til mandag den 17. marts 2031")
    ).to_be_visible()
