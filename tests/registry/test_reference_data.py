"""The rows that come with the portal, against the documents they were taken from."""

from collections import Counter
from importlib import import_module

import pghistory.models
import pytest
from django.apps import apps
from django.db.models import Count, Sum

from kkr_portal.registry.models import (
    BusinessHouse,
    BusinessHouseOffice,
    Council,
    Municipality,
    MunicipalityName,
    Organisation,
    Party,
    Population,
    Region,
)

pytestmark = pytest.mark.django_db


def test_regions_and_their_councils():
    assert list(Council.objects.values_list("slug", "name", "region__code", "region__name")) == [
        ("hovedstaden", "KKR Hovedstaden", "1084", "Region Hovedstaden"),
        ("midtjylland", "KKR Midtjylland", "1082", "Region Midtjylland"),
        ("nordjylland", "KKR Nordjylland", "1081", "Region Nordjylland"),
        ("sjaelland", "KKR Sjælland", "1085", "Region Sjælland"),
        ("syddanmark", "KKR Syddanmark", "1083", "Region Syddanmark"),
    ]


def test_six_business_houses_with_offices():
    offices = BusinessHouseOffice.objects.values_list(
        "business_house__slug", "business_house__council__slug", "kind", "town", "municipality__name"
    )
    assert list(offices) == [
        ("fyn", "syddanmark", "head", "Odense", "Odense"),
        ("hovedstaden", "hovedstaden", "head", "København", "København"),
        ("hovedstaden", "hovedstaden", "branch", "Hillerød", "Hillerød"),
        ("hovedstaden", "hovedstaden", "branch", "Rønne", "Bornholm"),
        ("midtjylland", "midtjylland", "head", "Aarhus", "Aarhus"),
        ("midtjylland", "midtjylland", "branch", "Herning", "Herning"),
        ("midtjylland", "midtjylland", "branch", "Horsens", "Horsens"),
        ("nordjylland", "nordjylland", "head", "Aalborg", "Aalborg"),
        ("nordjylland", "nordjylland", "branch", "Nykøbing Mors", "Morsø"),
        ("sjaelland", "sjaelland", "head", "Sorø", "Sorø"),
        ("sjaelland", "sjaelland", "branch", "Vordingborg", "Vordingborg"),
        ("sydjylland", "syddanmark", "head", "Vojens", "Haderslev"),
    ]


def test_municipalities_per_region():
    counts = Region.objects.annotate(size=Count("municipalities")).values_list("name", "size")
    assert dict(counts) == {
        "Region Hovedstaden": 29,
        "Region Sjælland": 17,
        "Region Syddanmark": 22,
        "Region Midtjylland": 19,
        "Region Nordjylland": 11,
    }


def test_town_and_rural_per_house_as_in_annex_1():
    """Framework agreement 2021–2023, annex 1: it names all 98, so no municipality is without a setting."""
    assert Counter(Municipality.objects.values_list("business_house__slug", "setting")) == {
        ("hovedstaden", "town"): 27,
        ("hovedstaden", "rural"): 2,
        ("sjaelland", "town"): 7,
        ("sjaelland", "rural"): 10,
        ("fyn", "town"): 6,
        ("fyn", "rural"): 3,
        ("sydjylland", "town"): 9,
        ("sydjylland", "rural"): 4,
        ("midtjylland", "town"): 10,
        ("midtjylland", "rural"): 9,
        ("nordjylland", "town"): 4,
        ("nordjylland", "rural"): 7,
    }


def test_midtjylland_town_and_rural():
    in_midtjylland = Municipality.objects.filter(business_house__slug="midtjylland")
    assert [
        [str(row) for row in in_midtjylland.filter(setting=setting)] for setting in ("town", "rural")
    ] == [
        ["Favrskov", "Hedensted", "Herning", "Horsens", "Ikast-Brande", "Odder", "Randers", "Silkeborg",
         "Skanderborg", "Aarhus"],
        ["Holstebro", "Lemvig", "Norddjurs", "Ringkøbing-Skjern", "Samsø", "Skive", "Struer", "Syddjurs",
         "Viborg"],
    ]  # fmt: skip


