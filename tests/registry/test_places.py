import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from kkr_portal.registry.models import Municipality, MunicipalityName, Population

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Aarhus", "Aarhus"),
        ("Århus", "Aarhus"),
        ("ÅRHUS KOMMUNE", "Aarhus"),
        ("ærø", "Ærø"),
        ("  Aarhus   Kommune ", "Aarhus"),
        ("Nordfyn", "Nordfyns"),
        ("Nordfyns Kommune", "Nordfyns"),
        ("vesthimmerland", "Vesthimmerlands"),
        ("Norrdjurs", "Norddjurs"),
        ("Københavns Kommune", "København"),
        ("Bornholms Regionskommune", "Bornholm"),
        ("Bornholm", "Bornholm"),
        ("Lyngby-Tårbæk", "Lyngby-Taarbæk"),
        ("Ringkøbing Skjern", "Ringkøbing-Skjern"),
    ],
)
def test_by_any_name(typed, name):
    assert str(Municipality.objects.by_any_name(typed)) == name


def test_every_official_name_and_code_finds_its_own_row():
    rows = list(Municipality.objects.all())
    assert [Municipality.objects.by_any_name(row.name.upper()) for row in rows] == rows
    assert [Municipality.objects.by_code(row.code) for row in rows] == rows


@pytest.mark.parametrize("typed", ["Christiansø", "", "Kommune", "Aar", "Aarhus By"])
def test_unknown_name(typed):
    with pytest.raises(Municipality.DoesNotExist) as trouble:
        Municipality.objects.by_any_name(typed)
    assert str(trouble.value) == f"Der findes ingen kommune med navnet «{typed}»."


def test_by_code():
    assert [str(Municipality.objects.by_code(code)) for code in ("751", " 0751 ")] == ["Aarhus", "Aarhus"]


@pytest.mark.parametrize("code", ["411", "75", "0", "", "Aarhus"])
def test_unknown_code(code):
    with pytest.raises(Municipality.DoesNotExist) as trouble:
        Municipality.objects.by_code(code)
    assert str(trouble.value) == f"Der findes ingen kommune med koden «{code}»."


def test_latest_population_wins():
    aero = Municipality.objects.get(name="Ærø")
    Population.objects.create(municipality=aero, date="2021-01-01", persons=6000, source="prøve")
    Population.objects.create(municipality=aero, date="2019-01-01", persons=1, source="prøve")
    row = Municipality.objects.with_latest_population().get(pk=aero.pk)
    assert (row.population, str(row.population_date), row.population_source) == (6000, "2021-01-01", "prøve")


def test_a_municipality_without_a_count_has_none():
    Population.objects.all().delete()
    assert {row.population for row in Municipality.objects.with_latest_population()} == {None}


def test_the_same_name_in_other_letters_is_refused():
    aarhus = Municipality.objects.get(code="751")
    twin = Municipality(code="999", name="ÅRHUS", region=aarhus.region, source="prøve")
    with pytest.raises(ValidationError) as trouble:
        twin.full_clean()
    assert trouble.value.messages == ["Der findes allerede en kommune med det navn."]
    with pytest.raises(IntegrityError):
        twin.save()


def test_a_spelling_cannot_be_another_municipality():
    aarhus = Municipality.objects.get(code="751")
    with pytest.raises(ValidationError) as trouble:
        MunicipalityName(municipality=aarhus, name="ODENSE", source="prøve").full_clean()
    assert trouble.value.message_dict == {"name": ["Skrivemåden er allerede navnet på Odense Kommune."]}
    with pytest.raises(ValidationError) as trouble:
        MunicipalityName(municipality=aarhus, name="nordfyn", source="prøve").full_clean()
    assert trouble.value.messages == ["Skrivemåden står der allerede."]
