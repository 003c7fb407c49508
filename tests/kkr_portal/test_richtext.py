"""Markdown made into HTML in which nothing can run or load, and what is refused with a reason."""

import re

import pytest

from kkr_portal import richtext
from kkr_portal.richtext import Footnotes, to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**fed** og *skrå*", "<p><strong>fed</strong> og <em>skrå</em></p>"),
        ("a < b og <svar>", "<p>a &lt; b og &lt;svar&gt;</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("# Overskrift", "<h3>Overskrift</h3>"),
        ("[KL](https://kl.dk)", '<p><a href="https://kl.dk" rel="noopener noreferrer">KL</a></p>'),
        ("3. tre\n4. fire", '<ol start="3">\n<li>tre</li>\n<li>fire</li>\n</ol>'),
        (
            "|a|\n|-:|\n|1|",
            '<table>\n<thead>\n<tr>\n<th class="align-right">a</th>\n</tr>\n</thead>\n'
            '<tbody>\n<tr>\n<td class="align-right">1</td>\n</tr>\n</tbody>\n</table>',
        ),
    ],
)  # fmt: skip
def test_html(text, html):
    assert richtext.to_html(text).strip() == html


HOSTILE = [
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](&#x6A;avascript:alert(1))",
    "[x](\tjavascript:alert(1))", "[x](<javascript:alert(1)>)", "<javascript:alert(1)>",
    "[x]\n\n[x]: javascript:alert(1)", "[x](data:text/html;base64,AAAA)", "[x](data:image/png;base64,AAAA)",
    "![x](data:image/png;base64,AAAA)", "![x](https://example.com/x.png)", "![x]\n\n[x]: //example.com/x.png",
    "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<a href='javascript:1'>x</a>", "<b style='x'>",
    "|a|\n|-|\n|[x](javascript:1)|", '[x](https://a.dk "onclick=alert(1)")', '[x](https://a.dk"onclick="1)',
    "```<script>\nalert(1)\n```", "<!-- --><script>", "[x](vbscript:1)", "[x](file:///etc/passwd)",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_can_run_or_load(text):
    html = richtext.to_html(text)
    tags = [tag.lower() for tag in re.findall(r"<(\w+)", html)]
    attributes = re.findall(r"""\s(\w+)=["']([^"']*)""", " ".join(re.findall(r"<\w[^>]*>", html)))
    assert set(tags) <= richtext.TAGS
    assert {name for name, _ in attributes} <= {"href", "rel", "class", "title"}
    assert all(re.match(r"https?://", value) for name, value in attributes if name == "href")


ORDINARY = [
    "a < b", "x < base 10", "<svar>", "indsæt <form> her", "[Bilag](se: side 4)", "Frist: kl. 12 [note]",
    "[KL](https://kl.dk) og [mail](mailto:kl@kl.example) og [ring](tel:+4512345678)", "<https://kl.dk>",
    "[lokalt](/meetings/)", "5 * 3 * 2 og 2 < 3 > 1", "KKR's § 5, stk. 2: «punkter»",
]  # fmt: skip


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_has_no_faults(text):
    assert richtext.faults(text) == []


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("![kort](kort.png)", "Billeder kan ikke"),
        ("![kort]\n\n[kort]: https://example.com/a.png", "Billeder kan ikke"),
        ("<SCRIPT>", "HTML-koder kan ikke"),
        ("</iframe >", "HTML-koder kan ikke"),
        ("[x](javascript:alert(1))", "Linket «javascript:alert(1»"),
        ("[x](data:image/png;base64,AA)", "Linket «data:image/png;base64,AA»"),
        ("[x][y]\n\n[y]: ftp://example.com", "Linket «ftp://example.com»"),
        ("<ftp://example.com>", "Linket «ftp://example.com»"),
        ("[x](note:3)", "Linket «note:3»"),
    ],
)
def test_what_cannot_be_kept_is_named_once(text, begins):
    [fault] = richtext.faults(text)
    assert fault.startswith(begins)


def test_footnotes_are_numbered_through_the_texts_and_link_there_and_back():
    notes = Footnotes()
    first = notes.html("Hus[^a] og hus[^b], igen[^a].\n\n[^a]: Et *hus*\n[^b]: To\n")
    second = notes.html("Mål[^1]\n\n[^1]: Målt\n\n    i 2020")
    assert first == (
        '<p>Hus<sup><a class="note-ref" id="noteref-1" href="#note-1" rel="noopener noreferrer">1</a></sup> '
        'og hus<sup><a class="note-ref" id="noteref-2" href="#note-2" rel="noopener noreferrer">2</a></sup>, '
        'igen<sup><a class="note-ref" href="#note-1" rel="noopener noreferrer">1</a></sup>.</p>\n'
    )
    assert 'href="#note-3"' in second
    assert notes.notes == [(1, "Et <em>hus</em>"), (2, "To"), (3, "Målt i 2020")]


def test_printed_footnotes_stand_at_their_place():
    notes = Footnotes(printed=True)
    assert notes.html("Hus[^a] og[^a]\n\n[^a]: Et hus") == (
        '<p>Hus<span class="footnote">Et hus</span> og<sup>1</sup></p>\n'
    )


def test_a_note_can_carry_nothing_that_runs_and_a_missing_one_is_shown_as_typed():
    notes = Footnotes()
    notes.html("A[^a]\n\n[^a]: <script>x</script> [l](javascript:x)")
    assert "<script" not in notes.notes[0][1]
    assert "href" not in notes.notes[0][1]
    assert notes.html("A[^mangler]") == "<p>A[^mangler]</p>\n"


def test_without_footnotes_the_signs_stay():
    assert to_html("A[^a]\n") == "<p>A[^a]</p>\n"
