"""Populations: every row is new, changed, unchanged or refused with its reason; nothing else is written."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kkr_portal.importing.plans import State
from kkr_portal.importing.populations import Asked, plan_populations, read
from kkr_portal.registry.models import Municipality, Population
from kkr_portal.spreadsheets import Sheet, as_csv, as_xlsx
from kkr_portal.uploaded_tables import Unreadable
from tests.conftest import ROLES

pytestmark = pytest.mark.django_db
ADDRESS = "/registry/populations/import/"
TODAY = date(2022, 6, 1)
SAYS = Asked("Danmarks Statistik, FOLK1A", date(2022, 1, 1))


def plan(text: str, asked: Asked = SAYS, today: date = TODAY):
    return plan_populations(read(text), asked, today)


def told(text: str, asked: Asked = SAYS) -> list[tuple[int, State, str]]:
    return [(row.number, row.state, row.note) for row in plan(text, asked).rows]


@pytest.fixture
def aarhus(db) -> Municipality:
    Population.objects.all().delete()
    place = Municipality.objects.get(code="751")
    Population.objects.create(municipality=place, date=date(2020, 1, 1), persons=349_983, source="Før")
    return place


def test_what_a_row_can_become(aarhus):
    text = (
        "Kommune;Indbyggere;Dato;Kilde\n"
        "Århus;352.751;01.01.2022;FOLK1A\n"
        "Aarhus Kommune;349.983;01.01.2020;Før\n"
        "0791;96 921;01.01.2022;FOLK1A\n"
        "Hele landet;5.873.420;01.01.2022;FOLK1A\n"
        "Region Midtjylland;1;01.01.2022;FOLK1A\n"
        "411 Christiansø;90;01.01.2022;FOLK1A\n"
    )
    found = plan(text)
    assert [(row.number, row.state) for row in found.rows] == [
        (2, State.NEW), (3, State.SAME), (4, State.NEW), (5, State.SKIPPED), (6, State.SKIPPED),
        (7, State.SKIPPED),
    ]  # fmt: skip
    assert (found.may_be_done, len(found.to_do)) == (True, 2)
    assert found.facts[0] == ("Kommuner", "2 af 98")


def test_a_changed_one_says_from_what_to_what(aarhus):
    text = "kommunekode\tfolketal\n751\t349.984"
    asked = Asked("Rettet opgørelse", date(2020, 1, 1))
    assert told(text, asked) == [(2, State.CHANGED, "fra 349.983 til 349.984; kilden var «Før»")]


def test_a_number_far_from_the_last_is_pointed_out_and_not_refused(aarhus):
    assert told("kommune;indbyggere\nAarhus;35.275")[0][1:] == (
        State.NEW, "90 pct. færre end 01.01.2020: se efter, om tallet er rigtigt",
    )  # fmt: skip


def test_the_table_of_danmarks_statistik_as_it_is(aarhus):
    title = "Folketal den 1. i kvartalet efter område og tid"
    text = f"{title}\n\n\t2021K4\t2022K1\nAarhus\t352000\t352751\nViborg\t1\t97000"
    rows = plan(text, Asked("FOLK1A", None)).rows
    assert [(row.number, row.cells[0], row.cells[1]) for row in rows] == [
        (4, "Aarhus", "01.10.2021"), (4, "Aarhus", "01.01.2022"), (5, "Viborg", "01.10.2021"),
        (5, "Viborg", "01.01.2022"),
    ]  # fmt: skip


def test_a_quarter_among_other_words(aarhus):
    found = plan(
        "kommunekode,kommune,region,folketal_2022k1\n751,Aarhus,Midtjylland,352751", Asked("K", None)
    )
    assert found.rows[0].cells == ["Aarhus", "01.01.2022", "352.751", "K"]
    assert ("Kolonner, der ikke bruges", "region") in found.facts


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Atlantis;5;01.01.2022;K", "Der findes ingen kommune med navnet «Atlantis»"),
        ("999;5;01.01.2022;K", "Der findes ingen kommune med koden 999"),
        ("751 Viborg;5;01.01.2022;K", "Koden 751 er Aarhus, men der står «Viborg»"),
        ("Viborg;;01.01.2022;K", "Indbyggere mangler"),
        ("Viborg;mange;01.01.2022;K", "«mange» under indbyggere er ikke et helt tal"),
        ("Viborg;0;01.01.2022;K", "En kommune har mindst én indbygger"),
        ("Viborg;9.000.000;01.01.2022;K", "9.000.000 under indbyggere er for stort"),
        ("Viborg;=1+1;01.01.2022;K", "«=1+1» under indbyggere er ikke et helt tal"),
        ("Viborg;5;31.02.2022;K", "31.02.2022 er ikke en dato, der findes"),
        ("Viborg;5;01.01.2023;K", "01.01.2023 ligger i fremtiden"),
        ("Viborg;5;01.01.1066;K", "01.01.1066 ligger for langt tilbage"),
        ("Viborg;5;01.01.2022;" + "k" * 301, "Kilden er for lang"),
    ],
)
def test_why_a_row_is_refused(row, why):
    found = plan(f"kommune;indbyggere;dato;kilde\n{row}")
    assert found.rows[0].state is State.REFUSED
    assert found.rows[0].note.startswith(why)
    assert not found.may_be_done


def test_a_municipality_twice_with_one_day():
    rows = told("kommune;indbyggere\nViborg;97.000\n791;97.000")
    assert rows[1] == (3, State.REFUSED, "Viborg står også i række 2 med samme dato")


@pytest.mark.parametrize(
    ("asked", "said"),
    [(Asked("", date(2022, 1, 1)), "Skriv kilden nedenfor."), (Asked("K", None), "Skriv datoen nedenfor.")],
)
def test_what_neither_table_nor_form_says(asked, said):
    found = plan("kommune;indbyggere\nViborg;97.000", asked)
    assert (found.rows, found.faults[0].endswith(said), found.may_be_done) == ([], True, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [("kommune;farve\nViborg;rød", "en kolonne med indbyggere"), ("a;b\n1;2", "kommune eller kommunekode")],
)
def test_what_is_no_table_of_populations(text, said):
    with pytest.raises(Unreadable, match=said):
        read(text)


@pytest.mark.parametrize("role", ROLES)
def test_only_kl_and_administrators_are_let_in(client_as, role):
    client = client_as(role)
    for address in (ADDRESS, f"{ADDRESS}template.xlsx"):
        assert client.get(address).status_code == {"kl": 200, "public": 302}.get(role, 404)


@pytest.fixture
def kl(client_as):
    return client_as("kl")


def confirmed(page, **more):
    """What the page's first form would post."""
    form = page.context["form"]
    posted = {name: form.data.get(name, "") for name in form.fields if name != "upload"}
    return posted | {"plan": page.context["plan"].fingerprint, "do": "1"} | more


