"""Rich text as it is typed: Markdown with tables, made into HTML in which nothing can run or load.

Pure apart from the two libraries; the database keeps the Markdown.
"""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "p", "br", "hr", "strong", "em", "s", "ul", "ol", "li", "blockquote", "code", "pre",
    "h1", "h2", "h3", "h4", "h5", "h6", "a", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}
_parser = MarkdownIt("commonmark", {"html": False, "linkify": False}).enable(["table", "strikethrough"])
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
    tokens = _parser.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
        elif token.type in ("th_open", "td_open") and "style" in token.attrs:
            token.attrs = {"class": str(token.attrs["style"]).replace("text-align:", "align-")}
    html = _parser.renderer.render(tokens, _parser.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        allowed_classes={tag: {"align-left", "align-right", "align-center"} for tag in ("th", "td")},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
    return mark_safe(clean)  # noqa: S308 – nh3 has cleaned it


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
