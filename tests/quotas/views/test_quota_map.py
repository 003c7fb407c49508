"""Map, bars and table: squares or outlines, sorting by link, files, and numbers that are not known."""

import pytest
from django.core.management import call_command

from kkr_portal.registry.models import Population
from quotas.models import MunicipalQuota
from tests.conftest import ROLES
from tests.quotas.agreed import an_open_issue
from tests.quotas.made import set_status
from tests.quotas.test_outlines import denmark, written  # noqa: F401

PAGE = "/quotas/2022/1/map/"


@pytest.fixture
def issue(db):
    issue = an_open_issue()
    MunicipalQuota.objects.filter(issue=issue, municipality__name="København").update(persons=30)
    MunicipalQuota.objects.filter(issue=issue, municipality__name="Læsø").update(persons=0)
    MunicipalQuota.objects.filter(issue=issue, municipality__name="Odder").delete()
    return issue


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def names(client, query):
    return [place.name for place in client.get(f"{PAGE}?{query}").context["shown"].places]


def test_everyones_once_published(issue, client_as):
    clients = {role: client_as(role) for role in ROLES}
    assert {client.get(PAGE).status_code for client in clients.values()} == {200}
    set_status(issue, "draft")
    seen = {role: client.get(PAGE).status_code for role, client in clients.items()}
    assert seen == dict.fromkeys(ROLES, 404) | {"kl": 200}


def test_a_square_with_its_number_for_each_municipality(issue, client):
    page = text(client.get(PAGE))
    assert page.count("<rect") >= 98
    assert 'aria-label="København, Region Hovedstaden: 30 personer"' in page
    assert 'aria-label="Odder, Region Midtjylland: ikke kendt"' in page
    assert "style=" not in page.split("<main")[1]
    shown = client.get(PAGE).context["shown"]
    assert (len(shown.tiles.tiles), shown.shapes, shown.total, shown.unknown) == (98, None, 220, 1)
    assert [len(one.chart.bars) for one in shown.bars] == [29, 19, 11, 17, 22]


def test_sorted_by_link(issue, client):
    assert names(client, "sort=-persons")[0] == "København"
    assert names(client, "sort=-persons")[-1] == names(client, "sort=persons")[-1] == "Odder"
    assert names(client, "sort=persons")[0] == "Læsø"
    assert names(client, "sort=-name")[0] == "Aarhus"
    assert names(client, "sort=code")[0] == "København"
    assert names(client, "sort=x") == names(client, "sort=name") == names(client, "sort=-x")
    page = text(client.get(f"{PAGE}?sort=-persons&kkr=midtjylland"))
    assert 'aria-sort="descending"' in page
    assert "?show=persons&amp;sort=persons&amp;kkr=midtjylland#table" in page


def test_per_ten_thousand_inhabitants(issue, client):
    page = text(client.get(f"{PAGE}?show=per&sort=-per"))
    assert "København, Region Hovedstaden: 0,5 pr. 10.000 indbyggere" in page
    Population.objects.all().delete()
    assert "København, Region Hovedstaden: ikke kendt" in text(client.get(f"{PAGE}?show=per"))


def test_one_region(issue, client):
    shown = client.get(f"{PAGE}?kkr=nordjylland").context["shown"]
    assert (len(shown.places), len(shown.tiles.tiles), len(shown.bars)) == (11, 11, 1)
    assert client.get(f"{PAGE}?kkr=x").status_code == 404


def test_official_outlines(issue, client, written):  # noqa: F811
    call_command("import_shapes", written(denmark()))
    page = text(client.get(PAGE))
    assert page.count("<path d=") >= 98
    assert "Kommunegrænser: Klimadatastyrelsen (CC BY 4.0)." in page
    assert 'aria-label="Læsø, Region Nordjylland: 0 personer"' in page


def test_files(issue, client):
    answer = client.get("/quotas/2022/1/map.csv?sort=-persons")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Kode;Kommune;Region;Kvote;Indbyggere;Pr. 10.000 indbyggere"
    assert lines[1].startswith("101;København;Region Hovedstaden;30;632340;0,47")
    assert lines[-1].startswith("727;Odder;Region Midtjylland;;")
    assert client.get("/quotas/2022/1/map.xlsx").content[:2] == b"PK"
    assert client.get("/quotas/2022/1/map.exe").status_code == 404


def test_the_same_queries_for_one_quota_and_for_98(issue, client, written, django_assert_max_num_queries):  # noqa: F811
    MunicipalQuota.objects.filter(issue=issue).exclude(municipality__code="101").delete()
    with django_assert_max_num_queries(12) as few:
        client.get(PAGE)
    for kind in ("agreed", "fixed"):
        MunicipalQuota.objects.bulk_create(
            MunicipalQuota(issue=issue, municipality_id=pk, kind=kind, persons=3, source="x")
            for pk in Population.objects.values_list("municipality", flat=True).distinct()
        )
    with django_assert_max_num_queries(len(few)):
        client.get(PAGE)
