"""What the pages and files say of an issue, a place over the years, and the model."""

import csv
import io
import json
from fractions import Fraction

import pikepdf
import pytest
from openpyxl import load_workbook

from kkr_portal.documents import live
from kkr_portal.registry.models import Municipality
from quotas.models import Calculation, MunicipalQuota
from tests.quotas.made import SOURCE, an_issue, set_status, with_quotas, with_statistics

pytestmark = pytest.mark.django_db


def page(client, address):
    return client.get(address).content.decode()


def test_the_latest_issue_of_a_year_holds_and_the_earlier_says_so(client):
    with_quotas(an_issue(2030, status="published"))
    with_quotas(an_issue(2030, number=2, national=294, status="published", reason="Flere ventes"), each=3)
    year = page(client, "/quotas/2030/")
    assert "<strong>294</strong> personer" in year
    assert "Årets udmeldinger" in year
    first = page(client, "/quotas/2030/1/")
    assert "Landstallet er ændret siden" in first
    assert "(ændret siden)" in page(client, "/quotas/")


def test_a_municipality_over_the_years(client):
    for year, each in ((2028, 1), (2029, 2), (2030, 3)):
        with_quotas(an_issue(year, national=98 * each, status="published"), each=each)
    with_quotas(an_issue(2030, number=2, national=392, status="published"), each=4)
    aarhus = Municipality.objects.get(code="751")
    MunicipalQuota.objects.create(
        issue=MunicipalQuota.objects.filter(issue__number=2).first().issue, municipality=aarhus,
        kind="agreed", persons=9, source=SOURCE,
    )  # fmt: skip
    shown = client.get("/quotas/municipalities/751/")
    rows = [(row.issue.year.year, row.issue.number, row.persons, row.latest) for row in shown.context["rows"]]
    assert rows == [(2030, 2, 9, True), (2030, 1, 3, False), (2029, 1, 2, True), (2028, 1, 1, True)]
    assert "2,3 pct." in shown.content.decode()
    chart = shown.context["chart"]
    assert [(bar.name, bar.shown) for bar in chart.bars] == [("2030", "9"), ("2029", "2"), ("2028", "1")]
    assert "<svg" in shown.content.decode()
    lines = client.get("/quotas/municipalities/751/quotas.csv").content.decode("utf-8-sig").splitlines()
    assert lines[1] == f"2030;2;4;9;;9;392;{SOURCE}"


def test_a_region_over_the_years_shows_the_newest_and_tells_of_the_older(client):
    for year in range(2021, 2031):
        with_quotas(an_issue(year, status="published"))
    shown = client.get("/quotas/regions/midtjylland/")
    found = shown.context["shown"]
    assert [one.year.year for one in found.years] == [2030, 2029, 2028, 2027, 2026, 2025]
    assert (found.older, len(found.rows), len(found.places)) == (4, 10, 19)
    assert "Vis også de 4 ældre" in shown.content.decode()
    assert len(client.get("/quotas/regions/midtjylland/?years=all").context["shown"].years) == 10


