"""The five agreements of 2022 as the letter tells them, and the calculation of the 900."""

from datetime import date

import pytest

from kkr_portal.demonstration import figures, quotas, quotas_agreed
from quotas.models import Agreement, MunicipalQuota, Scenario

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded(db):
    quotas.load()
    quotas_agreed.load()


def test_days_as_in_the_letter():
    told = {
        one.council.name.removeprefix("KKR "): (one.decided_on, one.notified_on)
        for one in Agreement.objects.select_related("council")
    }
    months = {"juni": 6, "september": 9}

    def day(cell):
        number, month, year = cell.replace(".", "").split() if cell else ("", "", "")
        return date(int(year), months[month], int(number)) if cell else None

    assert told == {
        row["council"]: (day(row["decided"]), day(row["notified"]))
        for row in figures.rows("quota_notices_2022")
    }


def test_bornholm_took_over_seven_quotas(client):
    page = " ".join(client.get("/quotas/2022/1/agreements/hovedstaden/").content.decode().split())
    assert (
        "Bornholm overtager kvoterne fra Dragør, Hvidovre, Tårnby, Hillerød, Rudersdal, Glostrup og Hørsholm."
        in page
    )
    assert "<strong>25</strong>" in page
    assert "De beregnede kvoter før overtagelserne er ikke kendt for alle kommuner." in page
    assert "Udlændingestyrelsens brev 30.9.2021" in page
    assert MunicipalQuota.objects.get(kind="agreed", municipality__name="Bornholm").persons == 25


def test_laesoe_stays_exempt_when_the_number_changes(client):
    page = client.get("/quotas/2022/1/agreements/nordjylland/").content.decode()
    assert "Læsø er fortsat fritaget" in page
    assert "overtagelserne gælder også de nye kvoter" in page


def test_the_calculation_says_that_it_is_one(client_as):
    scenario = Scenario.objects.get()
    page = " ".join(client_as("secretariat").get(scenario.get_absolute_url()).content.decode().split())
    assert "<h1>900 evakuerede</h1>" in page
    assert "Beregning, ikke en kvote." in page
    assert "2: 500 + 900 personer" in page
    assert client_as("member").get(scenario.get_absolute_url()).status_code == 404


def test_the_page_of_the_year_tells_when_each_region_notified(client):
    page = client.get("/quotas/2022/").content.decode()
    for day in ("16.6.2021", "4.9.2021", "9.9.2021", "7.9.2021", "22.6.2021"):
        assert day in page, day
