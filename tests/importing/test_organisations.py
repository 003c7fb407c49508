"""Organisations are known by their name; a row adds one, mends one, or says why it can't."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kkr_portal.importing.organisations import plan_organisations, read
from kkr_portal.importing.plans import State
from kkr_portal.registry.models import Organisation
from tests.conftest import ROLES
from tests.importing.test_populations import confirmed

pytestmark = pytest.mark.django_db
ADDRESS = "/registry/organisations/import/"


@pytest.fixture(autouse=True)
def one(db) -> Organisation:
    Organisation.objects.all().delete()
    return Organisation.objects.create(name="Aabo Forening", kind="business", note="Gammel", source="Før")


def told(text: str, source: str = "") -> list[tuple[int, State, str]]:
    return [(row.number, row.state, row.note) for row in plan_organisations(read(text), source).rows]


def test_what_a_row_can_become():
    text = (
        "Navn;Art;Bemærkning;Kilde\n"
        "Åbo forening;erhvervsorganisation;Gammel;Før\n"
        "Ny Forening;Faglig hovedorganisation;;Brev\n"
        "Uden Art;;;Brev\n"
    )
    assert told(text) == [
        (2, State.SAME, ""),
        (3, State.NEW, ""),
        (4, State.REFUSED, "Arten mangler"),
    ]


def test_what_changes_is_said_and_the_name_stays_as_it_is_spelt(one):
    plan = plan_organisations(read("navn;art;bemærkning;kilde\nÅBO FORENING;union;;Ny"), "")
    row = plan.rows[0]
    assert (row.state, row.does.name) == (State.CHANGED, "Aabo Forening")
    assert row.note == ("arten var «erhvervsorganisation»; bemærkningen var «Gammel»; kilden var «Før»")


def test_a_column_that_is_missing_leaves_what_is_stored():
    assert told("navn\nAabo Forening") == [(2, State.SAME, "")]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (";erhvervsorganisation;;K", "Navnet mangler"),
        ("X;parti;;K", "«parti» er ikke en art; skriv «erhvervsorganisation»"),
        ("X;business;;", "Kilden mangler"),
        ("x" * 121 + ";business;;K", "Navn er for lang; højst 120 tegn"),
        ("X;business;" + "b" * 301 + ";K", "Bemærkning er for lang; højst 300 tegn"),
    ],
)
def test_why_a_row_is_refused(row, why):
    ((_, state, note),) = told(f"navn;art;bemærkning;kilde\n{row}")
    assert state is State.REFUSED
    assert note.startswith(why)


def test_the_same_name_twice():
    assert told("navn;art;kilde\nX;union;K\nx;union;K")[1][2] == "«x» står også i række 2"


@pytest.mark.parametrize("role", ROLES)
def test_only_kl_and_administrators_are_let_in(client_as, role):
    client = client_as(role)
    for address in (ADDRESS, f"{ADDRESS}template.xlsx"):
        assert client.get(address).status_code == {"kl": 200, "public": 302}.get(role, 404)


def test_seen_first_then_all_of_it_and_out_and_in_again_changes_nothing(client_as):
    kl = client_as("kl")
    text = "navn;art\nAabo Forening;union\nNy Forening;erhvervsorganisation"
    page = kl.post(ADDRESS, {"text": text, "source": "Brev af 1. marts"})
    assert "1 ny, 1 ændres" in page.content.decode()
    assert not Organisation.objects.filter(name="Ny Forening").exists()
    answer = kl.post(ADDRESS, confirmed(page), follow=True)
    assert "2 rækker er indlæst." in answer.content.decode()
    assert set(Organisation.objects.values_list("name", "kind", "note", "source")) == {
        ("Aabo Forening", "union", "Gammel", "Før"),
        ("Ny Forening", "business", "", "Brev af 1. marts"),
    }
    for kind in ("csv", "xlsx"):
        content = kl.get(f"/registry/organisations.{kind}").content
        page = kl.post(ADDRESS, {"upload": SimpleUploadedFile(f"o.{kind}", content)})
        assert {row.state for row in page.context["plan"].rows} == {State.SAME}


def test_nothing_is_half_saved_and_the_template_is_empty(client_as):
    kl = client_as("kl")
    text = "navn;art;kilde\nNy;union;K\nAnden;parti;K"
    page = kl.post(ADDRESS, {"text": text, "do": "1"})
    assert "Række 3" in page.content.decode()
    assert Organisation.objects.count() == 1
    content = kl.get(f"{ADDRESS}template.xlsx").content
    page = kl.post(ADDRESS, {"upload": SimpleUploadedFile("s.xlsx", content)})
    assert "Tabellen har overskrifter, men ingen rækker." in page.content.decode()
