"""Takes a picture of a named part of a page, and reads the words of its controls.

The words go beside the picture. Where a page says something else than when its picture was taken, the
words differ, and the picture is stale.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.pictures.recipes import Picture

ROOT = Path(__file__).resolve().parents[2]
WORDS = Path(__file__).parent / "words.json"
COLOURS = 48  # enough for a page of text, and a third of the bytes
AIR = 6  # pixels around the part
READ = """(parts) => {
    scrollTo({top: 0, behavior: "instant"});
    const chosen = parts.flatMap((part) => [...document.querySelectorAll(part)]);
    const controls = "h1, h2, h3, h4, h5, h6, label, legend, button, th, summary, a, input[type=submit]";
    const said = (e) => (e.innerText || e.value || "").replace(/[0-9]/g, "").replace(/\\s+/g, " ").trim();
    const shown = [...document.querySelectorAll(controls)].filter(
        (e) => e.checkVisibility() && chosen.some((part) => part.contains(e)));
    const boxes = chosen.filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect());
    return {
        missing: parts.filter((part) => !document.querySelector(part)),
        words: [...new Set(shown.map(said))].filter((text) => text),
        left: Math.min(...boxes.map((b) => b.left + scrollX)),
        top: Math.min(...boxes.map((b) => b.top + scrollY)),
        right: Math.max(...boxes.map((b) => b.right + scrollX)),
        bottom: Math.max(...boxes.map((b) => b.bottom + scrollY)),
    };
}"""


def go(page: Page, picture: Picture) -> dict:
    """Open the picture's page as its recipe says; returns the words and the box of its part."""
    page.goto(picture.address if isinstance(picture.address, str) else picture.address())
    page.evaluate("document.fonts.ready.then(() => true)")
    if picture.then:
        picture.then(page)
    found: dict = page.evaluate(READ, list(picture.part or ("main",)))
    assert found["missing"] == [], f"{picture.name}: {page.url} has no {found['missing']}"
    return found


def take(page: Page, picture: Picture) -> list[str]:
    """Write the picture's file; returns the words that belong to it."""
    found = go(page, picture)
    still = {"animations": "disabled", "caret": "hide"}
    if picture.part:
        left, top = max(found["left"] - AIR, 0), max(found["top"] - AIR, 0)
        clip = {
            "x": left, "y": top,
            "width": found["right"] + AIR - left, "height": found["bottom"] + AIR - top,
        }  # fmt: skip
        shot = page.screenshot(clip=clip, full_page=True, **still)
    else:
        shot = page.screenshot(**still)
    file = ROOT / picture.file
    file.parent.mkdir(exist_ok=True)
    few = Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    return found["words"]


def stored_words() -> dict[str, list[str]]:
    """By the picture's key."""
    return json.loads(WORDS.read_text(encoding="utf-8")) if WORDS.exists() else {}


def store_words(words: dict[str, list[str]]) -> None:
    text = json.dumps(words, ensure_ascii=False, indent=1, sort_keys=True)
    WORDS.write_text(f"{text}\n", encoding="utf-8")
