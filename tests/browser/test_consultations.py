"""Written consultation in a real browser: a member answers on a phone, without script too."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from meetings.actions import consultations as actions
from tests.meetings.asked import case, council_of, link

TODAY = timezone.localdate()


@pytest.fixture
def sent(council, user_with):
    """An open case with two asked, the member of the sign-in among them; and the two users."""
    members = council_of(council, ["Anna Øst", "Bo Ås"], chair="Anna Øst")
    member, secretariat = user_with("member"), user_with("secretariat")
    link(member, members["Bo Ås"])
    opened = actions.send_out(consultation=case(council, answer_by=TODAY + timedelta(days=7)), on=TODAY)
    return opened, member, secretariat


def test_a_member_answers_on_a_phone(sent, phone_page: Page, sign_in):
    opened, member, _ = sent
    sign_in(phone_page, member)
    phone_page.goto(f"/meetings/consultations/{opened.pk}/")
    phone_page.get_by_role("link", name="Svar", exact=True).click()
    phone_page.get_by_label("Imod", exact=True).check()
    phone_page.get_by_role("button", name="Send svaret").click()
    expect(phone_page.get_by_text("Du har svaret «imod»")).to_be_visible()


def test_from_draft_to_decision_without_script(sent, council, page_without_script: Page, sign_in):
    opened, _, secretariat = sent
    page = page_without_script
    sign_in(page, secretariat)
    page.goto(f"/meetings/consultations/{opened.pk}/")
    page.get_by_role("link", name="Indtast svar fra Anna Øst").click()
    page.get_by_label("For", exact=True).check()
    page.get_by_role("button", name="Gem svaret").click()
    expect(page.get_by_text("1 af 2 har svaret: 1 for, 0 imod.")).to_be_visible()
    page.get_by_role("link", name="Afslut høringen").click()
    page.get_by_role("button", name="Afslut høringen").click()
    expect(page.get_by_role("heading", name="Beslutning")).to_be_visible()
    opened.refresh_from_db()
    assert (opened.status, opened.decision) == (
        "closed", "1 af 2 har svaret: 1 for, 0 imod. Forslaget er vedtaget.",
    )  # fmt: skip
