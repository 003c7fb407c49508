"""The sentences about who was there: plain values in, Danish out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkr_portal import richtext
from meetings.minutes_text import Run, joined, listed, plain, quorum_told, sat_throughout, seat_told
from meetings.rules.quorum import Quorum

NUMBERS = ["1.1", "2.1", "2.2", "3.1"]
ANNA, DORTE = "Anna Bro (A)", "Dorte Eg (V)"


def runs(*sat):
    """(name, first, last) with Anna as the member."""
    return joined(Run(hash(name), name, first, last, name != ANNA) for name, first, last in sat)


@pytest.mark.parametrize(
    ("sat", "told"),
    [
        ([(ANNA, 2, 4)], "Anna Bro (A) deltog fra punkt 2.1."),
        ([(ANNA, 1, 3)], "Anna Bro (A) forlod mødet efter punkt 2.2."),
        ([(ANNA, 2, 3)], "Anna Bro (A) deltog fra punkt 2.1 til og med punkt 2.2."),
        ([(ANNA, 2, 2)], "Anna Bro (A) deltog i punkt 2.1."),
        ([(DORTE, 1, 4)], "Dorte Eg (V) deltog som stedfortræder for Anna Bro (A)."),
        ([(DORTE, 3, 4)], "Dorte Eg (V) deltog som stedfortræder for Anna Bro (A) fra punkt 2.2."),
        ([(ANNA, 1, 1), (DORTE, 2, 4)],
         "Anna Bro (A) forlod mødet efter punkt 1.1. "
         "Dorte Eg (V) deltog som stedfortræder for Anna Bro (A) fra punkt 2.1."),
        # The stand-in is swapped twice: in, out, in again.
        ([(ANNA, 1, 1), (DORTE, 2, 2), (ANNA, 3, 3), (DORTE, 4, 4)],
         "Anna Bro (A) deltog i punkt 1.1. "
         "Dorte Eg (V) deltog som stedfortræder for Anna Bro (A) i punkt 2.1. "
         "Anna Bro (A) deltog igen i punkt 2.2. Dorte Eg (V) deltog igen i punkt 3.1."),
        ([(ANNA, 1, 1), (ANNA, 3, 4)],
         "Anna Bro (A) deltog i punkt 1.1. Anna Bro (A) deltog igen fra punkt 2.2."),
    ],
)  # fmt: skip
def test_one_seat(sat, told):
    assert seat_told(ANNA, runs(*sat), NUMBERS) == told


def test_what_follows_without_a_break_is_one_run():
    assert sat_throughout(runs((ANNA, 1, 2), (ANNA, 3, 4)), NUMBERS)
    assert not sat_throughout(runs((ANNA, 1, 1), (ANNA, 3, 4)), NUMBERS)
    assert sat_throughout(runs((ANNA, 1, 1)), [])  # an agenda without items


@pytest.mark.parametrize(
    ("present", "told"),
    [
        ([20, 20], "KKR var beslutningsdygtigt under hele mødet: 20 af 38 medlemmer var til stede; "
                   "mindst 19 kræves (§ 5, stk. 9)."),
        ([19, 22], "KKR var beslutningsdygtigt under hele mødet: 19–22 af 38 medlemmer var til stede; "
                   "mindst 19 kræves (§ 5, stk. 9)."),
        ([20, 18], "KKR var ikke beslutningsdygtigt ved punkt 2.1 (18). Ved de øvrige punkter var 20 af 38 "
                   "medlemmer til stede; mindst 19 kræves (§ 5, stk. 9)."),
        ([0, 0], "KKR var ikke beslutningsdygtigt: 0 af 38 medlemmer var til stede; mindst 19 kræves "
                 "(§ 5, stk. 9)."),
    ],
)  # fmt: skip
def test_quorum_par_5_stk_9(present, told):
    rows = [(number, Quorum(38, count)) for number, count in zip(NUMBERS, present, strict=False)]
    assert quorum_told(rows) == told


def test_quorum_without_items_or_members_says_nothing():
    assert quorum_told([]) == quorum_told([("1.1", Quorum(0, 0))]) == ""


def test_lists_of_names():
    assert [listed(names) for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "", "A", "A og B", "A, B og C",
    ]  # fmt: skip


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1).filter(str.strip))
def test_what_people_typed_is_shown_as_they_typed_it(typed):
    """No name or question becomes a list, a link or a heading."""
    html = richtext.to_html(f"**Navn:** {plain(typed)}")
    assert html.startswith("<p><strong>Navn:</strong> ")
    assert html.count("<") == 4
