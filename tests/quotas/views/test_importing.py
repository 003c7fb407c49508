"""The import pages: nothing is kept before it has been seen, and then all of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kkr_portal.spreadsheets import Sheet, as_xlsx
from quotas.models import Calculation, Issue, MunicipalQuota, Statistics
from tests.importing.taken_back import everything, taken_back, way_back
from tests.quotas.annexes import annex_a
from tests.quotas.made import SOURCE, an_issue
from tests.quotas.test_statistics_import import table

pytestmark = pytest.mark.django_db
ADDRESS = "/quotas/2022/1/import/"
ASKED = {"kind": "agreed", "place": "all", "source": SOURCE, "dated": "30.9.2021"}


@pytest.fixture
def kl(client_as):
    an_issue(2022, national=500)
    return client_as("kl")


def hidden(page, **more):
    """What the page's first form would post."""
    form = page.context["form"]
    posted = {name: form.data.get(name, "") for name in form.fields if name != "upload"}
    return posted | {"plan": page.context["plan"].fingerprint, "do": "1"} | more


def test_seen_first_then_taken_in(kl):
    page = kl.post(ADDRESS, ASKED | {"text": annex_a()})
    shown = page.content.decode()
    assert "Se efter, før kvoterne indlæses" in shown
    assert "98, i alt 500 personer" in shown
    assert not MunicipalQuota.objects.exists()
    answer = kl.post(ADDRESS, hidden(page), follow=True)
    assert "98 kommunekvoter er indlæst." in answer.content.decode()
    assert MunicipalQuota.objects.count() == 98
    again = kl.post(ADDRESS, ASKED | {"text": annex_a()})
    answer = kl.post(ADDRESS, hidden(again), follow=True)
    assert "Der er intet at ændre." in answer.content.decode()


def test_a_file_comes_back_as_text_and_is_taken_in(kl):
    rows = [line.rsplit("\t", 1) for line in annex_a().splitlines() if line[:3].isdigit()]
    cells = [[text[:3], text[4:], 0 if n == "-" else int(n)] for text, n in rows]
    content = as_xlsx([Sheet("Kvoter", ["Kode", "Kommune", "Kvote"], cells)])
    page = kl.post(ADDRESS, ASKED | {"upload": SimpleUploadedFile("kvoter.xlsx", content)})
    kl.post(ADDRESS, hidden(page))
    assert MunicipalQuota.objects.count() == 98


def test_nothing_is_half_saved(kl):
    page = kl.post(ADDRESS, ASKED | {"text": annex_a(change={"751": "−3"}), "do": "1"})
    shown = page.content.decode()
    assert "Intet kan indlæses endnu" in shown
    wrong = page.context["plan"].stopped[0]
    assert f'<a href="#linje-{wrong.number}">Række {wrong.number}</a>: «−3» er negativt' in shown
    assert f'id="linje-{wrong.number}"' in shown
    assert "751 Århus\t−3" in shown  # what was typed is there to be mended
    assert not MunicipalQuota.objects.exists()


def test_another_table_than_the_one_that_was_seen(kl):
    page = kl.post(ADDRESS, ASKED | {"text": annex_a()})
    other = annex_a(change={"751": "14", "727": "2"})
    answer = kl.post(ADDRESS, hidden(page, text=other))
    assert "siden du så forhåndsvisningen" in answer.content.decode()
    assert not MunicipalQuota.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": ""}, "Indsæt en tabel, eller vælg en fil."),
        ({"text": "101 København\t30", "source": ""}, "Skriv, hvor tallene står."),
        ({"text": "101 København\t30", "dated": "31.2.2021"}, "31.2.2021 er ikke en dato, der findes"),
        ({"upload": ("bilag.pdf", b"%PDF-1.7")}, "Filen er i et format, som portalen ikke læser"),
        ({"upload": ("bilag.csv", b"101;K;3\n" * 100_000)}, "Tabellen har over 5000 rækker"),
        ({"text": "101;K;3\n" * 60_000}, "Tabellen har over 5000 rækker"),
        ({"text": "æ" * 2_000_001}, "Tabellen er for lang."),
    ],
)
def test_what_is_no_annex(kl, change, said):
    if "upload" in change:
        change = {"upload": SimpleUploadedFile(*change["upload"])}
    assert said in kl.post(ADDRESS, ASKED | change).content.decode()


def test_a_formula_is_shown_as_text(kl):
    text = annex_a() + '\n=HYPERLINK("http://x.example")\t3'
    shown = kl.post(ADDRESS, ASKED | {"text": text}).content.decode()
    assert "er en formel og læses ikke" in shown
    assert 'href="http://x.example"' not in shown


def test_statistics_lead_to_the_model(kl):
    address = "/quotas/2022/1/statistics/"
    page = kl.post(address, {"text": table(), "source": SOURCE, "constructed": "on"})
    assert "98 af 98" in page.content.decode()
    assert not Statistics.objects.exists()
    answer = kl.post(address, hidden(page), follow=True)
    assert "Statistikken er konstrueret" in answer.content.decode()
    assert Statistics.objects.get().constructed
    bad = kl.post(address, {"text": table(leave_out=["751"]), "source": SOURCE})
    assert "Der mangler tal for Aarhus." in bad.content.decode()


def test_typed_text_survives_an_expired_sign_in(kl):
    kl.get(ADDRESS)
    kl.logout()
    answer = kl.post(ADDRESS, ASKED | {"text": "101 København\t30"})
    assert answer.status_code == 302


def test_quotas_are_taken_back(kl):
    kl.post(ADDRESS, hidden(kl.post(ADDRESS, ASKED | {"text": annex_a()})))
    MunicipalQuota.objects.filter(municipality__code="751").update(persons=7)
    MunicipalQuota.objects.filter(municipality__code="730").delete()
    before = everything()
    answer = kl.post(ADDRESS, hidden(kl.post(ADDRESS, ASKED | {"text": annex_a()})), follow=True)
    assert everything() != before
    assert "Importen er fortrudt: Kommunekvoter" in taken_back(kl, way_back(answer))
    assert everything() == before


def test_statistics_are_taken_back_and_what_was_calculated_before_stands_again(kl):
    address = "/quotas/2022/1/statistics/"
    asked = {"text": table(), "source": SOURCE, "constructed": "on"}
    kl.post(address, hidden(kl.post(address, asked)))
    kl.post("/quotas/2022/1/model/store/", {"key": "calculated", "rounding": "regions_first"})
    assert Calculation.objects.exists()
    before = everything()
    newer = kl.post(address, asked | {"text": table(change={"751": "400000\t9\t9"})})
    answer = kl.post(address, hidden(newer), follow=True)
    assert everything() != before
    taken_back(kl, way_back(answer))
    assert everything() == before


def test_a_closed_issue_keeps_what_was_taken_in(kl):
    answer = kl.post(ADDRESS, hidden(kl.post(ADDRESS, ASKED | {"text": annex_a()})), follow=True)
    Issue.objects.update(status=Issue.Status.CLOSED)
    refused = kl.post(way_back(answer)).content.decode()
    assert "Intet er fortrudt" in refused
    assert MunicipalQuota.objects.count() == 98