def test_out_and_in_again_changes_nothing(kl):
    for kind in ("csv", "xlsx"):
        content = kl.get(f"/registry/populations.{kind}").content
        page = kl.post(ADDRESS, {"upload": SimpleUploadedFile(f"folketal.{kind}", content)})
        assert {row.state for row in page.context["plan"].rows} == {State.SAME}
        answer = kl.post(ADDRESS, confirmed(page), follow=True)
        assert "Der er intet at ændre." in answer.content.decode()


def test_seen_first_then_all_of_it(kl):
    rows = [[one.code, one.name, 50_000] for one in Municipality.objects.all()]
    content = as_xlsx([Sheet("Tal", ["Kode", "Kommune", "Folketal"], rows)])
    given = {"upload": SimpleUploadedFile("tal.xlsx", content), "source": "FOLK1A", "day": "1.1.2022"}
    page = kl.post(ADDRESS, given)
    assert "98 nye" in page.content.decode()
    assert not Population.objects.filter(date=date(2022, 1, 1)).exists()
    answer = kl.post(ADDRESS, confirmed(page), follow=True)
    assert "98 rækker er indlæst." in answer.content.decode()
    assert Population.objects.filter(date=date(2022, 1, 1), persons=50_000, source="FOLK1A").count() == 98


def test_nothing_is_half_saved(kl):
    text = "kommune;indbyggere\nViborg;97.000\nAtlantis;5"
    page = kl.post(ADDRESS, {"text": text, "source": "K", "day": "1.1.2022", "do": "1"})
    shown = page.content.decode()
    assert "Intet kan indlæses endnu" in shown
    assert '<a href="#linje-3">Række 3</a>: Der findes ingen kommune med navnet «Atlantis»' in shown
    assert "Atlantis;5" in shown  # what was typed is there to be mended
    assert not Population.objects.filter(date=date(2022, 1, 1)).exists()


