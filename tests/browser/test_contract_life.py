"""One contract's whole life in a real browser: decided, checked, approved, signed, published, reported."""

import re

import pytest
from playwright.sync_api import Page, expect

from contracts.models import ResultContract
from kkr_portal.demonstration import contracts as demonstration
from tests.contracts.lives import ADDRESS, an_item

LIFE = f"{ADDRESS}life/"


@pytest.fixture
def contract(db) -> ResultContract:
    an_item(title="Resultatkontrakt 2022")
    return demonstration.load()


@pytest.fixture
def seen(axe_violations, sideways):
    """Each page on the way is readable for everyone and does not scroll sideways."""

    def look(page: Page) -> None:
        assert axe_violations(page) == [], page.url
        assert sideways(page) == [], page.url

    return look


def decide_what_is_open(page: Page) -> None:
    page.goto(f"{ADDRESS}edit/")
    page.get_by_role("link", name=re.compile("^Mål 8: Kilden siger")).click()
    expect(page.get_by_role("heading", name="Målepunkter")).to_be_visible()
    page.wait_for_load_state()
    for question in page.get_by_label("Kræver en beslutning om").all():
        if question.input_value():
            question.fill("")
    with page.expect_navigation():
        page.get_by_role("button", name="Gem målet").click()


def accept_the_deviations(page: Page) -> int:
    page.goto(f"{ADDRESS}check/")
    links = page.get_by_role("link", name=re.compile("^Acceptér"))
    found = links.count()
    for _ in range(found):
        links.first.click()
        page.get_by_label("Begrundelse").fill("Parterne er enige om at følge det seneste års måling.")
        page.get_by_role("button", name="Acceptér").click()
        expect(page).to_have_url(re.compile("/check/$"))
    return found


def take(page: Page, step: str, button: str, seen, **typed: str) -> None:
    page.goto(f"{LIFE}{step}/")
    for label, value in typed.items():
        field = page.get_by_label(label.replace("_", " "), exact=False).first
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(index=1)
        else:
            field.fill(value)
    seen(page)
    page.get_by_role("button", name=button).click()
    expect(page).to_have_url(re.compile(f"{LIFE}$"))


def test_from_draft_to_final_report(contract, page, phone_page, user_with, sign_in, seen, complaints):
    sign_in(page, user_with("secretariat"))
    page.on("dialog", lambda dialog: dialog.accept())
    decide_what_is_open(page)
    assert accept_the_deviations(page) == 5
    expect(page.get_by_text("som alle er accepteret")).to_be_visible()
    take(page, "negotiate", "Forhandlet færdig", seen)
    take(page, "approve-board", "Gem godkendelsen", seen, Godkendt_af="5. oktober 2021")
    take(page, "approve-council", "Gem godkendelsen", seen, Godkendt_af="")
    expect(page.get_by_text("Nu kan formændene skrive under")).to_be_visible()
    for part, name in (("KKR", "Torben Hansen"), ("erhvervshuset", "Søren Olesen")):
        page.goto(f"{LIFE}sign/")
        page.get_by_role("radio", name=re.compile(part)).check()
        page.get_by_label("Navn").fill(name)
        page.get_by_role("textbox", name="Hverv").fill("Formand")
        page.get_by_label("Dato").fill("1.11.2021")
        page.get_by_role("button", name="Gem underskriften").click()
        expect(page.get_by_text("Underskriften er gemt.")).to_be_visible()
    expect(page.get_by_text("Kontrakten er låst og gemt som en version.")).to_be_visible()
    for receiver in ("KL", "Erhvervsstyrelsen"):
        page.goto(f"{LIFE}send/")
        page.get_by_role("radio", name=receiver, exact=True).check()
        page.get_by_label("Sendt den").fill("2.11.2021")
        page.get_by_role("button", name="Gem fremsendelsen").click()
        expect(page.get_by_text("Fremsendelsen er gemt.")).to_be_visible()
    take(page, "publish", "Offentliggør", seen, Offentliggjort_den="3.11.2021")
    seen(page)
    contract.refresh_from_db()
    assert contract.status == ResultContract.Status.IN_FORCE

    page.goto(f"{ADDRESS}reports/new/")
    page.get_by_label("Art").select_option(label="Slutrapport")
    page.get_by_label("Overskrift").fill("Slutrapport for 2022")
    page.get_by_label("Dækker til og med").fill("31.12.2022")
    page.get_by_label("Åbner").fill("1.1.2023")
    page.get_by_label("Frist").fill("30.6.2027")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("Slutrapport for 2022 er oprettet")).to_be_visible()
    report = contract.reports.get()

    sign_in(phone_page, user_with("business_house"))
    phone_page.goto(report.get_absolute_url())
    seen(phone_page)
    point = contract.goals.get(number=4).targets.first()
    phone_page.goto(f"/contracts/reports/{report.pk}/measure/{point.pk}/")
    phone_page.get_by_label("Tæller").fill("600")
    phone_page.get_by_label("Nævner").fill("500")
    phone_page.get_by_role("button", name="Gem", exact=True).click()
    expect(phone_page.get_by_text("Tælleren").first).to_be_visible()
    seen(phone_page)
    phone_page.get_by_label("Tæller").fill("250")
    phone_page.get_by_label("Kilde").fill("Brugerundersøgelsen")
    phone_page.get_by_role("button", name="Gem", exact=True).click()
    expect(phone_page.get_by_text("50 pct. ≥ 48 pct.")).to_be_visible()
    phone_page.goto(f"/contracts/reports/{report.pk}/submit/")
    phone_page.get_by_label("Hvorfor mangler der tal?").fill("De øvrige tal kommer i juni.")
    seen(phone_page)
    phone_page.get_by_role("button", name="Indsend").click()
    expect(phone_page.get_by_text("er indsendt til sekretariatet")).to_be_visible()

    page.goto(f"/contracts/reports/{report.pk}/return/")
    page.get_by_role("textbox").first.fill("Vi mangler kendskabsmålingen.")
    page.get_by_role("button", name="Send tilbage").click()
    expect(page.get_by_text("er sendt tilbage til huset")).to_be_visible()
    phone_page.goto(report.get_absolute_url())
    expect(phone_page.get_by_text("Vi mangler kendskabsmålingen.").first).to_be_visible()
    phone_page.goto(f"/contracts/reports/{report.pk}/submit/")
    phone_page.get_by_label("Hvorfor mangler der tal?").fill("Målingen er forsinket til juni.")
    phone_page.get_by_role("button", name="Indsend").click()
    expect(phone_page.get_by_text("er indsendt til sekretariatet")).to_be_visible()
    page.goto(f"/contracts/reports/{report.pk}/accept/")
    page.get_by_role("button", name="Godkend").click()
    expect(page.get_by_text("er godkendt og kan ikke længere ændres")).to_be_visible()
    take(page, "finish", "Markér som afrapporteret", seen)
    contract.refresh_from_db()
    assert contract.status == ResultContract.Status.REPORTED
