"""The page of the search: what is typed, what is shown, and what is kept."""

import re

import pytest
from django.test import Client

from kkr_portal.search import finding
from meetings.actions import agenda
from meetings.models import AgendaItem

SHOWN = 5


def _texts(client: Client, **asked: str) -> str:
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize(
    "question",
    [
        "'; DROP TABLE meetings_meeting; --", "%", "%%%s", "_", "\\", "æ" * 10_000, "a b " * 3_000, "\x00",
        "mø\x00de", '"', '"møde', 'møde"', "''", "!", "&", "|", "a & | b", "<->", ":*", "møde:*", "(", "or",
        "-", "- -", "og", "det er ikke", "<script>alert(1)</script>", "{{ 7 }}", "\ud7ff", "👍",
        "3.4.5.6", "١٢٣٤", "999.999", "0.0", "1" * 200, "00000000000000.5",
    ],
)  # fmt: skip
def test_whatever_is_typed_is_answered(client, new_item, question):
    new_item("Møde")
    page = client.get("/search/", {"q": question})
    html = page.content.decode()
    assert (page.status_code, "<script>alert" in html) == (200, False)
    assert AgendaItem.objects.count() == 1


def test_a_long_question_is_cut_and_says_so(client, db):
    page = _texts(client, q="æblegrød " * 1_200)
    assert "Der er søgt efter de første 200 tegn." in page
    assert "Der er søgt efter" not in _texts(client, q="æblegrød")


def test_only_stop_words_find_nothing_and_say_why(client, new_item):
    new_item("Og det er så det")
    assert "Intet fundet." in _texts(client, q="og det")
    assert "kan ikke søges alene" in _texts(client, q="og det")


@pytest.mark.parametrize("asked", [{}, {"q": ""}, {"q": "   "}, {"q": "\x00"}])
def test_without_a_question_there_is_the_form_alone(client, db, asked):
    page = _texts(client, **asked)
    assert ("Søg efter" in page, "Intet fundet" in page, "resultat" in page) == (True, False, False)


@pytest.mark.parametrize("year", ["22", "20222", "abcd", "²⁰²²", "-200", "1e10", "0000", "0999"])
def test_a_year_that_is_none_is_told_at_its_place(client, new_item, year):
    new_item("Møde")
    page = client.get("/search/", {"q": "møde", "year": year}).content.decode()
    assert ("Skriv året med fire cifre" in page, 'aria-describedby="year-error"' in page) == (True, True)
    assert (f'value="{year}"' in page, "1 resultat" in page) == (True, True)


@pytest.mark.parametrize("year", ["1000", "2021", "9999"])
def test_a_year_without_meetings_finds_nothing(client, new_item, year):
    new_item("Møde")
    assert "Intet fundet." in _texts(client, q="møde", year=year)


def test_an_unknown_council_is_not_found_and_an_unknown_kind_is_all(client, new_item):
    new_item("Møde")
    assert client.get("/search/", {"q": "møde", "kkr": "x"}).status_code == 404
    assert "1 resultat" in _texts(client, q="møde", kind="x")


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999", "²", ""])
def test_an_impossible_page_is_one_that_is_there(client, new_item, page):
    new_item("Møde")
    assert client.get("/search/", {"q": "møde", "kind": "items", "page": page}).status_code == 200


def test_many_hits_are_shown_in_part_and_paged_through(client, section):
    for number in range(60):
        agenda.place_item(AgendaItem(section=section, title=f"Møde {number}"))
    first = client.get("/search/", {"q": "møde", "year": "2022"}).content.decode()
    assert ("60 resultater" in first, first.count("search-hits__excerpt")) == (True, SHOWN)
    [link] = re.findall(r'href="(\?[^"]*kind=items)"', first)
    assert ("year=2022" in link, "q=m%C3%B8de" in link) == (True, True)
    pages = [
        client.get(f"/search/{link.replace('&amp;', '&')}&page={page}").content.decode() for page in (1, 2, 3)
    ]
    assert [page.count("search-hits__excerpt") for page in pages] == [25, 25, 10]
    titles = {title for page in pages for title in re.findall(r">(Møde \d+)</a>", page)}
    assert (len(titles), "Side 3 af 3" in pages[2], "Forrige" in pages[0]) == (60, True, False)


def test_what_was_typed_stays_in_the_form_and_is_text(client, new_item):
    new_item('Et "møde" & <mere>')
    page = client.get("/search/", {"q": '"møde" & <b>', "kind": "items"}).content.decode()
    assert 'value="&quot;møde&quot; &amp; &lt;b&gt;"' in page
    page = client.get("/search/", {"q": "møde"}).content.decode()
    assert ("Et &quot;<mark>møde</mark>&quot; &amp;" in page, "<mere>" in page) == (True, False)


def test_markdown_and_what_marks_a_hit_do_not_show(client, new_item):
    new_item("Sag", presentation="| **Mødet** | [her](https://x.example) |\n|---|---|\n\ue001 x")
    page = client.get("/search/", {"q": "møde"}).content.decode()
    assert "<mark>Mødet</mark> her" in page
    assert ("**" in page, "](" in page) == (False, False)


def test_every_page_has_the_field_and_it_works_without_script(client, db):
    page = client.get("/meetings/").content.decode()
    [form] = re.findall(r'<form class="site-search".*?</form>', page, re.DOTALL)
    assert 'action="/search/"' in form
    assert 'name="q"' in form
    assert 'for="site-search-q"' in form
    assert "method" not in form


def test_organisations_are_found_by_who_is_signed_in(client_as):
    from kkr_portal.registry.models import Organisation

    Organisation.objects.create(name="Zonterforbundet", kind="union", source="Prøve")
    assert "Intet fundet" in _texts(client_as("public"), q="Zonterforbundet")
    assert "1 resultat" in _texts(client_as("member"), q="Zonterforbundet")


def test_counting_stops_where_nobody_reads_on(client, section, monkeypatch):
    monkeypatch.setattr(finding, "RANKED", 3)
    for number in range(4):
        agenda.place_item(AgendaItem(section=section, title=f"Møde {number}"))
    assert "Mere end 3 resultater" in _texts(client, q="møde")
    assert "Kun de 3 nyeste kan vises" in _texts(client, q="møde", kind="items")
    assert "1 resultat" in _texts(client, q='"møde 2"')
    agenda.place_item(AgendaItem(section=section, title="Ferie"))
    monkeypatch.setattr(finding, "RANKED", 4)
    counted = _texts(client, q="møde")
    assert ("4 resultater" in counted, "ere end" in counted) == (True, False)
