"""A report from its opening to its acceptance, as the secretariat and the house see it."""

import pytest
from django.test import Client

from contracts.actions.reporting import submit
from contracts.models import Report, ReportNote
from contracts.refused import Refused
from tests.contracts.reported import a_contract, a_report, accepted, measured


@pytest.fixture
def contract(db):
    return a_contract(published=True)


@pytest.fixture
def report(contract):
    return a_report(contract)


def step(client, report, name, **typed):
    return client.post(f"/contracts/reports/{report.pk}/{name}/", typed, follow=True).content.decode()


PERIOD = {"kind": "final", "title": "Slutrapport", "covers_until": "31.12.2022", "opens_on": "1.1.2023",
          "due_on": "30.6.2023"}  # fmt: skip


def test_the_secretariat_opens_a_period(client_as, contract):
    url = "/contracts/midtjylland/2022/reports/new/"
    assert client_as("secretariat").post(url, PERIOD).status_code == 302
    assert Report.objects.get().title == "Slutrapport"


def test_a_deadline_before_the_opening(client_as, contract):
    url = "/contracts/midtjylland/2022/reports/new/"
    answer = client_as("secretariat").post(url, PERIOD | {"due_on": "31.12.2022"})
    assert "Fristen kan ikke ligge før åbningen" in answer.content.decode()
    assert not Report.objects.exists()


def test_not_on_an_unsigned_contract(client_as, db):
    a_contract(year=2023)
    answer = client_as("secretariat").post("/contracts/midtjylland/2023/reports/new/", PERIOD)
    assert "ikke underskrevet" in answer.content.decode()
    assert not Report.objects.exists()


def test_the_whole_way(client_as, report):
    house, secretariat = client_as("business_house"), client_as("secretariat")
    measured(report, "share", numerator=312, denominator=360)
    assert "Skriv, hvorfor der mangler tal" in step(house, report, "submit", method="Fra CRM")
    step(house, report, "submit", method="Fra CRM", gap="Målingen kommer i maj.")
    step(secretariat, report, "return", text="Ret andelen.")
    step(house, report, "answer", text="Den er rettet.")
    step(house, report, "submit", method="Fra CRM", gap="Stadig maj.")
    step(secretariat, report, "accept")
    report.refresh_from_db()
    assert (report.status, report.method) == ("accepted", "Fra CRM")
    assert list(ReportNote.objects.order_by("pk").values_list("text", flat=True)) == [
        "Indsendt med mangler: Målingen kommer i maj.", "Ret andelen.", "Den er rettet.",
        "Indsendt med mangler: Stadig maj.",
    ]  # fmt: skip
    assert "Trinnet kan ikke tages nu" in step(secretariat, report, "return", text="For sent")
    assert ReportNote.objects.count() == 4


def test_nothing_is_handed_in_after_the_period_closed(client_as, user_with, report):
    measured(report, "share", numerator=312, denominator=360)
    step(client_as("secretariat"), report, "close", text="Huset er lagt sammen.")
    somebody, house = user_with("business_house"), Client()
    house.force_login(somebody)
    assert "Trinnet kan ikke tages nu" in step(house, report, "submit", method="CRM", gap="For sent")
    with pytest.raises(Refused, match="Tallene kan ikke ændres"):
        submit(report=report, gap="For sent", method="CRM", by=somebody)
    report.refresh_from_db()
    assert (report.status, report.submitted_at) == ("closed", None)


def test_closed_and_opened_again(client_as, report):
    secretariat = client_as("secretariat")
    assert "Skriv, hvorfor perioden lukkes" in step(secretariat, report, "close", text="")
    step(secretariat, report, "close", text="Huset er lagt sammen.")
    report.refresh_from_db()
    assert report.status == "closed"
    step(secretariat, report, "reopen")
    report.refresh_from_db()
    assert report.status == "open"


def test_the_arithmetic_is_shown(client_as, report):
    measured(report, "share", numerator=312, denominator=360)
    measured(report, "control_group", value=15, control=2)
    page = client_as("business_house").get(f"/contracts/reports/{report.pk}/").content.decode()
    assert "312 af 360 = 86,7 pct. ≥ 80 pct." in page
    assert "15 pct. − 2 pct. = 13 procentpoint ≥ 10 procentpoint" in page
    assert "Resultatet gælder 2024, og tallet her er foreløbigt" in page
    assert "Mangler, fristen er overskredet" in page


def test_the_public_sees_what_was_accepted_and_nothing_else(client_as, report):
    measured(report, "share", numerator=312, denominator=360, comment="Fortroligt", file_name="x.pdf")
    ReportNote.objects.create(report=report, text="Intern tråd")
    public, url = client_as("public"), f"/contracts/reports/{report.pk}/"
    assert public.get(url).status_code == 404
    assert "Slutrapport 2022" not in public.get("/contracts/midtjylland/2022/reports/").content.decode()
    assert "86,7" not in public.get("/contracts/midtjylland/").content.decode()
    accepted(report)
    page = public.get(url).content.decode()
    assert "312 af 360 = 86,7 pct." in page
    assert not [text for text in ("Fortroligt", "Intern tråd", "x.pdf") if text in page]
    sheet = public.get(f"{url}report.csv").content.decode()
    assert "312 af 360" in sheet
    assert "Fortroligt" not in sheet
    assert "86,7" in public.get("/contracts/midtjylland/").content.decode()


def test_an_accepted_report_of_an_unpublished_contract(client_as, db):
    report = accepted(a_report(a_contract(year=2023)))
    assert client_as("public").get(f"/contracts/reports/{report.pk}/").status_code == 404


def test_files(client_as, report):
    measured(report, "share", numerator=312, denominator=360)
    client, url = client_as("secretariat"), f"/contracts/reports/{report.pk}/"
    assert client.get(f"{url}report.pdf").content.startswith(b"%PDF")
    assert client.get(f"{url}report.xlsx").content.startswith(b"PK")
    assert client.get(f"{url}report.doc").status_code == 404


def test_invented_figures_say_so(client_as, contract):
    report = a_report(contract, invented=True)
    measured(report, "share", value=81)
    accepted(report)
    client = client_as("public")
    pages = [
        f"/contracts/reports/{report.pk}/",
        "/contracts/midtjylland/2022/reports/",
        "/contracts/midtjylland/",
    ]
    assert ["Opdigtede tal" in client.get(page).content.decode() for page in pages] == [True] * 3
    file = client.get(f"/contracts/reports/{report.pk}/report.csv")
    assert "Opdigtet" in file["Content-Disposition"]


def test_a_cpr_number_is_neither_handed_in_nor_accepted(client_as, report):
    house, secretariat = client_as("business_house"), client_as("secretariat")
    measured(report, "share", numerator=312, denominator=360)
    said = step(house, report, "submit", method="Spurgt 010190-1234", gap="Senere")
    assert f"{report}, metode og forbehold: 010190-xxxx" in said
    assert "Spurgt 010190-1234" in said  # what was typed stays
    step(house, report, "submit", method="Spurgt", gap="Senere")
    Report.objects.update(method="Spurgt 010190-1234")
    assert "CPR-nummer" in step(secretariat, report, "accept")
    report.refresh_from_db()
    assert report.status == "submitted"
