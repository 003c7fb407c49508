"""A contract is edited in a real browser: order by keyboard, rows, drafts, two at once, without script."""

import pytest
from playwright.sync_api import Page, expect

from contracts.models import ContractPart, Goal, ResultContract, Target
from tests.contracts.written import BASE, the_contract


@pytest.fixture
def contract(db) -> ResultContract:
    return the_contract()


@pytest.fixture
def writer(contract, page: Page, user_with, sign_in) -> Page:
    sign_in(page, user_with("secretariat"))
    page.on("dialog", lambda dialog: dialog.accept())
    return page


def titles(contract: ResultContract) -> list[str]:
    return list(contract.focus_areas.order_by("position").values_list("title", flat=True))


def goal_page(contract: ResultContract, number: int) -> str:
    return f"{BASE}goals/{contract.goals.get(number=number).pk}/"


def test_focus_areas_by_the_keyboard(writer, contract):
    before = titles(contract)
    writer.goto(BASE)
    writer.get_by_role("button", name=f"Flyt ned: {before[0]}").focus()
    writer.keyboard.press("Enter")
    expect(writer.get_by_text(f"Gemt: «{before[0]}» er nu nummer 2 af 6.")).to_be_visible()
    assert titles(contract)[:2] == [before[1], before[0]]


def test_a_row_is_added_the_kind_decides_its_fields_and_the_draft_is_saved(writer, contract, complaints):
    writer.goto(goal_page(contract, 2))
    writer.get_by_role("button", name="Tilføj målepunkt").click()
    row = writer.locator("#points-1")
    expect(row.get_by_label("Ordlyd")).to_be_focused()
    row.get_by_label("Ordlyd").fill("5.000 virksomheder får vejledning.")
    row.get_by_label("Art").select_option("activity")
    expect(row.get_by_label("Tal", exact=True)).to_be_hidden()
    row.get_by_label("Art").select_option("count")
    expect(row.get_by_label("Båndet læses som")).to_be_hidden()
    row.get_by_label("Hvad der tælles").fill("virksomheder")
    row.get_by_label("Tal", exact=True).fill("N/A")
    status = writer.locator("[data-autosave-status]")
    expect(status).to_contain_text("Ikke gemt endnu. Målepunkt 2: Tal: «N/A» kan ikke læses som et tal.")
    complaints.clear()  # the answer 422 is in the console
    row.get_by_label("Tal", exact=True).fill("5.000")
    expect(status).to_contain_text("Gemt kl. ")
    row.get_by_label("Tal", exact=True).fill("5.001")
    expect(status).to_contain_text("Gemt kl. ")
    writer.get_by_role("button", name="Gem målet").last.click()
    expect(writer.get_by_text("Mål 2 er gemt.")).to_be_visible()
    assert list(
        Target.objects.filter(goal__contract=contract, goal__number=2).values_list("value", flat=True)
    ) == [
        None,
        5001,
    ]


def test_points_are_moved_by_the_keyboard(writer, contract):
    goal = contract.goals.get(number=1)
    before = list(goal.targets.order_by("position").values_list("pk", flat=True))
    writer.goto(goal_page(contract, 1))
    writer.locator("#points-0 [data-row-move=down]").focus()
    writer.keyboard.press("Enter")
    expect(writer.locator("#points-0 [data-row-number]")).to_have_text("2")
    writer.get_by_role("button", name="Gem målet").last.click()
    expect(writer.get_by_text("Mål 1 er gemt.")).to_be_visible()
    assert list(goal.targets.order_by("position").values_list("pk", flat=True))[:2] == [before[1], before[0]]


def test_two_write_in_one_part(writer, contract, complaints):
    part = ContractPart.objects.get(contract=contract, kind="about")
    writer.goto(f"{BASE}parts/about/")
    writer.get_by_label("Tekst", exact=True).fill("Min tekst")
    ContractPart.objects.filter(pk=part.pk).update(text="En andens tekst")
    status = writer.locator("[data-autosave-status]")
    expect(status).to_contain_text("En anden har gemt imens.")
    complaints.clear()  # the answer 409 is in the console
    writer.get_by_role("button", name="Gem", exact=True).click()
    expect(writer.get_by_role("heading", name="To udgaver: vælg for hvert felt")).to_be_visible()
    writer.get_by_label("Behold det, du har skrevet").check()
    writer.wait_for_timeout(4000)  # longer than a draft waits: beside a choice none is saved
    assert ContractPart.objects.get(pk=part.pk).text == "En andens tekst"
    writer.get_by_role("button", name="Gem", exact=True).click()
    expect(writer.get_by_text("«Om erhvervshuset» er gemt.")).to_be_visible()
    assert ContractPart.objects.get(pk=part.pk).text == "Min tekst"


def test_a_draft_with_a_new_row_outlives_the_tab(writer, contract):
    address = f"{BASE}goals/new/"
    writer.goto(address)
    writer.get_by_label("Titel").fill("Et nyt mål")
    writer.get_by_role("button", name="Tilføj målepunkt").click()
    writer.locator("#points-1").get_by_label("Ordlyd").fill("Det andet punkt")
    writer.wait_for_timeout(600)
    writer.reload()
    writer.get_by_role("button", name="Hent kladden").click()
    expect(writer.locator("#points-1").get_by_label("Ordlyd")).to_have_value("Det andet punkt")


def test_the_running_total_and_a_footnote(writer):
    writer.goto(f"{BASE}key/")
    writer.locator("#id_key-0-amount").fill("1.418")
    expect(writer.locator("[data-key-sum]")).to_have_text("Rækkerne giver 39.010. Det er den trykte sum.")
    writer.goto(f"{BASE}parts/about/")
    field = writer.get_by_label("Tekst", exact=True)
    field.fill("Huset")
    writer.get_by_role("button", name="Fodnote").click()
    expect(field).to_have_value("Huset[^1]\n\n[^1]: Fodnotens tekst")
    writer.get_by_role("button", name="Forhåndsvis").click()
    expect(writer.get_by_role("region", name="Sådan vises Tekst")).to_contain_text("Fodnotens tekst")


def test_without_script_rows_are_added_and_nothing_is_lost(contract, page_without_script, user_with, sign_in):
    page = page_without_script
    sign_in(page, user_with("secretariat"))
    page.goto(goal_page(contract, 2))
    page.get_by_label("Titel").fill("Bred spredning")
    page.get_by_role("button", name="Tilføj målepunkt").click()
    expect(page.get_by_label("Titel")).to_have_value("Bred spredning")
    row = page.locator("#points-1")
    row.get_by_label("Ordlyd").fill("En aktivitet")
    row.get_by_label("Art").select_option("activity")
    row.get_by_role("button", name="Flyt op").click()
    expect(page.locator("fieldset.point-row").first.get_by_label("Ordlyd")).to_have_value("En aktivitet")
    page.get_by_role("button", name="Gem målet").last.click()
    expect(page.get_by_text("Mål 2 er gemt.")).to_be_visible()
    goal = Goal.objects.get(contract=contract, number=2)
    assert (goal.title, goal.targets.order_by("position").first().wording) == (
        "Bred spredning",
        "En aktivitet",
    )
