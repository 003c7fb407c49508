"""Reads the words of a PDF in a process of its own, which may be stopped: the file comes from outside.

Run as ``python -m kkr_portal.search.reading FILE`` it writes the pages as one line of JSON.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess  # the file is read by us, in a process that may die
import sys
from pathlib import Path

SECONDS, MEGABYTES = 60, 2048
LONGEST_PAGE, LONGEST_FILE = 100_000, 5_000_000  # characters: tsvector takes 1 MB, and nobody reads more
BROKEN = "Teksten kunne ikke læses."
HYPHENATION = re.compile("[\ufffe\x02](?:\r?\n)?|\u00ad")  # the first two are how PDFium tells it
ROOT = Path(__file__).resolve().parents[2]


class Unreadable(Exception):
    """Why no text could be had; Danish."""


def pages_of(path: Path, *, seconds: float = SECONDS) -> list[str]:
    """The text of each page, "" for one without words. Raises Unreadable.

    The process knows none of the portal's settings, and is not stopped by Ctrl-C: the file would seem broken.
    """
    try:
        done = subprocess.run(  # noqa: S603 – our own module, and a path of our own making
            [sys.executable, "-m", "kkr_portal.search.reading", str(path)],
            capture_output=True, timeout=seconds, check=False, cwd=ROOT, env={}, start_new_session=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unreadable(f"Teksten kunne ikke læses på {seconds:g} sekunder.") from None
    if done.returncode:
        raise Unreadable(BROKEN)
    pages: list[str] = json.loads(done.stdout)
    return pages


def _read(path: str) -> list[str]:
    import pypdfium2

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20, MEGABYTES * 2**20))
    pages, total = [], 0
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            words = page.get_textpage()
            text = clean(words.get_text_bounded()[: min(LONGEST_PAGE, LONGEST_FILE - total)])
            words.close()
            page.close()
            pages.append(text)
            total += len(text)
    return pages


def clean(text: str) -> str:
    """What the database can hold: no NUL, no half characters. A word that a line's end parts is one again."""
    text = HYPHENATION.sub("", text.replace("\x00", "")).replace("\r\n", "\n").replace("\xa0", " ")
    return text.encode("utf-8", "replace").decode()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_read(sys.argv[1])))
