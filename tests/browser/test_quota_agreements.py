"""Agreements, what-if and map at a desk, zoomed and on a phone; answers while one types, or by a button."""

import re

import pytest
from playwright.sync_api import expect

from quotas.actions.scenarios import keep
from quotas.models import Agreement, Scenario
from quotas.rules.agreement import Transfer
from quotas.rules.what_if import Case
from tests.browser.conftest import DESKTOP, PHONE
from tests.quotas.agreed import an_agreement

ONE = "/quotas/2022/1/agreements/midtjylland/"


@pytest.fixture
def agreement(db):
    return an_agreement(transfers=(Transfer("Odder", "Aarhus"),))


def test_pages_with_sentences_and_cases(page, user_with, sign_in, flaws, agreement):
    cases = [Case(1400), Case(196, 900)]
    kept = keep(name="1.400", council=agreement.council, issue=agreement.issue, cases=cases, by=None)
    sign_in(page, user_with("secretariat"))
    addresses = [
        ONE, f"{ONE}edit/", f"{ONE}sign/", f"/quotas/what-if/{kept.pk}/", "/quotas/2022/1/map/?show=per",
        "/quotas/what-if/?c1-national=1400&c2-national=196&c2-extra=900&c2-more=Aarhus+5",
    ]  # fmt: skip
    assert flaws(page, *addresses) == []


def test_sums_while_sentences_are_written(new_context, user_with, sign_in, agreement):
    page = new_context(DESKTOP).new_page()
    sign_in(page, user_with("secretariat"))
    page.goto(f"{ONE}edit/")
    page.get_by_role("textbox", name="Overtagelser").fill("Viborg overtager kvoterne fra Odder og Samsø")
    expect(page.locator("#agreement-sums")).to_contain_text("Viborg: 2 → 6")
    page.get_by_role("textbox", name="Overtagelser").fill("Viborg overtager 9 personer fra Odder")
    expect(page.locator("#agreement-sums")).to_contain_text("Odder afgiver 9, men kvoten er 2")
    assert Agreement.objects.get().sentences == "Aarhus overtager kvoten fra Odder."


def test_an_answer_while_numbers_are_typed(new_context, user_with, sign_in, agreement):
    page = new_context(DESKTOP).new_page()
    sign_in(page, user_with("secretariat"))
    page.goto("/quotas/what-if/")
    page.get_by_label("Landstal").fill("1.400")
    expect(page.locator("#what-if-answer")).to_contain_text("1: 1.400 personer")
    expect(page).to_have_url(re.compile(r"c1-national=1\.400"))
    page.get_by_label("Gem beregningen som").fill("Borgmesterens")
    page.get_by_label("Ekstra personer").fill("900")
    expect(page.locator("#what-if-answer")).to_contain_text("1: 1.400 + 900 personer")
    page.get_by_role("button", name="Gem beregningen").click()
    expect(page.get_by_text("«Borgmesterens» er gemt.")).to_be_visible()
    assert Scenario.objects.get().cases.get().extra == 900


def test_the_same_without_script(new_context, user_with, sign_in, agreement):
    page = new_context(PHONE, java_script_enabled=False).new_page()
    sign_in(page, user_with("secretariat"))
    page.goto("/quotas/what-if/")
    page.get_by_label("Landstal").fill("1.400")
    page.get_by_role("button", name="Beregn", exact=True).click()
    expect(page.get_by_role("heading", name="1: 1.400 personer")).to_be_visible()
    page.get_by_role("button", name="Tilføj en beregning").click()
    expect(page.get_by_text("Beregning 2", exact=True)).to_be_visible()
