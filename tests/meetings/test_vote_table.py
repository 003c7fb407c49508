"""Tables of votes as people have them."""

import pytest

from kkr_portal.uploaded_tables import Unreadable
from meetings.vote_table import read

EXPECTED = [{"place": "Viborg", "party": "V", "votes": "17.928", "council_seats": "12"}]


@pytest.mark.parametrize(
    "text",
    [
        "kommune;parti;stemmer;mandater\nViborg;V;17.928;12",
        "Mandater\tKommune\tAntal stemmer\tListe\n12\tViborg\t17.928\tV\n\t\t\t\n",
        "\ufeff# en bemærkning\nKOMMUNE,Parti,Stemmer:,Mandater\n\nViborg, V ,17.928,12\n",
        'kommune;parti;stemmer;mandater;note\n"Viborg";V;17.928;12;"en; to"',
    ],
)
def test_columns_by_heading_in_any_order_and_any_separator(text):
    assert [line.cells for line in read(text).lines] == EXPECTED


def test_lines_keep_their_number_and_what_is_not_used_is_named():
    table = read("# fra valget\nparti;stemmer;pct.\n\nV;1;2\n")
    assert (table.lines[0].number, table.unused, table.comments) == (4, ("pct.",), ("fra valget",))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "tom"),
        ("# kun en bemærkning", "tom"),
        ("Viborg;V;17928;12", "overskrifter"),
        ("kommune;stemmer\nViborg;1", "overskrifter"),
        ("parti;liste;stemmer\nV;V;1", "To kolonner er overskrevet som parti"),
        ("parti;stemmer\nV;\x001", "tegn"),
        ("parti;stemmer\n" + "V;1\n" * 5001, "over 5000 rækker"),
    ],
)
def test_what_can_not_be_read_says_why(text, message):
    with pytest.raises(Unreadable, match=message):
        read(text)