def test_somebody_else_writes_between_preview_and_yes(kl):
    text = "kommune;indbyggere\nViborg;97.000"
    page = kl.post(ADDRESS, {"text": text, "source": "K", "day": "1.1.2022"})
    viborg = Municipality.objects.get(code="791")
    Population.objects.create(municipality=viborg, date=date(2022, 1, 1), persons=1, source="Anden")
    answer = kl.post(ADDRESS, confirmed(page))
    assert "siden du så forhåndsvisningen" in answer.content.decode()
    assert viborg.populations.get(date=date(2022, 1, 1)).persons == 1


def test_another_table_than_the_one_that_was_seen(kl):
    page = kl.post(ADDRESS, {"text": "kommune;indbyggere\nViborg;97.000", "source": "K", "day": "1.1.2022"})
    answer = kl.post(ADDRESS, confirmed(page, text="kommune;indbyggere\nViborg;9"))
    assert "siden du så forhåndsvisningen" in answer.content.decode()
    assert not Population.objects.filter(date=date(2022, 1, 1)).exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Indsæt en tabel, eller vælg en fil."),
        ({"upload": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}, "et format, som portalen ikke læser"),
        ({"upload": SimpleUploadedFile("a.csv", b"x" * 5_000_001)}, "må højst fylde 5 MB"),
        ({"text": "kommune;indbyggere\n" + "Viborg;1\n" * 5001}, "over 5000 rækker"),
        ({"text": "kommune;indbyggere\nViborg;1", "day": "31.2.2022"}, "er ikke en dato, der findes"),
    ],
)
def test_what_can_not_be_taken_in_says_why_and_keeps_what_was_typed(kl, given, said):
    shown = kl.post(ADDRESS, {"source": "Min kilde", **given}).content.decode()
    assert said in shown
    assert "Min kilde" in shown


def test_the_rooms_say_what_follows(kl):
    given = {"text": "kommune;indbyggere\nViborg;97.000", "source": "K", "day": "1.1.2022"}
    shown = kl.post(ADDRESS, given).content.decode()
    assert "Fordelingsnøgler, der er gemt, ændres ikke." in shown
    assert "Kvoter, modellens statistik og bilag, der er sendt, ændres ikke." in shown
    old = kl.post(ADDRESS, given | {"day": "1.1.2001"}).content.decode()
    assert "Portalen har nyere tal for kommunerne i tabellen." in old


def test_the_template_is_read_as_an_empty_table(kl):
    content = kl.get(f"{ADDRESS}template.xlsx").content
    page = kl.post(ADDRESS, {"upload": SimpleUploadedFile("skabelon.xlsx", content), "source": "K"})
    assert "Tabellen har overskrifter, men ingen rækker." in page.content.decode()


def test_the_portals_own_guard_against_formulas_comes_off_again(kl):
    Population.objects.filter(municipality__code="791").update(source="=KILDE()")
    content = as_csv(
        Sheet("a", ["Kommune", "Indbyggere", "Dato", "Kilde"], [
            [str(one.municipality), one.persons, one.date, one.source]
            for one in Population.objects.filter(municipality__code="791")
        ])
    )  # fmt: skip
    page = kl.post(ADDRESS, {"upload": SimpleUploadedFile("a.csv", content)})
    assert [row.state for row in page.context["plan"].rows] == [State.SAME]
