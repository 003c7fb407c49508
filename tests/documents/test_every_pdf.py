"""Every kind of PDF that the portal makes, held to PDF/UA-1 (ISO 14289-1) by a validator that is not ours.

What a validator can't know is held against the HTML that the file was made of: its title and language, its
headings, and that a screen reader comes to the words in the order of the page. What no machine judges is
whether an alternative text says the right thing.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

import page as validator
import pikepdf
import pytest
from django.test import Client

from kkr_portal.access.models import User
from kkr_portal.documents import live, pdf
from kkr_portal.registry.models import Council
from tests.access import things
from tests.access.other_states import other_states
from tests.access.places import places, signed_in
from tests.documents import files, reading

pytestmark = pytest.mark.django_db
# A packet holds files as they came; that all of them are accessible is not the portal's to say.
OF_A_PACKET = {"PDFUA1-ID-PART-001", "PDFUA1-ID-SCHEMA-001"}
HEADING = re.compile(r"<(h[1-6])\b", re.IGNORECASE)
WORD = re.compile(r"\w+")


@pytest.fixture
def made(monkeypatch) -> dict[str, tuple[str, bytes]]:
    """Title → the HTML and the file of every PDF that is made during the test."""
    found: dict[str, tuple[str, bytes]] = {}
    write = pdf.write

    def keep(document, html: str) -> bytes:
        content = write(document, html)
        found.setdefault(title_of(html), (html, content))
        return content

    monkeypatch.setattr(pdf, "write", keep)
    return found


def title_of(html: str) -> str:
    return unescape(re.search(r"<title>(.*?)</title>", html, re.DOTALL)[1]).strip()


def breaches(content: bytes) -> list[str]:
    found = validator.validate_pdf_bytes(content, profile="ua1").failures
    return sorted({f"{one.rule_id}: {one.message}" for one in found})


def words_in_html(html: str) -> list[str]:
    """In the order of the page; a footnote is read where it stands in the file, at the foot of its page."""
    body = re.sub(r"(?s)<(style|title|head)\b.*?</\1>|<!--.*?-->", " ", html)
    body = re.sub(r'(?s)<(\w+) class="footnote".*?</\1>', " ", body)
    return WORD.findall(unescape(re.sub(r"<[^>]*>", " ", body)))


def out_of_order(html: str, told: list[str]) -> list[str]:
    """Of the words that stand once in the page and once in the file: those that the file tells elsewhere."""
    wanted = words_in_html(html)
    once = {word for word, n in Counter(wanted).items() if n == 1} & {
        word for word, n in Counter(told).items() if n == 1
    }
    pairs = zip([w for w in wanted if w in once], [w for w in told if w in once], strict=True)
    return [f"{here} ≠ {there}" for here, there in pairs if here != there]


def unlike_its_html(html: str, content: bytes) -> list[str]:
    """Where the file says something else than the page that it was made of."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        wrong = out_of_order(html, WORD.findall(" ".join(reading.spoken(opened))))
        told = (str(opened.docinfo.Title), str(opened.Root.Lang), reading.headings(opened))
    wanted = (title_of(html), "da", [one.lower() for one in HEADING.findall(html)])
    return wrong + [
        f"{here!r} ≠ {there!r}" for here, there in zip(wanted, told, strict=True) if here != there
    ]


def prints() -> Iterator[tuple[str, bytes]]:
    """One file of each address that answers with one."""
    clients: dict[str, Client] = {}
    done = set()
    for place in dict.fromkeys([*places(), *other_states()]):
        if place.name in done:
            continue
        if place.reader not in clients:
            clients[place.reader] = signed_in(place.reader)
        answer = clients[place.reader].get(place.url)
        content = b"".join(answer) if answer.streaming else answer.content
        if answer.status_code == 200:
            done.add(place.name)
            if answer.headers["Content-Type"] == "application/pdf":
                yield place.name, content


def live_documents() -> Iterator[tuple[str, bytes]]:
    """One of each kind, where the demonstration has one."""
    administrator = User.objects.get(email="administrator@portal.example")
    council = Council.objects.get(slug="midtjylland")
    for kind in live.kinds():
        for choice in list(kind.choices(administrator, council))[:1]:
            yield kind.name, live.make(kind.name, choice.ref).pdf()


def test_every_kind_of_print(made):
    things.load()
    found = {}
    for name, content in prints():
        of_a_packet = OF_A_PACKET if "packet" in name else set()
        found[name] = [one for one in breaches(content) if one.split(":")[0] not in of_a_packet]
    assert len(found) > 25, sorted(found)
    lives = dict(live_documents())
    assert set(lives) == {one.name for one in live.kinds()}
    found |= {name: breaches(content) for name, content in lives.items()}
    found |= {title: unlike_its_html(html, content) for title, (html, content) in made.items()}
    assert {key: value for key, value in found.items() if value} == {}


PAGE = """<html lang="da"><head><meta charset="utf-8"><title>Prøve</title>
    <link rel="stylesheet" href="static:///css/pdf.css"></head><body>{}</body></html>"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>Et</h1><img src='given:///kort'>", "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001"),
        ("<h1>Et</h1><h3>Tre</h3>", "PDFUA1-HEADING-NESTING-001"),
    ],
)
def test_the_validator_finds_what_is_wrong(body, expected):
    content = pdf.from_html(PAGE.format(body), {"kort": files.image("PNG")})
    assert expected in [one.split(":")[0] for one in breaches(content)]


def test_another_order_or_heading_is_found():
    content = pdf.from_html(PAGE.format("<h1>Et</h1><h2>To</h2><p>Først</p><p>Siden</p>"))
    other = PAGE.format("<h1>Et</h1><h1>To</h1><p>Siden</p><p>Først</p>")
    assert unlike_its_html(other, content) == [
        "Siden ≠ Først", "Først ≠ Siden", "['h1', 'h1'] ≠ ['h1', 'h2']"
    ]  # fmt: skip


def test_lists_and_headings_of_tables_are_mended():
    """WeasyPrint itself leaves groups in a list, bodies without a tag, and headings of the wrong column."""
    content = pdf.from_html(
        PAGE.format("""<dl><div><dt>Mål</dt><dd>Vækst</dd></div></dl>
        <ul><li><p>Et afsnit</p><ul><li>Under</li></ul></li></ul>
        <table><thead><tr><th>A</th><th>B</th><th>C</th></tr></thead><tbody>
        <tr><th rowspan="2">n</th><td rowspan="2">x</td><td>1</td></tr><tr><td>2</td></tr></tbody></table>""")
    )
    assert breaches(content) == []
    with pikepdf.open(io.BytesIO(content)) as opened:
        scopes = [str(one.A.Scope) for one in opened.objects if isinstance(one, pikepdf.Dictionary)
                  and one.get("/S") == "/TH"]  # fmt: skip
    assert scopes == ["/Column", "/Column", "/Column", "/Row"]
