"""Votes are written, counted together and drawn; and left alone while the composition is fixed."""

import pytest

from kkr_portal.registry.models import Municipality
from meetings.actions import terms
from meetings.actions import vote_counts as votes
from meetings.actions.vote_counts import Count, VotesRefused
from meetings.composition import composed
from tests.meetings.actions.test_terms import council_of
from tests.meetings.terms import START, make_term, nineteen, party, tied


@pytest.fixture
def term(council):
    return make_term(council)


@pytest.fixture
def drawn_between_v_and_c(db):
    term = make_term(council_of(3))
    tied(term)
    return term


def test_a_place_is_what_was_saved_last(term):
    viborg = Municipality.objects.get(name="Viborg")
    a, v, c = (party(letter).pk for letter in "AVC")
    votes.save_votes(term=term, municipality=viborg, counts=[Count(a, 10, 1), Count(v, 20, 2, 1, "kilde")])
    kept = term.votes.get(party=v).pk
    votes.save_votes(term=term, municipality=viborg, counts=[Count(v, 21, 2, 1, "kilde"), Count(c, 0)])
    rows = term.votes.values_list("party", "votes", "council_seats", "mayors", "source")
    assert sorted(rows) == sorted([(v, 21, 2, 1, "kilde"), (c, 0, 0, 0, "")])
    assert term.votes.get(party=v).pk == kept


def test_the_same_votes_by_municipality_and_for_the_region_are_refused_whole(term):
    viborg, a = Municipality.objects.get(name="Viborg"), party("A").pk
    votes.save_votes(term=term, municipality=viborg, counts=[Count(a, 10, 1)])
    with pytest.raises(VotesRefused, match="Socialdemokratiet har stemmer både for enkelte kommuner"):
        votes.save_votes(term=term, municipality=None, counts=[Count(a, 500, 0, 9), Count(party("V").pk, 5)])
    assert term.votes.count() == 1
    # Mayors alone, for the region, count nothing twice.
    votes.save_votes(term=term, municipality=None, counts=[Count(a, 0, 0, 9)])
    [line] = composed(term).lines
    assert (line.votes, line.council_seats, line.mayors) == (10, 1, 9)


def test_a_lot_is_recorded_and_a_wrong_one_refused(drawn_between_v_and_c):
    term = drawn_between_v_and_c
    found = composed(term)
    assert found.lot_is_open
    assert set(found.tie.among) == {"Venstre", "Det Konservative Folkeparti"}
    for wrong in ([], ["Socialdemokratiet"], ["Venstre", "Venstre"]):
        with pytest.raises(VotesRefused, match="passer ikke"):
            votes.record_lot(term=term, drawn=wrong, note="x")
    votes.record_lot(term=term, drawn=["Venstre"], note="Trukket af N.N.")
    term.refresh_from_db()
    settled = composed(term)
    assert (settled.lot_is_open, settled.drawn) == (False, ("Venstre",))
    assert (
        settled.composition.seats["Venstre"] == settled.composition.seats["Det Konservative Folkeparti"] + 1
    )


def test_a_lot_is_forgotten_when_the_votes_make_it_another_lot(drawn_between_v_and_c):
    term = drawn_between_v_and_c
    votes.record_lot(term=term, drawn=["Venstre"], note="Trukket af N.N.")
    a, v, c = (party(letter).pk for letter in "AVC")
    same = [Count(a, 800, 5, 3), Count(v, 600, 5), Count(c, 600, 5)]
    assert not votes.save_votes(term=term, municipality=None, counts=same)
    term.refresh_from_db()
    assert term.drawn == ["Venstre"]
    other = [Count(a, 800, 5, 3), Count(v, 601, 5), Count(c, 600, 5)]
    assert votes.save_votes(term=term, municipality=None, counts=other)
    term.refresh_from_db()
    assert (term.drawn, term.drawn_note) == ([], "")


def test_there_is_no_lot_to_record_without_a_tie(term):
    nineteen(term)
    with pytest.raises(VotesRefused, match="ikke længere noget at trække lod om"):
        votes.record_lot(term=term, drawn=["Venstre"], note="x")


def test_a_cooperation_counts_as_one_party(term):
    nineteen(term)
    c, f = party("C").pk, party("F").pk
    votes.save_cooperations(term=term, names={c: "Borgerlig-grøn liste", f: "Borgerlig-grøn liste"})
    rows = {row.party: (row.votes, row.joined) for row in composed(term).rows}
    joined = ("Det Konservative Folkeparti", "SF – Socialistisk Folkeparti")
    assert rows["Borgerlig-grøn liste"] == (140_000, joined)
    votes.save_cooperations(term=term, names={})
    assert len(composed(term).rows) == 4


def test_while_fixed_nothing_changes(term):
    nineteen(term)
    terms.fix_composition(term=term, on=START)
    tries = [
        lambda: votes.save_votes(term=term, municipality=None, counts=[]),
        lambda: votes.import_votes(term=term, counts={None: [Count(party("A").pk, 1)]}),
        lambda: votes.save_cooperations(term=term, names={}),
        lambda: votes.record_lot(term=term, drawn=["Venstre"], note=""),
        lambda: votes.forget_lot(term=term),
    ]
    for attempt in tries:
        with pytest.raises(VotesRefused, match="fastlagt"):
            attempt()
    assert term.votes.count() == 4
