"""What has changed in a text, word by word. Pure."""

import re
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

MAX_WORDS = 2000  # longer texts are compared line by line, which stays quick
CONTEXT_WORDS = 15  # shown on each side of a change; the rest of what is the same becomes "…"


class Piece(NamedTuple):
    """A stretch of text that is the same in both, or stands only in the old or only in the new."""

    kind: Literal["same", "removed", "added"]
    text: str


def diff(old: str, new: str) -> list[Piece]:
    """The pieces that lead from ``old`` to ``new``, in reading order."""
    before, after = _words(old), _words(new)
    if max(len(before), len(after)) > MAX_WORDS:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces: list[Piece] = []
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for number, (tag, i1, i2, j1, j2) in enumerate(steps):
        if tag == "equal":
            first, last = number == 0, number == len(steps) - 1
            pieces.append(Piece("same", _shortened("".join(before[i1:i2]), first, last)))
            continue
        if i1 < i2:
            pieces.append(Piece("removed", "".join(before[i1:i2])))
        if j1 < j2:
            pieces.append(Piece("added", "".join(after[j1:j2])))
    return pieces


def _words(text: str) -> list[str]:
    """Words, each with the spaces after it, and line breaks."""
    return re.findall(r"\n|\S+[^\S\n]*|[^\S\n]+", text)


def _shortened(text: str, first: bool, last: bool) -> str:
    """A long stretch that is the same, down to what surrounds the changes."""
    words = _words(text)
    if len(words) <= 2 * CONTEXT_WORDS + 5:
        return text
    head = "" if first else "".join(words[:CONTEXT_WORDS])
    tail = "" if last else "".join(words[-CONTEXT_WORDS:])
    return f"{head}… {tail}"
