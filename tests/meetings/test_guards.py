"""What is caught before sending, and what is let alone."""

import pytest

from meetings import guards
from meetings.agenda import whole_agenda


def _found(search, text):
    return [finding.what for finding in search(iter([guards.Text("Her", text)]))]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Der mangler xx kroner", ["«xx»"]),
        ("Den XXX. marts", ["«xx»"]),
        ("UDKAST til kontrakt", ["«UDKAST»"]),
        ("Kontrakt_UDKAST.pdf", ["«UDKAST»"]),
        ("Beløb: […] og [ ]", ["«[…]»"]),
        ("Hvem???", ["«???»"]),
        ("Indsæt tekst fra KL", ["hjælpetekst"]),
        ("Udkastet bygger på rammeaftalen. Er det nok?", []),
        ("[KL](https://kl.dk) og Maxx, exxon", []),
        ("", []),
    ],
)
def test_placeholders(text, what):
    assert _found(guards.placeholders, text) == what


def test_every_text_and_name_is_searched_and_closed_ones_are_told_apart(meeting, new_item, new_attachment):
    number = "010190-1234"
    open_item = new_item(f"Sag {number}", case_number=number)
    new_attachment(open_item, f"Bilag {number}")
    new_attachment(open_item, number, closed=True)
    new_item("Lukket", closed=True, economy=number)
    meeting.note = number
    found = guards.cpr_numbers(guards.texts_of(whole_agenda(meeting)))
    assert {(one.where, one.closed) for one in found} == {
        ("Mødets bemærkning", False),
        ("Punkt 1.1, overskriften", False),
        ("Punkt 1.1, sagsnr.", False),
        ("Punkt 1.1, bilag 1, titlen", False),
        ("Punkt 1.1, bilag 1, filnavnet", False),
        ("Punkt 1.1, bilag 2, titlen", True),
        ("Punkt 1.1, bilag 2, filnavnet", True),
        ("Punkt 1.2, økonomi", True),
    }
    assert not any(number in str(one) for one in found)
