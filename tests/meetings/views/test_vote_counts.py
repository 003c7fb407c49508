"""Votes in: the grid, the import, list cooperations."""

from datetime import date
from pathlib import Path

import pghistory
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kkr_portal.registry.models import Municipality
from meetings.composition import composed
from meetings.models import Term, VoteCount
from tests.importing.taken_back import everything, taken_back, way_back
from tests.kkr_portal.test_uploaded_tables import xlsx
from tests.meetings.terms import give, make_term, nineteen, party

VOTES_2021 = Path(__file__).parents[2] / "cases/votes-2021-midtjylland.csv"
HERE = "/meetings/midtjylland/terms/2021/"
IMPORT, VIBORG = f"{HERE}votes/import/", f"{HERE}votes/791/"


@pytest.fixture
def term(council):
    return make_term(council)


@pytest.fixture
def secretary(client_as):
    return client_as("secretariat")


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def rows(*typed: tuple[str, str, str, str], seen: str = "", **more: str) -> dict[str, str]:
    """What the grid posts: party's letter, votes, seats, mayors."""
    data = {"form-TOTAL_FORMS": str(len(typed)), "form-INITIAL_FORMS": "0", "seen": seen, **more}
    for n, (letter, *numbers) in enumerate(typed):
        data[f"form-{n}-party"] = str(party(letter).pk) if letter else ""
        data |= {f"form-{n}-{name}": value for name, value in zip(
            ("votes", "council_seats", "mayors"), numbers, strict=True)}  # fmt: skip
    return data


def stored() -> list[tuple[str, int, int, int]]:
    return sorted(VoteCount.objects.values_list("party__letter", "votes", "council_seats", "mayors"))


def test_the_grid_offers_every_party_and_the_places_own_lists(term, secretary):
    page = secretary.get(f"{HERE}votes/730/")
    offered = {label for _, label in page.context["grid"].forms[0].fields["party"].choices}
    assert {"Venstre (V)", "Østbroen (Q)"} <= offered
    assert "Fjordlisten (J)" not in offered
    assert len([form for form in page.context["grid"].forms if form.initial.get("party")]) == 13


def test_danish_numbers_are_saved_and_rows_without_numbers_are_not(term, secretary):
    typed = rows(("V", "17.928", "12", "1"), ("A", "12 210", "8", ""), ("C", "", "", ""), ("", "", "", ""))
    assert [secretary.post(VIBORG, typed).status_code for _ in range(2)] == [302, 302]
    assert stored() == [("A", 12210, 8, 0), ("V", 17928, 12, 1)]


def test_more_rows_keep_what_was_typed_and_save_nothing(term, secretary):
    page = secretary.post(VIBORG, rows(("V", "tolv", "12", "1"), add_rows="5"))
    assert (len(page.context["grid"].forms), "tolv" in text(page), stored()) == (6, True, [])


def test_a_row_is_removed(term, secretary):
    give(term, Municipality.objects.get(name="Viborg"), V=(5, 1, 1), A=(4, 1, 0))
    seen = secretary.get(VIBORG).context["seen"]
    secretary.post(
        VIBORG, rows(("V", "5", "1", "1"), ("A", "4", "1", "0"), seen=seen) | {"form-1-DELETE": "on"}
    )
    assert stored() == [("V", 5, 1, 1)]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ([("V", "12,5", "1", "")], "«12,5» kan ikke læses som et helt tal"),
        ([("V", "-3", "1", "")], "«-3» kan ikke læses som et helt tal"),
        ([("V", "5", "99999", "")], "Tallet må højst være 32.767"),
        ([("V", "5", "1", ""), ("V", "6", "1", "")], "Partiet står allerede i en række ovenfor"),
        ([("", "5", "1", "")], "Vælg partiet, eller slet tallene"),
        ([("V", "", "1", "")], "Skriv 0, hvis partiet ingen stemmer fik"),
        ([("V", "5", "1", "1"), ("A", "5", "1", "1")], "Viborg har fået 2 borgmestre"),
    ],
)
def test_what_can_not_be_is_refused_at_its_place_and_kept(term, secretary, typed, message):
    page = secretary.post(VIBORG, rows(*typed))
    assert page.status_code == 200
    assert message in text(page)
    assert stored() == []


