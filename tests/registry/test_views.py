import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from kkr_portal.registry.models import (
    BusinessHouse,
    BusinessHouseOffice,
    Council,
    Municipality,
    Organisation,
    Party,
    Population,
    Region,
)

pytestmark = pytest.mark.django_db

PAGES = [
    reverse("registry:index"),
    reverse("registry:council", args=["midtjylland"]),
    reverse("registry:municipalities"),
    reverse("registry:municipalities") + "?kkr=midtjylland",
    reverse("registry:organisations"),
]


@pytest.mark.parametrize("page", PAGES)
def test_closed_to_the_public(page):
    response = Client().get(page)
    assert (response.status_code, response.url.split("?")[0]) == (302, reverse("access:sign_in"))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["secretariat", "kl", "member", "board_member", "business_house"])
def test_open_to_every_role(client_as, page, role):
    assert client_as(role).get(page).status_code == 200


def leave_one_of_each() -> None:
    """One council with one house, one municipality, one organisation and one party."""
    Party.objects.exclude(municipality=None).delete()
    Party.objects.exclude(letter="A").delete()
    BusinessHouseOffice.objects.exclude(town="Aarhus").delete()
    Municipality.objects.exclude(name="Aarhus").delete()
    BusinessHouse.objects.exclude(slug="midtjylland").delete()
    Council.objects.exclude(slug="midtjylland").delete()
    Region.objects.exclude(code="1082").delete()
    Organisation.objects.exclude(name="DI").delete()


def add_a_hundred_of_each() -> None:
    region, council = Region.objects.get(code="1082"), Council.objects.get(slug="midtjylland")
    for number in range(100):
        other = baker.make(Council, slug=f"k{number}", region=baker.make(Region, code=f"{number}"))
        house = baker.make(BusinessHouse, council=council, name=f"Hus {number}", slug=f"hus-{number}")
        baker.make(BusinessHouse, council=other, slug=f"andet-{number}")
        place = baker.make(
            Municipality, name=f"By {number}", code=f"{number:03}", region=region, business_house=house
        )
        baker.make(BusinessHouseOffice, business_house=house, kind="head", municipality=place, town="By")
        baker.make(Population, municipality=place, persons=1, date="2020-01-01")
        baker.make(Organisation, name=f"Organisation {number}", kind="other")
        baker.make(Party, name=f"Liste {number}", letter="L", municipality=place)


@pytest.mark.parametrize("page", PAGES)
def test_as_many_queries_at_one_row_as_at_a_hundred(client_as, page):
    client = client_as("secretariat")
    leave_one_of_each()
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(page)
    add_a_hundred_of_each()
    with CaptureQueriesContext(connection) as many:
        response = client.get(page)
    assert len(response.content) > 10_000
    assert [row["sql"][:60] for row in many] == [row["sql"][:60] for row in few]


def test_index(client_as):
    response = client_as("member").get(reverse("registry:index"))
    assert [
        (
            council.name,
            council.municipality_count,
            [(house.name, house.municipality_count) for house in council.business_houses.all()],
        )
        for council in response.context["councils"]
    ] == [
        ("KKR Hovedstaden", 29, [("Erhvervshus Hovedstaden", 29)]),
        ("KKR Midtjylland", 19, [("Erhvervshus Midtjylland", 19)]),
        ("KKR Nordjylland", 11, [("Erhvervshus Nordjylland", 11)]),
        ("KKR Sjælland", 17, [("Erhvervshus Sjælland", 17)]),
        ("KKR Syddanmark", 22, [("Erhvervshus Fyn", 9), ("Erhvervshus Sydjylland", 13)]),
    ]


def test_council(client_as):
    response = client_as("member").get(reverse("registry:council", args=["midtjylland"]))
    assert len(response.context["municipalities"]) == 19
    assert response.context["population"]["persons"] == 1_326_340
    for words in ("1.326.340", "Region Midtjylland", "Hovedsæde: Aarhus.", "Filial: Herning.", "landkommune"):
        assert words in response.content.decode()


def test_office_outside_the_town_of_the_municipality_names_it(client_as):
    page = client_as("member").get(reverse("registry:council", args=["syddanmark"])).content.decode()
    assert "Hovedsæde: Vojens (Haderslev Kommune)." in page


def test_unknown_council_is_not_found(client_as):
    client = client_as("kl")
    assert [
        client.get(address).status_code
        for address in (
            reverse("registry:council", args=["skaane"]),
            reverse("registry:municipalities") + "?kkr=skaane",
        )
    ] == [404, 404]


def test_municipalities_of_one_council(client_as):
    response = client_as("kl").get(reverse("registry:municipalities"), {"kkr": "nordjylland"})
    assert [row.name for row in response.context["municipalities"]] == [
        "Brønderslev", "Frederikshavn", "Hjørring", "Jammerbugt", "Læsø", "Mariagerfjord", "Morsø", "Rebild",
        "Thisted", "Vesthimmerlands", "Aalborg",
    ]  # fmt: skip
    assert response.context["population"]["persons"] == 589_936


def test_all_municipalities_add_up(client_as):
    response = client_as("kl").get(reverse("registry:municipalities"), {"kkr": ""})
    assert len(response.context["municipalities"]) == 98
    assert response.context["population"]["missing"] == []
    assert "5.822.679" in response.content.decode()


def test_a_municipality_without_a_count_is_named_and_other_dates_are_warned_of(client_as):
    Population.objects.filter(municipality__name="Læsø").delete()
    aalborg = Municipality.objects.get(name="Aalborg")
    Population.objects.create(municipality=aalborg, date="2021-01-01", persons=1, source="prøve")
    response = client_as("kl").get(reverse("registry:municipalities"), {"kkr": "nordjylland"})
    page = " ".join(response.content.decode().split())
    assert "Uden indbyggertal og ikke med i summen: Læsø." in page
    assert "1. januar 2020, 1. januar 2021." in page
    assert "Tallene er fra forskellige datoer" in page


def test_organisations_and_parties(client_as):
    page = " ".join(client_as("member").get(reverse("registry:organisations")).content.decode().split())
    assert "Landbrug &amp; Fødevarer" in page
    row = '<th scope="row">Østbroen</th> <td data-label="Bogstav">Q</td> <td data-label="Stiller op i">'
    assert f"{row}Randers</td>" in page