def test_a_house_lies_in_the_region_of_its_municipalities():
    """Middelfart, on Funen, belongs to Erhvervshus Sydjylland: the same KKR."""
    regions = BusinessHouse.objects.values_list("council__region", "municipalities__region")
    assert [pair for pair in regions if pair[0] != pair[1]] == []
    assert Municipality.objects.get(name="Middelfart").business_house.slug == "sydjylland"


def test_population_adds_up_to_the_national_figure():
    """5,822,763 on 1 January 2020, of them 84 on Christiansø, which is no municipality.

    The national figure is general knowledge, and the 84 is what remains: neither is in the source.
    """
    assert Population.objects.aggregate(Sum("persons"))["persons__sum"] == 5_822_763 - 84
    assert Counter(str(row.date) for row in Population.objects.all()) == {"2020-01-01": 98}


def test_spellings_met_in_the_sources():
    assert dict(MunicipalityName.objects.values_list("name", "municipality__name")) == {
        "Bornholms Regionskommune": "Bornholm",
        "Københavns": "København",
        "Nordfyn": "Nordfyns",
        "Norrdjurs": "Norddjurs",
        "Vesthimmerland": "Vesthimmerlands",
        "Århus": "Aarhus",
    }


def test_parties_of_the_2021_election():
    letters = dict(Party.objects.filter(municipality=None).values_list("letter", "name"))
    assert letters == {
        "A": "Socialdemokratiet",
        "B": "Radikale Venstre",
        "C": "Det Konservative Folkeparti",
        "D": "Nye Borgerlige",
        "F": "SF – Socialistisk Folkeparti",
        "I": "Liberal Alliance",
        "K": "Kristendemokraterne",
        "O": "Dansk Folkeparti",
        "V": "Venstre",
        "Ø": "Enhedslisten",
        "Å": "Alternativet",
    }
    local = Party.objects.exclude(municipality=None).values_list("letter", "name", "municipality__name")
    assert set(local) == {
        ("Q", "Østbroen", "Randers"),
        ("Æ", "Velfærdslisten", "Randers"),
        ("J", "Fjordlisten", "Ringkøbing-Skjern"),
        ("M", "Skive-Listen", "Skive"),
        ("H", "Borgerlisten", "Herning"),
        ("L", "Fælleslisten", "Ikast-Brande"),
    }


def test_organisations_named_in_the_source():
    assert list(Organisation.objects.values_list("name", "kind")) == [
        ("AC", "union"),
        ("Dansk Erhverv", "business"),
        ("DI", "business"),
        ("Erhvervsministeriet", "authority"),
        ("Erhvervsstyrelsen", "authority"),
        ("FH", "union"),
        ("Finans Danmark", "business"),
        ("Forsikring & Pension", "business"),
        ("HORESTA", "business"),
        ("KL", "other"),
        ("Landbrug & Fødevarer", "business"),
        ("SMVdanmark", "business"),
        ("Tekniq", "business"),
        ("Udlændingestyrelsen", "authority"),
    ]


def test_every_row_has_its_source_and_its_place_in_the_history():
    load = import_module("kkr_portal.registry.migrations.0002_reference_data")
    for table, _, _ in load.TABLES:
        model = apps.get_model("registry", table)
        events = apps.get_model("registry", f"{table}Event")
        assert model.objects.filter(source="").count() == 0
        assert events.objects.count() == model.objects.count()
    context = pghistory.models.Context.objects.get(metadata__source="Stamdata")
    assert context.metadata == {"source": "Stamdata"}


def test_files_stop_at_an_unknown_reference(tmp_path, monkeypatch):
    load = import_module("kkr_portal.registry.migrations.0002_reference_data")
    (tmp_path / "councils.csv").write_text("slug,name,region,source\nx,X,9999,ingen\n", encoding="utf-8")
    monkeypatch.setattr(load, "DATA", tmp_path)
    monkeypatch.setattr(load, "TABLES", [load.TABLES[1]])
    with pytest.raises(KeyError, match="9999"):
        load.load(apps, None)
