"""Rich text as it is typed: Markdown with tables, made into HTML in which nothing can run or load.

Pure apart from the two libraries; the database keeps the Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

TAGS = {
    "p", "br", "hr", "strong", "em", "s", "ul", "ol", "li", "blockquote", "code", "pre",
    "h1", "h2", "h3", "h4", "h5", "h6", "a", "table", "thead", "tbody", "tr", "th", "td", "sup", "span",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}
CLASSES = {tag: {"align-left", "align-right", "align-center"} for tag in ("th", "td")}
CLASSES |= {"span": {"footnote"}, "a": {"note-ref"}}
_parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
_with_notes = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
_with_notes.use(footnote_plugin)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# Shown as text they would do no harm; but whoever types or pastes them expects something else.
_HTML = re.compile(r"</?(script|iframe|object|embed|style|img|svg)\b", re.IGNORECASE)
# The parser makes no links of these, so they are not among its tokens.
_REFUSED_LINK = re.compile(r"\]\(\s*<?((?:javascript|vbscript|file|data):[^)\s>]*)", re.IGNORECASE)


def to_html(text: str) -> SafeString:
    """``text`` as HTML of the allowed tags alone; HTML that was typed is shown as text.

    Headings start one level below a page's own (``#`` becomes ``h3``), so that a text can't
    break the outline of the page or the PDF that carries it.
    """
    return _clean(_parser, _parser.parse(text), {})


class Footnotes:
    """One document's footnotes: numbered through all its texts, in the order in which ``html`` is asked.

    A note is written ``[^1]`` where it belongs and ``[^1]: its text`` on a line of its own. On a page the
    notes stand in ``notes``, linked there and back; ``printed`` leaves each at its place, for the foot of
    the sheet that it falls on.
    """

    def __init__(self, *, printed: bool = False) -> None:
        self.printed = printed
        self.notes: list[tuple[int, SafeString]] = []

    def html(self, text: str) -> SafeString:
        """``text`` as ``to_html`` gives it, with its footnotes."""
        tokens = _with_notes.parse(text)
        end = next((n for n, one in enumerate(tokens) if one.type == "footnote_block_open"), len(tokens))
        written = self._written(tokens[end:])
        shown: dict[int, int] = {}  # the number of each note of this text, once it has been met
        return _clean(_with_notes, tokens[:end], {"notes": self, "written": written, "shown": shown})

    def _written(self, tokens: list[Token]) -> dict[int, SafeString]:
        """What each note of one text says: its paragraphs in a row."""
        said: dict[int, list[str]] = {}
        note = -1
        for token in tokens:
            if token.type == "footnote_open":
                note = token.meta["id"]
            elif token.type == "inline":
                inner = _parser.renderer.render(token.children or [], _parser.options, {})
                said.setdefault(note, []).append(_safe(inner))
        return {note: mark_safe(" ".join(lines)) for note, lines in said.items()}  # noqa: S308 – cleaned

    def reference(self, note: int, written: dict[int, SafeString], shown: dict[int, int]) -> str:
        """What stands in the text: the note itself when printed, else its number as a link."""
        text = written.get(note, mark_safe(""))
        again = note in shown
        if not again:
            self.notes.append((len(self.notes) + 1, text))
            shown[note] = len(self.notes)
        number = shown[note]
        if self.printed:
            return f"<sup>{number}</sup>" if again else f'<span class="footnote">{text}</span>'
        place = "" if again else f' id="noteref-{number}"'
        return f'<sup><a class="note-ref"{place} href="#note-{number}">{number}</a></sup>'


def _reference(
    renderer: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, env: Any
) -> str:
    return env["notes"].reference(tokens[place].meta["id"], env["written"], env["shown"])


_with_notes.add_render_rule("footnote_ref", _reference)


def _clean(parser: MarkdownIt, tokens: list[Token], env: dict[str, Any]) -> SafeString:
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
        elif token.type in ("th_open", "td_open") and "style" in token.attrs:
            token.attrs = {"class": str(token.attrs["style"]).replace("text-align:", "align-")}
    return mark_safe(_safe(parser.renderer.render(tokens, parser.options, env)))  # noqa: S308 – cleaned


def _safe(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href", "id"}, "ol": {"start"}},
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )


def faults(text: str) -> list[str]:
    """What in ``text`` can't be kept, as Danish sentences; empty when the text may be saved."""
    found = []
    inline = [child for token in _parser.parse(text) for child in (token.children or [])]
    if any(token.type == "image" for token in inline):
        found.append("Billeder kan ikke stå i teksten. Vedhæft billedet som bilag i stedet.")
    if _HTML.search(text):
        found.append("HTML-koder kan ikke stå i teksten. Skriv teksten uden tegn som <script> og <img>.")
    targets = [str(token.attrs["href"]) for token in inline if token.type == "link_open"]
    for target in dict.fromkeys(targets + _REFUSED_LINK.findall(text)):
        scheme = _SCHEME.match(target)
        if scheme and scheme[1].lower() not in SCHEMES:
            found.append(
                f"Linket «{target[:60]}» kan ikke bruges. "
                "Et link begynder med https://, http://, mailto: eller tel:."
            )
    return found