def test_the_files_say_the_same(client):
    issue = with_quotas(an_issue(2030, status="published"))
    text = client.get("/quotas/2030/1/quotas.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert (len(rows), sum(int(row["Gældende kvote"]) for row in rows)) == (98, 196)
    book = load_workbook(io.BytesIO(client.get("/quotas/2030/1/quotas.xlsx").content))
    assert [sheet.title for sheet in book] == ["Kommunekvoter 2030", "Regionskvoter 2030"]
    data = json.loads(client.get("/quotas/2030/1/quotas.json").content)["issues"][0]
    assert (data["year"], data["national_number"], len(data["municipalities"])) == (2030, 196, 98)
    assert sum(one["in_force"] for one in data["municipalities"]) == 196
    everything = json.loads(client.get("/quotas/quotas.json").content)
    assert everything["issues"] == [data]
    set_status(issue, "draft")
    assert json.loads(client.get("/quotas/quotas.json").content) == {"issues": []}


def test_our_own_file_can_be_taken_in_again(client, client_as):
    with_quotas(an_issue(2030, status="published"))
    text = client.get("/quotas/2030/1/quotas.csv").content.decode("utf-8-sig")
    asked = {"kind": "calculated", "place": "all", "source": SOURCE, "dated": "", "text": text}
    plan = client_as("kl").post("/quotas/2030/1/import/", asked).context["plan"]
    assert plan.changes_nothing


def test_a_source_that_looks_like_a_formula_stays_text(client):
    issue = with_quotas(an_issue(2030, status="published"))
    issue.municipal_quotas.update(source='=HYPERLINK("x")')
    text = client.get("/quotas/2030/1/quotas.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK" in text


def test_the_annex_as_pdf(client, client_as):
    with_quotas(an_issue(2030))
    content = client_as("kl").get("/quotas/2030/1/annex.pdf").content
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "da"
        assert len(pdf.pages) >= 3


def test_the_annex_is_a_live_document(user_with, council):
    issue = with_quotas(an_issue(2030, status="published"))
    an_issue(2031)
    kind = live.kind_named("quota_annex")
    choices = [(one.ref, one.title) for one in kind.choices(user_with("secretariat"), council)]
    assert choices == [(str(issue.pk), "Kommunekvoter 2030")]
    before = live.make("quota_annex", str(issue.pk))
    assert before.state == live.make("quota_annex", str(issue.pk)).state
    MunicipalQuota.objects.filter(municipality__code="751").update(persons=7)
    assert live.make("quota_annex", str(issue.pk)).state != before.state
    assert kind.url(str(issue.pk)) == "/quotas/2030/1/"
    with pytest.raises(live.SourceGone, match="findes ikke længere"):
        live.make("quota_annex", "999999")


def test_the_model_shows_its_readings_and_is_stored_by_kl(client_as, client):
    with_statistics(an_issue(2030, national=500, status="published"))
    kl = client_as("kl")
    shown = page(client, "/quotas/2030/1/model/")
    for words in ("Statistikken er konstrueret", "To antagelser er portalens egne", "største brøk",
                  "boligplaceringsbekendtgørelsen § 4", "Beregningen er ikke gemt."):  # fmt: skip
        assert words in shown, words
    assert "Gem beregningen" not in shown
    answer = kl.post("/quotas/2030/1/model/store/", {"key": "share", "order": "all_at_once"}, follow=True)
    assert "Efterregnet uden forskel" in answer.content.decode()
    stored = Calculation.objects.get()
    assert (stored.key, stored.rounding, stored.national_number) == ("share", "all_at_once", 500)


def test_a_stored_result_that_no_longer_fits_says_so(client_as, client):
    issue = an_issue(2030, national=500, status="published")
    with_statistics(issue)
    client_as("kl").post("/quotas/2030/1/model/store/", {})
    type(issue).objects.filter(pk=issue.pk).update(national_number=900)
    shown = page(client, "/quotas/2030/1/model/")
    assert "Den gemte beregning passer ikke længere" in shown
    assert "beregnet for landstallet 500, som nu er 900" in shown


def test_an_open_lot_is_shown(client):
    issue = an_issue(2030, national=3, status="published")
    statistics = with_statistics(issue)
    statistics.rows.update(population=1000, immigrants=0, reunified=0)
    shown = page(client, "/quotas/2030/1/model/")
    assert "Lige store rester: der skal trækkes lod" in shown


def test_the_model_as_a_spreadsheet_has_the_fractions(client):
    with_statistics(an_issue(2030, national=500, status="published"))
    book = load_workbook(io.BytesIO(client.get("/quotas/2030/1/model.xlsx").content))
    head = [cell.value for cell in book.active[1]]
    exact = [row[head.index("d som brøk")] for row in book.active.iter_rows(min_row=2, values_only=True)]
    assert sum(map(Fraction, exact)) == 500
    assert any("/" in one for one in exact)


def test_the_history_of_an_issue_tells_of_its_quotas_to_kl(client_as):
    issue = with_quotas(an_issue(2030, status="published"))
    MunicipalQuota.objects.filter(municipality__code="751").update(persons=7)
    kl = client_as("kl")
    address = f"/history/quotas/issue/{issue.pk}/"
    assert address in page(kl, "/quotas/2030/")
    assert "Aarhus" in page(kl, address)
    assert client_as("secretariat").get(address).status_code == 404