def test_the_second_of_two_people_sees_the_firsts_numbers_before_replacing_them(term, secretary):
    seen = secretary.get(VIBORG).context["seen"]
    give(term, Municipality.objects.get(name="Viborg"), V=(5, 1, 1))
    page = secretary.post(VIBORG, rows(("V", "6", "1", "1"), seen=seen))
    assert "En anden har gemt tal, mens du skrev" in text(page)
    assert "Venstre (V): 5 stemmer" in text(page)
    assert stored() == [("V", 5, 1, 1)]
    secretary.post(VIBORG, rows(("V", "6", "1", "1"), seen=page.context["seen"]))
    assert stored() == [("V", 6, 1, 1)]


def test_votes_both_places_are_refused_with_the_reason(term, secretary):
    give(term, Municipality.objects.get(name="Viborg"), V=(5, 1, 1))
    page = secretary.post(f"{HERE}votes/region/", rows(("V", "600", "1", "")))
    assert "tælle to gange" in text(page)
    assert 'value="600"' in text(page)


# Import --------------------------------------------------------------------------------------------


def agreed(page) -> dict[str, str]:
    """What the button «Indlæs» of a preview posts."""
    form = page.context["form"]
    return {"text": form["text"].value(), "place": form["place"].value() or "", "do": "1",
            "plan": page.context["plan"].fingerprint}  # fmt: skip


def test_the_votes_of_2021_are_imported_whole(term, secretary):
    upload = SimpleUploadedFile("votes.csv", VOTES_2021.read_bytes(), content_type="text/csv")
    page = secretary.post(IMPORT, {"text": "", "place": "", "upload": upload})
    plan = page.context["plan"]
    assert [row.note for row in plan.stopped] == []
    assert (len(plan.rows), plan.places, VoteCount.objects.count()) == (111, 14, 0)
    assert "UFULDSTÆNDIG" in text(page)
    done = secretary.post(IMPORT, agreed(page), follow=True)
    assert "111 rækker indlæst" in text(done)
    assert VoteCount.objects.count() == 111
    assert VoteCount.objects.get(municipality__name="Aarhus", party__letter="A").votes == 55_295
    assert VoteCount.objects.get(party__name="Østbroen").municipality.name == "Randers"
    assert "Stemmetal mangler for 5 af 19 kommuner" in text(done)
    assert composed(term).rows[0].party == "Socialdemokratiet"
    again = secretary.post(IMPORT, agreed(page), follow=True)
    assert "allerede i portalen" in text(again)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_out_and_in_again_changes_nothing(term, secretary, kind):
    upload = SimpleUploadedFile("votes.csv", VOTES_2021.read_bytes(), content_type="text/csv")
    secretary.post(IMPORT, agreed(secretary.post(IMPORT, {"upload": upload})))
    content = secretary.get(f"{HERE}votes.{kind}").content
    page = secretary.post(IMPORT, {"upload": SimpleUploadedFile(f"stemmetal.{kind}", content)})
    assert page.context["plan"].summary == [("uændrede", 111)]
    assert "allerede i portalen" in text(secretary.post(IMPORT, agreed(page), follow=True))


def test_the_template_has_headings_and_no_votes(term, secretary):
    content = secretary.get(f"{IMPORT}template.xlsx").content
    page = secretary.post(IMPORT, {"upload": SimpleUploadedFile("skabelon.xlsx", content)})
    assert page.context["plan"].faults == ["Tabellen har overskrifter, men ingen rækker."]


def test_a_spreadsheet(term, secretary):
    upload = SimpleUploadedFile("tal.xlsx", xlsx(["parti", "stemmer", "kommune"], ["V", 17928, "Viborg"]))
    page = secretary.post(IMPORT, {"upload": upload})
    secretary.post(IMPORT, agreed(page))
    assert stored() == [("V", 17928, 0, 0)]


def test_one_bad_row_stops_all_and_can_be_mended_in_place(term, secretary):
    page = secretary.post(
        IMPORT, {"text": "kommune;parti;stemmer\nViborg;V;5\nViborg;Partiet X;6", "place": ""}
    )
    shown = text(page)
    assert "Partiet «Partiet X» findes ikke i stamdata" in shown
    assert "/registry/organisations/" in shown or "organisations" in shown
    assert "Viborg;Partiet X;6" in page.content.decode()
    assert 'name="do"' not in shown
    secretary.post(IMPORT, agreed(page))
    assert stored() == []


