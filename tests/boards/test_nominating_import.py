"""Organisations that may nominate, from a table: row by row, all or none, and out and in again."""

import pghistory
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from boards.forms.organisations import nominated_kinds
from boards.models import NominatingOrganisation
from boards.nominating_import import plan_nominating, read
from kkr_portal.importing.plans import State
from kkr_portal.registry.models import Organisation
from tests.boards.in_round import asked, entitled
from tests.conftest import ROLES
from tests.importing.taken_back import everything, taken_back, way_back
from tests.importing.test_populations import confirmed

pytestmark = pytest.mark.django_db


@pytest.fixture
def business(round_2022):
    return next(one for one in nominated_kinds(round_2022) if one.rule == "business")


def plan(opened, text):
    return plan_nominating(read(text), opened, list(nominated_kinds(opened)))


def told(opened, text):
    return [(row.number, row.state, row.note) for row in plan(opened, text).rows]


def address(opened) -> str:
    return f"/boards/rounds/{opened.pk}/organisations/import/"


def test_what_a_row_can_become(round_2022, business):
    entitled(round_2022)
    text = (
        "Organisation;Plads;Fra SMV;Bemærkning;KKR\n"
        f"di;{business};;;\n"
        f"Dansk Erhverv;{business};ja;Ny;\n"
        f"SMVdanmark;{business};;;KKR Sjælland\n"
    )
    assert told(round_2022, text) == [
        (2, State.SAME, ""), (3, State.NEW, ""), (4, State.SKIPPED, "gælder KKR Sjælland"),
    ]  # fmt: skip


def test_what_changes_is_said(round_2022, business):
    entitled(round_2022)
    rows = told(round_2022, f"organisation;plads;i fællesskab med;smv;note\nDI;{business};Dansk Erhverv;x;Ny")
    assert rows == [(2, State.CHANGED, "i fællesskab med: var ingen; skal indstille fra SMV; ny bemærkning")]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (";{kind};;;", "Organisationen mangler"),
        ("Atlantis;{kind};;;", "Stamdata har ingen organisation med navnet «Atlantis»"),
        ("DI;Direktør;;;", "Runden har ingen sådan plads. Der indstilles til: "),
        ("DI;;;;", "Der er flere pladser at vælge mellem. Der indstilles til: "),
        ("DI;{kind};DI;;", "DI kan ikke indstille i fællesskab med sig selv"),
        ("DI;{kind};;måske;", "«måske» er hverken ja eller nej"),
        ("DI;{kind};;;" + "b" * 301, "Bemærkningen er for lang"),
    ],
)
def test_why_a_row_is_refused(round_2022, business, row, why):
    text = "organisation;plads;i fællesskab med;smv;bemærkning\n" + row.format(kind=business)
    ((_, state, note),) = told(round_2022, text)
    assert state is State.REFUSED
    assert note.startswith(why)


def test_the_same_organisation_twice(round_2022, business):
    rows = told(round_2022, f"organisation;plads\nDI;{business}\nDI;{business}")
    assert rows[1] == (3, State.REFUSED, "DI står også højere oppe til de samme pladser")


@pytest.mark.parametrize("role", ROLES)
def test_only_the_rounds_own_secretariat_is_let_in(client_as, round_2022, role):
    client = client_as(role)
    for one in (address(round_2022), f"{address(round_2022)}template.xlsx"):
        assert client.get(one).status_code == {"secretariat": 200, "public": 302}.get(role, 404)


def test_seen_first_then_all_of_it_and_out_and_in_again(client_as, round_2022, business):
    client, here = client_as("secretariat"), address(round_2022)
    text = f"organisation;plads;smv\nDI;{business};ja\nDansk Erhverv;{business};"
    page = client.post(here, {"text": text})
    assert "2 nye" in page.content.decode()
    assert not NominatingOrganisation.objects.exists()
    answer = client.post(here, confirmed(page), follow=True)
    assert "2 rækker er indlæst." in answer.content.decode()
    assert NominatingOrganisation.objects.filter(from_sme=True).count() == 1
    for kind in ("csv", "xlsx"):
        content = client.get(f"/boards/organisations/organisations.{kind}?kkr=midtjylland").content
        page = client.post(here, {"upload": SimpleUploadedFile(f"o.{kind}", content)})
        assert [row.state for row in page.context["plan"].rows] == [State.SAME, State.SAME]
        assert "Der er intet at ændre." in client.post(here, confirmed(page), follow=True).content.decode()


def test_nothing_is_half_saved_and_somebody_else_may_have_written_meanwhile(client_as, round_2022, business):
    client, here = client_as("secretariat"), address(round_2022)
    wrong = client.post(here, {"text": f"organisation;plads\nDI;{business}\nAtlantis;{business}", "do": "1"})
    assert "Række 3" in wrong.content.decode()
    page = client.post(here, {"text": f"organisation;plads;note\nDI;{business};Ny"})
    entitled(round_2022)
    answer = client.post(here, confirmed(page)).content.decode()
    assert "siden du så forhåndsvisningen" in answer
    assert [one.note for one in NominatingOrganisation.objects.all()] == [""]


def test_a_changed_row_keeps_where_it_was_decided(client_as, round_2022, business):
    row = entitled(round_2022)
    organisation = Organisation.objects.get(name="DI")
    page = client_as("secretariat").post(
        address(round_2022), {"text": f"organisation;plads;note\nDI;{business};Ny"}
    )
    assert page.context["plan"].rows[0].does.pk == row.pk
    assert page.context["plan"].rows[0].does.organisation == organisation


def test_as_many_queries_for_many_rows_as_for_one(round_2022, business, django_assert_num_queries):
    kinds = list(nominated_kinds(round_2022))
    rows = "\n".join(f"{one};{business}" for one in Organisation.objects.exclude(kind="authority"))
    for text in (f"DI;{business}", rows):
        with django_assert_num_queries(2):
            plan_nominating(read(f"organisation;plads\n{text}"), round_2022, kinds)


def test_taken_back(client_as, round_2022, business):
    entitled(round_2022, "DI")
    client, here = client_as("secretariat"), address(round_2022)
    before = everything()
    page = client.post(
        here, {"text": f"organisation;plads;note\nDI;{business};Ny\nDansk Erhverv;{business};"}
    )
    answer = client.post(here, confirmed(page), follow=True)
    assert everything() != before
    taken_back(client, way_back(answer))
    assert everything() == before


def test_refused_once_a_new_organisation_was_asked(client_as, round_2022, business):
    client, here = client_as("secretariat"), address(round_2022)
    page = client.post(here, {"text": f"organisation;plads\nDI;{business}"})
    answer = client.post(here, confirmed(page), follow=True)
    with pghistory.context():
        asked(NominatingOrganisation.objects.get(organisation__name="DI"))
    assert "bruges af" in client.post(way_back(answer)).content.decode()
    assert NominatingOrganisation.objects.count() == 1
