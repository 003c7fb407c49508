"""What is typed survives a lost connection, an expired sign-in and a closed tab."""

import pytest
from playwright.sync_api import Page, expect

OFFLINE = "Der er ingen forbindelse. Teksten er gemt i denne browser; prøv igen, når forbindelsen er tilbage."
NOTICE = "Der ligger en kladde, som ikke blev gemt, fra kl."


@pytest.fixture
def form(settings, page: Page, user_with, sign_in) -> Page:
    settings.ROOT_URLCONF = "tests.browser.show"
    sign_in(page, user_with("secretariat"))
    page.goto("/show/typed/")
    page.on("dialog", lambda dialog: dialog.accept())
    return page


def drafts(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('kkr-portal:')).length")


def type_and_lose(page: Page) -> None:
    page.get_by_label("Titel").fill("Ny titel")
    page.reload()


def test_a_draft_is_offered_and_fetched(form):
    type_and_lose(form)
    expect(form.get_by_text(NOTICE)).to_be_visible()
    expect(form.get_by_label("Titel")).to_have_value("Første")
    form.get_by_role("button", name="Hent kladden").click()
    expect(form.get_by_label("Titel")).to_have_value("Ny titel")
    expect(form.get_by_text(NOTICE)).to_have_count(0)


def test_a_draft_can_be_thrown_away(form):
    type_and_lose(form)
    form.get_by_role("button", name="Kassér den").click()
    assert drafts(form) == 0
    form.reload()
    expect(form.get_by_text(NOTICE)).to_have_count(0)


def test_typing_before_choosing_loses_neither(form):
    type_and_lose(form)
    form.get_by_label("Titel").fill("Tredje titel")
    form.reload()
    form.get_by_role("button", name="Kassér den").click()
    form.get_by_role("button", name="Hent kladden").click()
    expect(form.get_by_label("Titel")).to_have_value("Ny titel")


def test_saving_drops_the_draft(form):
    form.get_by_label("Titel").fill("Ny titel")
    form.get_by_label("Titel").blur()
    assert drafts(form) == 1
    form.get_by_role("button", name="Gem").click()
    form.wait_for_url("**/show/typed/?saved=1")
    assert drafts(form) == 0


def test_without_a_connection_nothing_is_sent_and_nothing_is_lost(form):
    form.get_by_label("Titel").fill("Ny titel")
    form.context.set_offline(True)
    form.get_by_role("button", name="Gem").click()
    expect(form.get_by_role("alert")).to_have_text(OFFLINE)
    expect(form.get_by_label("Titel")).to_have_value("Ny titel")
    form.context.set_offline(False)
    expect(form.get_by_role("alert")).to_have_text("Forbindelsen er tilbage. Gem nu.")
    form.get_by_role("button", name="Gem").click()
    form.wait_for_url("**/show/typed/?saved=1")


def test_a_server_that_does_not_answer_is_no_connection(form, complaints):
    form.route("**/health", lambda route: route.abort())
    form.get_by_label("Titel").fill("Ny titel")
    form.get_by_role("button", name="Gem").click()
    expect(form.get_by_role("alert")).to_have_text(OFFLINE)
    complaints.clear()  # the browser notes the failed look at the server


def test_leaving_with_unsaved_text_is_asked_about(form):
    asked = []
    form.on("dialog", lambda dialog: asked.append(dialog.type))
    form.reload()
    assert asked == []
    form.get_by_label("Titel").press_sequentially("x")
    form.reload()
    assert asked == ["beforeunload"]


def test_a_draft_belongs_to_its_user(form, user_with, sign_in):
    type_and_lose(form)
    sign_in(form, user_with("kl"))
    form.goto("/show/typed/")
    expect(form.get_by_text(NOTICE)).to_have_count(0)