def test_what_changed_since_the_preview_is_said_and_nothing_is_saved(term, secretary):
    page = secretary.post(IMPORT, {"text": "kommune;parti;stemmer\nViborg;V;5", "place": ""})
    give(term, Municipality.objects.get(name="Viborg"), V=(4, 1, 1))
    answer = secretary.post(IMPORT, agreed(page))
    assert "er ændret, siden du så forhåndsvisningen" in text(answer)
    assert "Ændres: stemmer fra 4 til 5" in text(answer)
    assert stored() == [("V", 4, 1, 1)]
    secretary.post(IMPORT, agreed(answer))
    assert stored() == [("V", 5, 1, 1)]


def test_text_changed_after_the_preview_is_shown_again(term, secretary):
    page = secretary.post(IMPORT, {"text": "kommune;parti;stemmer\nViborg;V;5", "place": ""})
    answer = secretary.post(IMPORT, agreed(page) | {"text": "kommune;parti;stemmer\nViborg;V;5000"})
    assert "er ændret, siden du så forhåndsvisningen" in text(answer)
    assert stored() == []


@pytest.mark.parametrize("typed", ["", "kommune", "a\x00b"])
def test_no_table_at_all(term, secretary, typed):
    page = secretary.post(IMPORT, {"text": typed})
    assert (page.status_code, bool(page.context["form"].errors), stored()) == (200, True, [])


# Cooperations --------------------------------------------------------------------------------------


def cooperation(form, **names: str) -> dict[str, str]:
    return {
        "seen": form["seen"].value(),
        **{f"party_{party(letter).pk}": name for letter, name in names.items()},
    }


def test_parties_with_one_name_count_together(term, secretary):
    nineteen(term)
    address = f"{HERE}votes/cooperations/"
    form = secretary.get(address).context["form"]
    typed = cooperation(form, C="Grønt flertal", F="grønt  flertal")
    assert [secretary.post(address, typed).status_code for _ in range(2)] == [302, 302]
    assert sorted(term.cooperations.values_list("party__letter", "name")) == [
        ("C", "Grønt flertal"), ("F", "Grønt flertal"),
    ]  # fmt: skip
    assert "Grønt flertal" in text(secretary.get(HERE))
    refused = secretary.post(address, cooperation(form, C="Noget andet", F="Noget andet"))
    assert "En anden har gemt listesamarbejder" in text(refused)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ({"C": "Alene"}, "Kun ét parti står under «Alene»"),
        ({"C": "Venstre", "F": "Venstre"}, "«Venstre» er navnet på et parti uden for samarbejdet"),
    ],
)
def test_a_cooperation_that_can_not_be(term, secretary, names, message):
    nineteen(term)
    address = f"{HERE}votes/cooperations/"
    page = secretary.post(address, cooperation(secretary.get(address).context["form"], **names))
    assert message in text(page)
    assert not term.cooperations.exists()


def test_an_import_is_taken_back(term, secretary):
    give(term, Municipality.objects.get(name="Viborg"), V=(5, 1, 1))
    before = everything()
    answer = imported(secretary, "Kommune;Parti;Stemmer;Mandater;Borgmestre\nViborg;V;7;1;1\nViborg;A;4;1;0")
    assert stored() == [("A", 4, 1, 0), ("V", 7, 1, 1)]
    assert "Importen er fortrudt: Stemmetal" in taken_back(secretary, way_back(answer))
    assert everything() == before


def test_an_import_is_not_taken_back_while_the_composition_is_fixed(term, secretary):
    answer = imported(secretary, "Kommune;Parti;Stemmer;Mandater;Borgmestre\nViborg;A;4;1;0")
    with pghistory.context():
        Term.objects.update(fixed_on=date(2021, 12, 1))
    assert "Sammensætningen er fastlagt" in text(secretary.post(way_back(answer)))
    assert stored() == [("A", 4, 1, 0)]


def imported(client, table):
    seen = client.post(IMPORT, {"text": table})
    typed = {"text": table, "plan": seen.context["plan"].fingerprint, "do": "1"}
    return client.post(IMPORT, typed, follow=True)
