"""Transfers in sentences: read, told again, and what can't be read, line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkr_portal.danish_order import sort_key
from quotas.rules.agreement import Transfer
from quotas.sentences import Names, Read, listed, read, told

INSIDE = ["Bornholm", "Dragør", "Glostrup", "Høje-Taastrup", "Hvidovre", "Tårnby"]
OTHERS = {"Læsø": "Læsø", "Bornholms Regionskommune": "Bornholm", "Taarnby": "Tårnby"}
NAMES = Names(
    {sort_key(name): name for name in INSIDE} | {sort_key(k): v for k, v in OTHERS.items()},
    INSIDE,
    "Region Hovedstaden",
)


@pytest.mark.parametrize(
    ("text", "transfers"),
    [
        ("", []),
        ("Bornholm overtager kvoterne fra Dragør, Hvidovre og Tårnby.",
         [Transfer(name, "Bornholm") for name in ("Dragør", "Hvidovre", "Tårnby")]),
        ("bornholms regionskommune  overtager kvoterne tildelt DRAGØR, hvidovre og taarnby kommuner",
         [Transfer(name, "Bornholm") for name in ("Dragør", "Hvidovre", "Tårnby")]),
        ("Bornholm Kommune overtager hele kvoten fra Høje Taastrup", [Transfer("Høje-Taastrup", "Bornholm")]),
        ("\n  Bornholm overtager 1 person fra Dragør\n\nDragør overtager 1.000 personer fra Glostrup, Tårnby",
         [Transfer("Dragør", "Bornholm", 1), Transfer("Glostrup", "Dragør", 1000),
          Transfer("Tårnby", "Dragør", 1000)]),
        ("Kvoten fra Tårnby fordeles med 2 til Dragør, 1 til Glostrup og resten til Bornholm",
         [Transfer("Tårnby", "Dragør", 2), Transfer("Tårnby", "Glostrup", 1),
          Transfer("Tårnby", "Bornholm")]),
    ],
)  # fmt: skip
def test_read(text, transfers):
    assert read(text, NAMES) == Read(tuple(transfers), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bornholm overtager kvoten fra Bornhlm",
         "Linje 1: «Bornhlm» er ikke en kommune. Mener du Bornholm?"),
        ("Bornholm overtager kvoten fra Atlantis", "Linje 1: «Atlantis» er ikke en kommune."),
        ("\nBornholm overtager kvoten fra Læsø",
         "Linje 2: Læsø ligger ikke i Region Hovedstaden. En aftale gælder inden for regionen."),
        ("Bornholm overtager 0 personer fra Dragør", "Linje 1: Der skal overtages mindst én person."),
        ("Bornholm overtager kvoten fra Dragør\nBornholm overtager 2 personer fra Dragør",
         "Linje 2: Bornholm overtager allerede fra Dragør i en anden sætning."),
        ("Kvoten fra Tårnby fordeles med lidt til Dragør",
         "Linje 1: «lidt til Dragør» kan ikke læses. Skriv fx «1 til Hjørring» eller «resten til Aalborg»."),
        ("x\n" * 101, "Der er 101 linjer. En aftale kan have højst 100."),
    ],
)  # fmt: skip
def test_what_cannot_be_read(text, said):
    assert read(text, NAMES).wrong == (said,)


@pytest.mark.parametrize(
    "text", ["Alle er glade", "=HYPERLINK(1)", "Bornholm overtager -3 personer fra Dragør",
             "Bornholm overtager 3,5 personer fra Dragør", "<script>"],
)  # fmt: skip
def test_other_text_is_refused_with_examples(text):
    [said] = read(text, NAMES).wrong
    assert said.startswith("Linje 1: «")
    assert "Skriv én sætning på hver linje" in said


def test_a_line_that_is_wrong_does_not_hide_the_others():
    found = read("Bornholm overtager kvoten fra Dragør\nvrøvl\nBornholm overtager kvoten fra Tårnby", NAMES)
    assert (len(found.transfers), len(found.wrong)) == (2, 1)


def test_told():
    transfers = [Transfer("Dragør", "Bornholm"), Transfer("Hvidovre", "Glostrup", 1),
                 Transfer("Tårnby", "Bornholm")]  # fmt: skip
    assert told(transfers) == [
        "Bornholm overtager kvoterne fra Dragør og Tårnby.", "Glostrup overtager 1 person fra Hvidovre.",
    ]  # fmt: skip
    assert told([]) == []
    assert listed(["A", "B", "C"]) == "A, B og C"


@st.composite
def some_transfers(draw):
    pairs = draw(
        st.lists(st.tuples(st.sampled_from(INSIDE), st.sampled_from(INSIDE)), unique=True, max_size=12)
    )
    return [Transfer(a, b, draw(st.none() | st.integers(1, 999))) for a, b in pairs]


@given(some_transfers())
def test_what_is_told_can_be_read_again(transfers):
    again = read("\n".join(told(transfers)), NAMES)
    assert again.wrong == ()
    assert sorted(map(str, again.transfers)) == sorted(map(str, transfers))
