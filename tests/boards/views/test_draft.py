"""A board as one thinks of it: by the button, and by the script that swaps the same part."""

import pytest

from boards.models import Tenure
from tests.boards.test_seating import fill

pytestmark = pytest.mark.django_db
URL = "/boards/midtjylland/draft/"
CITED = "(standardvedtægterne for erhvervshusene § 5.2)"


@pytest.fixture
def client(client_as, house_board, today):
    fill(house_board)
    return client_as("secretariat")


def typed(client, *changes):
    """The rows as the page shows them, with ``(row, field, value)`` changed; None unticks."""
    rows = client.get(URL).context["rows"]
    data = {"row-TOTAL_FORMS": str(len(rows.forms)), "row-INITIAL_FORMS": str(len(rows.forms))}
    for number, form in enumerate(rows.forms):
        for name, value in form.initial.items():
            if value not in (False, None):
                data[f"row-{number}-{name}"] = "on" if value is True else value
    for row, name, value in changes:
        data[f"row-{row}-{name}"] = value
        if value is None:
            del data[f"row-{row}-{name}"]
    return data


def said(client, *changes):
    answer = client.post(URL, typed(client, *changes))
    checked = answer.context["checked"]
    return [one.message for one in checked.breaches], [str(one) for one in checked.changes]


def test_those_who_sit_are_lawful(client):
    assert client.get(URL).context["checked"].is_complete
    assert said(client) == ([], [])


KNOWLEDGE = "Find en anden end Person08 Prøve til pladsen som repræsentant for en videninstitution"


@pytest.mark.parametrize(
    ("changes", "breach", "change"),
    [
        (  # twelve members
            [(12, "name", "Tolvte"), (12, "seat", "region")],
            "Bestyrelsen har 12 medlemmer; vedtægterne har 11",
            "Tag Tolvte af pladsen som regionens medlem",
        ),
        (  # two chairs
            [(1, "seat", "chair")],
            "2 på pladser som formand; vedtægterne har 1",
            "Flyt Person01 Prøve fra pladsen som formand til pladsen som kommunalt medlem",
        ),
        (
            [(8, "special", "substitute")],
            "Person08 Prøve er suppleant; der udpeges ikke suppleanter",
            KNOWLEDGE,
        ),
        (
            [(8, "special", "director")],
            "Person08 Prøve er direktør i erhvervshuset og kan ikke sidde i bestyrelsen",
            KNOWLEDGE,
        ),
        (  # known as the director
            [(8, "name", "dorte  direktør")],
            "dorte direktør er direktør i erhvervshuset og kan ikke sidde i bestyrelsen",
            KNOWLEDGE.replace("Person08 Prøve", "dorte direktør"),
        ),
        (
            [(8, "behalf", "AU")],
            "Person08 Prøve sidder på vegne af AU; medlemmer udpeges personligt",
            "Få bragt i orden: Person08 Prøve sidder på vegne af AU; medlemmer udpeges personligt",
        ),
        (
            [(8, "name", "Person00 Prøve")],
            "Person00 Prøve sidder på 2 pladser",
            KNOWLEDGE.replace("08", "00"),
        ),
        (
            [(0, "politician", None)],
            "Person00 Prøve er ikke folkevalgt; formanden skal være det",
            "Find en anden end Person00 Prøve til pladsen som formand",
        ),
        (
            [(4, "sme", None)],
            "Ingen af virksomhedsrepræsentanterne er indstillet fra en lille eller mellemstor virksomhed",
            "Find en anden end Person07 Prøve til pladsen som virksomhedsrepræsentant "
            "fra en lille eller mellemstor virksomhed",
        ),
        (
            [(9, "nominated", "")],
            "Person09 Prøve er ikke indstillet af FH og AC i fællesskab",
            "Få bragt i orden: Person09 Prøve er ikke indstillet af FH og AC i fællesskab",
        ),
    ],
)
def test_what_is_wrong_and_the_smallest_change(client, changes, breach, change):
    breaches, proposed = said(client, *changes)
    assert breach in breaches
    assert proposed == [change]


def test_every_breach_names_its_paragraph_and_nothing_is_stored(client):
    before = list(Tenure.objects.values_list("pk", "revision"))
    page = client.post(URL, typed(client, (0, "politician", None))).content.decode()
    assert f"formanden skal være det {CITED}." in page
    assert 'value="Person00 Prøve"' in page  # what was typed stays
    assert list(Tenure.objects.values_list("pk", "revision")) == before


def test_the_script_gets_the_part_alone(client):
    answer = client.post(URL, typed(client), headers={"X-Requested-With": "fetch"})
    part = answer.content.decode()
    assert part.strip().startswith('<div id="draft-check"')
    assert "Lovlig og fuldtallig" in part
    assert "<html" not in part


def test_a_name_without_a_seat(client):
    answer = client.post(URL, typed(client, (12, "name", "Tolvte")))
    assert "Vælg, hvilken plads personen skal have." in answer.content.decode()
    assert answer.context["checked"] is None


def test_empty_seats_are_no_breach(client):
    page = client.get(f"{URL}?empty").content.decode()
    assert "Ingen navne endnu" in page
    changes = [(row, "name", "") for row in range(1, 12)]
    assert said(client, *changes) == ([], [])


def test_the_balance_is_told_and_never_blocks(client):
    changes = [(row, "counts_as", "man") for row in range(11)]
    checked = client.post(URL, typed(client, *changes)).context["checked"]
    assert checked.is_lawful
    assert [one.citation.rulebook for one in checked.warnings] == ["ligestillingsloven"]


def test_other_bodies_have_no_statutes_to_try(client):
    from tests.boards import made

    made.board()
    assert client.get("/boards/vaekstforum/draft/").status_code == 404


def test_far_too_many_rows(client):
    answer = client.post(URL, {"row-TOTAL_FORMS": "5000", "row-INITIAL_FORMS": "0"})
    assert answer.status_code == 200
