"""The words that a text of the help quotes from the portal, and whether the portal says them."""

from __future__ import annotations

import re
from functools import cache

from tests.test_architecture import ROOT, files

NEAR = 400  # characters between the pieces of «Frigiv … mails»
NOT_PAGES = ("templates/help/", "kkr_portal/help/", "kkr_portal/demonstration/", "tests/")


def quoted(text: str) -> list[str]:
    """Everything between « and », on one line."""
    return [" ".join(words.split()) for words in re.findall(r"«([^»]+)»", text)]


@cache
def _portal() -> tuple[str, ...]:
    """Every template and every module of the portal apart from the help, each on one line.

    Templates also without their tags: «Send {% if again %}en ny version» is read as it is shown.
    """
    paths = [
        path
        for kind in ("*.html", "*.py", "*.js")
        for path in files(kind)
        if not path.relative_to(ROOT).as_posix().startswith(NOT_PAGES) and "migrations" not in path.parts
    ]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    bare = [re.sub(r"{%.*?%}", "", text) for text in texts]
    return tuple(" ".join(text.split()) for text in [*texts, *bare])


@cache
def said_by_the_portal(words: str) -> bool:
    """«…» stands for what differs from page to page. A label may be written small: Django begins it large."""
    pieces = [re.escape(piece.strip()) for piece in words.split("…") if piece.strip()]
    first, rest = words[0], f".{{0,{NEAR}}}?".join(pieces)[1:]
    wanted = re.compile(f"[{first.lower()}{first.upper()}]{rest}" if first.isalpha() else first + rest)
    return any(wanted.search(text) for text in _portal())
