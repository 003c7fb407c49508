"""Figures as the house types them: the kind decides the fields, and a row is kept whole or not at all."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contracts.models import Measurement, Report
from kkr_portal.registry.models import Municipality
from tests.contracts.reported import a_contract, a_report, accepted, measured, point


@pytest.fixture
def report(db):
    return a_report(a_contract(published=True))


def address(report, kind):
    return f"/contracts/reports/{report.pk}/measure/{point(report.contract, kind).pk}/"


def post(client, report, kind, **typed):
    return client.post(address(report, kind), {f"m-{name}": value for name, value in typed.items()})


REFUSED = [
    ("share", {"value": "N/A"}, "kan ikke læses som et tal"),
    ("share", {"value": "45 pct"}, "Skriv kun tallet, uden enhed"),
    ("share", {"value": "120"}, "En andel er mellem 0 og 100 pct."),
    ("share", {"numerator": "361", "denominator": "360"}, "større end nævneren"),
    ("share", {"numerator": "0", "denominator": "0"}, "Nævneren kan ikke være 0"),
    ("share", {"numerator": "12"}, "hører sammen"),
    ("share", {"numerator": "312", "denominator": "360", "value": "80"}, "giver 86,7 pct."),
    ("share", {"value": "86", "measured_on": "31-02-2022"}, "ikke en dato, der findes"),
    ("share", {"source": "CRM"}, "Skriv et resultat"),
    ("count", {"value": "1,417"}, "Mener du 1.417"),
    ("count", {"value": "-1"}, "mindst 0"),
    ("rise", {"value": "41", "before": "136"}, "højst være 100"),
]


@pytest.mark.parametrize(("kind", "typed", "told"), REFUSED)
def test_what_cannot_be_is_refused_and_stays_in_the_field(client_as, report, kind, typed, told):
    answer = post(client_as("business_house"), report, kind, **typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert told in page
    assert all(f'value="{value}"' in page for value in typed.values())
    assert not Measurement.objects.exists()


def test_a_score_over_100_is_refused_and_the_other_segment_is_kept(client_as, report):
    typed = {"mdrift-value": "72", "mvækst-value": "120"}
    answer = client_as("business_house").post(address(report, "net_promoter_score"), typed)
    page = answer.content.decode()
    assert "mellem -100 og 100" in page
    assert "Kun drift er gemt" in page
    assert list(Measurement.objects.values_list("segment", "value")) == [("drift", 72)]


KEPT = [
    ("count", {"value": "1.417"}, {"value": Decimal(1417)}),
    ("share", {"value": "86,7"}, {"value": Decimal("86.70")}),
    ("share", {"numerator": "1.312", "denominator": "1.360"}, {"numerator": 1312, "denominator": 1360}),
    ("rise", {"value": "41", "before": "36"}, {"value": 41, "before": 36}),
    ("activity", {"done": "nej"}, {"done": False}),
    ("control_group", {"value": "12,5", "control": "-1"}, {"value": Decimal("12.5"), "control": -1}),
]


@pytest.mark.parametrize(("kind", "typed", "stored"), KEPT)
def test_what_is_typed_the_danish_way_is_kept(client_as, report, kind, typed, stored):
    answer = post(client_as("business_house"), report, kind, **typed)
    assert answer.status_code == 302
    assert Measurement.objects.values(*stored).get() == stored


def test_the_second_to_save_chooses(client_as, report):
    client = client_as("business_house")
    post(client, report, "share", value="80", revision="")
    answer = post(client, report, "share", value="81", revision="")
    assert "To udgaver" in answer.content.decode()
    assert Measurement.objects.get().value == 80
    choice = {"m-value": "81", "m-revision": "1", "choose_m-value": "mine"}
    client.post(address(report, "share"), choice)
    assert Measurement.objects.get().value == 81


def test_a_file_of_a_refused_kind(client_as, report):
    upload = SimpleUploadedFile("tal.docx", b"PK\x03\x04 not a pdf")
    answer = post(client_as("business_house"), report, "share", value="81", upload=upload)
    assert answer.status_code == 200
    assert not Measurement.objects.exists()


def test_a_file_is_for_those_inside(client_as, report, pdf_bytes):
    upload = SimpleUploadedFile("tal.pdf", pdf_bytes(1))
    post(client_as("business_house"), report, "share", value="81", upload=upload)
    accepted(report)
    url = f"/contracts/measurements/{Measurement.objects.get().pk}/file/"
    inside = {"secretariat": 200, "kl": 200, "board_member": 200, "other_secretariat": 404, "member": 404}
    assert {role: client_as(role).get(url).status_code for role in inside} == inside


@pytest.mark.parametrize("role", ["secretariat", "other_secretariat", "kl", "member", "board_member"])
def test_only_the_houses_own_staff_enters(client_as, report, role):
    assert post(client_as(role), report, "share", value="81").status_code == 404
    assert not Measurement.objects.exists()


def test_another_house(client_as, db):
    other = a_report(a_contract("sjaelland", published=True))
    assert post(client_as("business_house"), other, "share", value="81").status_code == 404


def test_a_point_of_another_contract(client_as, report):
    other = point(a_contract(year=2023), "share")
    url = f"/contracts/reports/{report.pk}/measure/{other.pk}/"
    assert client_as("business_house").post(url, {"m-value": "81"}).status_code == 404


@pytest.mark.parametrize("status", ["submitted", "accepted", "closed"])
def test_not_after_it_was_handed_in_or_closed(client_as, report, status):
    measured(report, "count", value=1)
    if status == "closed":
        Report.objects.update(status="closed")
    else:
        accepted(report) if status == "accepted" else Report.objects.update(status="submitted")
    answer = client_as("business_house")
    page = answer.post(address(report, "share"), {"m-value": "81"}, follow=True)
    assert "Tallene kan ikke ændres" in page.content.decode()
    assert Measurement.objects.count() == 1


def test_not_before_it_opens(client_as, report):
    tomorrow = timezone.localdate() + timedelta(days=1)
    Report.objects.update(opens_on=tomorrow, due_on=tomorrow)
    page = client_as("business_house").post(address(report, "share"), {"m-value": "81"}, follow=True)
    assert f"åbner først den {tomorrow:%d.%m.%Y}" in page.content.decode()
    assert not Measurement.objects.exists()


def test_the_grid_of_municipalities(client_as, report):
    samsoe, odense = Municipality.objects.get(code="741"), Municipality.objects.get(code="461")
    client = client_as("business_house")
    typed = {f"m{samsoe.pk}": "1.012", f"m{odense.pk}": "7", "seen": ""}  # Odense is of another house
    assert client.post(address(report, "spread"), typed).status_code == 302
    assert list(Measurement.objects.values_list("municipality", "value")) == [(samsoe.pk, 1012)]
    stale = client.post(address(report, "spread"), {f"m{samsoe.pk}": "5", "seen": ""})
    assert "En anden har gemt 1012 imens" in stale.content.decode()
    assert Measurement.objects.get().value == 1012


def test_the_grid_refuses_text(client_as, report):
    samsoe = Municipality.objects.get(code="741")
    answer = client_as("business_house").post(address(report, "spread"), {f"m{samsoe.pk}": "N/A", "seen": ""})
    assert "kan ikke læses som et helt tal" in answer.content.decode()
    assert 'value="N/A"' in answer.content.decode()


def test_a_deleted_figure(client_as, report):
    row = measured(report, "share", value=81)
    url = f"/contracts/measurements/{row.pk}/delete/"
    assert client_as("secretariat").post(url).status_code == 404
    assert client_as("business_house").post(url).status_code == 302
    assert not Measurement.objects.exists()
