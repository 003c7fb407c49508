"""What an import would do, row by row."""

import pytest

from kkr_portal.registry.models import Municipality, Party
from meetings.vote_import import State, plan_import
from meetings.vote_table import read
from tests.meetings.terms import give, make_term, party


@pytest.fixture
def term(council):
    return make_term(council)


def plan(term, text: str, **options):
    return plan_import(term, read(text), **options)


def test_each_row_is_new_changed_or_the_same(term):
    viborg = Municipality.objects.get(name="Viborg")
    give(term, viborg, A=(1200, 8, 0), V=(17_928, 12, 1), C=(5, 0, 0))
    found = plan(
        term, "kommune;parti;stemmer;mandater\nViborg;A;1.250;8\n791;V;17 928;12\nviborg kommune;F;2709;1"
    )
    assert [(row.state, row.note) for row in found.rows] == [
        (State.CHANGED, "stemmer fra 1.200 til 1.250"), (State.SAME, ""), (State.NEW, ""),
    ]  # fmt: skip
    assert (found.stays, found.totals["votes"], found.may_be_done) == (1, 1250 + 17_928 + 2709, True)
    assert found.rows[1].count.mayors == 1  # no column of mayors: what is stored stays


@pytest.mark.parametrize(
    ("row", "note"),
    [
        ("Viborg;P;1;1;0", "Partiet «P» findes ikke i stamdata"),
        ("Viborg;;1;1;0", "Parti mangler"),
        (";V;1;1;0", "Kommune mangler; skriv «hele regionen», hvis tallet gælder den"),
        ("Atlantis;V;1;1;0", "Der findes ingen kommune med navnet «Atlantis»"),
        ("Tønder;V;1;1;0", "Tønder hører ikke til KKR Midtjylland"),
        ("Viborg;V;12,5;1;0", "«12,5» under stemmer er ikke et helt tal"),
        ("Viborg;V;2.2835;1;0", "«2.2835» under stemmer er ikke et helt tal"),
        ("Viborg;V;-5;1;0", "«-5» under stemmer er ikke et helt tal"),
        ("Viborg;V;;1;0", "Stemmer mangler; skriv 0, hvis partiet ingen fik"),
        ("Viborg;V;1;99999;0", "99999 under mandater er for stort"),
        ("Viborg;V;1;1;2", "En kommune har én borgmester"),
        ("Viborg;Fjordlisten;1;1;0", "Partiet «Fjordlisten» findes ikke i stamdata"),
    ],
)
def test_a_row_that_can_not_be_read_says_why(term, row, note):
    found = plan(term, f"kommune;parti;stemmer;mandater;borgmester\n{row}\nViborg;A;1;1;ja")
    assert [(one.state, one.note) for one in found.rows] == [(State.WRONG, note), (State.NEW, "")]
    assert not found.may_be_done


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("V", "Venstre"), ("venstre", "Venstre"), ("Venstre (V)", "Venstre"), ("Liste V", "Venstre"),
        ("V. Venstre, Danmarks Liberale Parti", "Venstre"),
        ("Ø. Enhedslisten - De Rød-Grønne", "Enhedslisten"),
        ("SF", "SF – Socialistisk Folkeparti"),
        ("SF – Socialistisk Folkeparti", "SF – Socialistisk Folkeparti"),
        ("F. SF - Socialistisk Folkeparti", "SF – Socialistisk Folkeparti"),
        ("Q (Østbroen)", "Østbroen"), ("q", "Østbroen"),
    ],
)  # fmt: skip
def test_parties_by_letter_or_name(term, text, name):
    [row] = plan(term, f"kommune\tparti\tstemmer\nRanders\t{text}\t7").rows
    assert Party.objects.get(pk=row.count.party).name == name


def test_a_local_lists_letter_counts_in_its_own_municipality_alone(term):
    rows = plan(term, "kommune;parti;stemmer\nRanders;Q;7\nViborg;Q;7").rows
    assert [row.unknown_party for row in rows] == [False, True]


def test_the_same_party_twice_in_one_place(term):
    found = plan(term, "kommune;parti;stemmer\nViborg;V;7\nViborg;Venstre;8")
    assert found.rows[1].note == "Partiet står allerede for det sted i række 2"


def test_two_mayors_in_one_municipality(term):
    give(term, Municipality.objects.get(name="Viborg"), V=(5, 1, 1))
    found = plan(term, "kommune;parti;stemmer;borgmester\nViborg;A;7;x")
    assert found.faults == ["Viborg får 2 borgmestre; en kommune har én."]


def test_the_same_number_for_a_municipality_and_for_the_region_would_count_twice(term):
    found = plan(term, "kommune;parti;stemmer;borgmestre\nViborg;A;7;0\nHele regionen;A;700;0")
    assert found.faults == [
        "Socialdemokratiet (A) har stemmer både for enkelte kommuner og for hele regionen; "
        "de ville tælle to gange."
    ]
    fine = plan(term, "kommune;parti;stemmer;borgmestre\nViborg;A;7;0\nRegion Midtjylland;A;0;9")
    assert fine.may_be_done


def test_without_a_column_of_places_somebody_must_say_where(term):
    text = "parti;stemmer\nV;7"
    assert not plan(term, text).may_be_done
    viborg = Municipality.objects.get(name="Viborg").pk
    places = [plan(term, text, default_place=where).rows[0].place_id for where in (None, viborg)]
    assert places == [None, viborg]


def test_the_fingerprint_changes_with_what_is_stored(term):
    text = "kommune;parti;stemmer\nViborg;V;7"
    before = plan(term, text).fingerprint
    assert plan(term, text).fingerprint == before
    give(term, Municipality.objects.get(name="Viborg"), V=(6, 0, 0))
    assert plan(term, text).fingerprint != before
    assert party("V").pk == plan(term, text).rows[0].count.party
