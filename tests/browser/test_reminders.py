"""Reminders are chosen, looked at and stopped, at a desk, zoomed and on a phone, without script and mouse."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kkr_portal.access.models import User
from kkr_portal.outbox import actions
from kkr_portal.outbox.actions import Letter
from kkr_portal.outbox.models import Mail, Outage
from kkr_portal.reminders import links
from kkr_portal.reminders.models import Choice


@pytest.fixture
def secretary(live_server, user_with) -> User:
    return user_with("secretariat")


def test_pages(page, sign_in, flaws, secretary, council):
    choice = Choice.objects.create(user=secretary, digest=True, digest_since=timezone.localdate())
    kkrs = actions.draft(
        council=council, key="a", batch="Møde", letter=Letter("Bo", "bo@b.example", "x", "x")
    )
    actions.release(mails=Mail.objects.all(), by=secretary)
    for number, state in enumerate(("sent", "failed", "released")):
        actions.post_own(
            subscriber=secretary, key=str(number), batch="Ugebrev", subject="Ugebrev 7. marts 2022", body="x",
            expires_at=timezone.now() + timedelta(days=1), stop_url=links.stop_url(choice, "digest"),
        )  # fmt: skip
        Mail.objects.filter(key=str(number)).update(state=state, sent_at=timezone.now(), trouble="550 nej")
    Outage.objects.create(next_try_at=timezone.now() + timedelta(hours=1), trouble="[Errno 111] væk")
    sign_in(page, secretary)
    stop = links.stop_url(choice, "digest").removeprefix("http://127.0.0.1:8000")
    addresses = ["/reminders/", "/reminders/preview/", stop, "/outbox/",
                 f"/outbox/mails/{kkrs.pk}/", "/access/account/", "/year/"]  # fmt: skip
    assert flaws(page, *addresses) == []
    page.goto("/reminders/")
    page.get_by_label("Mind mig om frister og møder").check(force=True)
    for lead in ("Dagen før", "En uge før"):
        page.get_by_label(lead).uncheck(force=True)
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Vælg mindst ét tidspunkt.").first).to_be_visible()
    assert flaws(page) == []


def test_chosen_with_the_keyboard_and_stopped_from_the_mail_without_script(
    page_without_script: Page, sign_in, secretary, client
):
    page = page_without_script
    sign_in(page, secretary)
    page.goto("/year/")
    page.get_by_role("link", name="Bliv mindet om datoerne på mail").press("Enter")
    page.get_by_label("Send mig et ugebrev").press("Space")
    page.get_by_label("Hvilken dag").select_option("onsdag")
    page.get_by_role("button", name="Gem").press("Enter")
    expect(page.get_by_text("Dit valg er gemt.")).to_be_visible()
    choice = Choice.objects.get()
    assert (choice.digest, choice.weekday, choice.reminds) == (True, 2, False)
    page.context.clear_cookies()
    page.goto(links.stop_url(choice, "digest").removeprefix("http://127.0.0.1:8000"))
    page.get_by_role("button", name="Stop ugebrevet").press("Enter")
    expect(page.get_by_role("heading", name="Du får ikke ugebrevet mere")).to_be_visible()
    assert Choice.objects.get().digest is False
