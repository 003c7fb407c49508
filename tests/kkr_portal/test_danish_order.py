from random import Random

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from kkr_portal.danish_order import LETTERS, sort_key
from kkr_portal.registry.models import Municipality, Person

# The letters that the key knows, aa in all its forms, and Latin letters and signs that it leaves alone.
PIECES = [*map(chr, LETTERS), "aa", "Aa", "AA", "aA", "aaa", *"šžœßłı .,&/()0123456789"]


def in_database(*texts: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT danish_sort_key(t) FROM unnest(%s) WITH ORDINALITY AS u(t, n) ORDER BY n", [list(texts)]
        )
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db
@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), min_size=1, max_size=8))
def test_database_and_python_make_the_same_key(texts):
    assert in_database(*texts) == [sort_key(text) for text in texts]


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=10), min_size=1, max_size=8
    )
)
def test_the_same_key_for_any_latin_text(texts):
    assert in_database(*texts) == [sort_key(text) for text in texts]


@pytest.mark.django_db
def test_database_and_python_sort_the_98_alike():
    names = list(Municipality.objects.values_list("name", flat=True))
    shuffled = names.copy()
    Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == names


@pytest.mark.django_db
def test_the_98_in_danish_order():
    names = list(Municipality.objects.values_list("name", flat=True))
    assert names == [
        "Albertslund", "Allerød", "Assens", "Ballerup", "Billund", "Bornholm", "Brøndby", "Brønderslev",
        "Dragør", "Egedal", "Esbjerg", "Fanø", "Favrskov", "Faxe", "Fredensborg", "Fredericia",
        "Frederiksberg", "Frederikshavn", "Frederikssund", "Furesø", "Faaborg-Midtfyn", "Gentofte",
        "Gladsaxe", "Glostrup", "Greve", "Gribskov", "Guldborgsund", "Haderslev", "Halsnæs", "Hedensted",
        "Helsingør", "Herlev", "Herning", "Hillerød", "Hjørring", "Holbæk", "Holstebro", "Horsens",
        "Hvidovre", "Høje-Taastrup", "Hørsholm", "Ikast-Brande", "Ishøj", "Jammerbugt", "Kalundborg",
        "Kerteminde", "Kolding", "København", "Køge", "Langeland", "Lejre", "Lemvig", "Lolland",
        "Lyngby-Taarbæk", "Læsø", "Mariagerfjord", "Middelfart", "Morsø", "Norddjurs", "Nordfyns", "Nyborg",
        "Næstved", "Odder", "Odense", "Odsherred", "Randers", "Rebild", "Ringkøbing-Skjern", "Ringsted",
        "Roskilde", "Rudersdal", "Rødovre", "Samsø", "Silkeborg", "Skanderborg", "Skive", "Slagelse",
        "Solrød", "Sorø", "Stevns", "Struer", "Svendborg", "Syddjurs", "Sønderborg", "Thisted", "Tønder",
        "Tårnby", "Vallensbæk", "Varde", "Vejen", "Vejle", "Vesthimmerlands", "Viborg", "Vordingborg",
        "Ærø", "Aabenraa", "Aalborg", "Aarhus",
    ]  # fmt: skip


@pytest.mark.django_db
def test_people_sort_by_family_name_then_given_name():
    people = [
        "Åse Møller",
        "Aage Møller",
        "Bo Müller",
        "Bo Aagaard",
        "Bo Åberg",
        "Zoe Østergård",
        "Anna Möller",
    ]
    for person in people:
        given, family = person.split()
        Person.objects.create(given_name=given, family_name=family, invented=True)
    assert [str(person) for person in Person.objects.all()] == [
        "Bo Müller",
        "Anna Möller",
        "Aage Møller",
        "Åse Møller",
        "Zoe Østergård",
        "Bo Åberg",
        "Bo Aagaard",
    ]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Faaborg-Midtfyn", "f}borg midtfyn"),
        ("Fåborg", "f}borg"),
        ("Aaa", "}a"),
        ("SMVdanmark", "smvdanmark"),
        ("O’Hara", "o hara"),
        ("Åse", "}se"),
        ("Æ Ø Å", "{ | }"),
        ("", ""),
    ],
)
def test_key(text, key):
    assert sort_key(text) == key
