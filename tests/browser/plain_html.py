"""What in a page's HTML would do nothing in a browser that runs no script."""

from __future__ import annotations

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.form: str | None = None  # the open form's tag, until a button that sends it has come

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        attributes, text = dict(pairs), self.get_starttag_text() or ""
        if tag == "form":
            self.form = text
        sends = tag == "button" and attributes.get("type") in (None, "submit")
        if (sends or (tag == "input" and attributes.get("type") == "submit")) and "hidden" not in attributes:
            self.form = None
        acts_by_script = tag == "button" and attributes.get("type") == "button" and "hidden" not in attributes
        if acts_by_script or (tag == "a" and attributes.get("href") in ("", "#")):
            self.found.append(text)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.form:
            self.found.append(self.form)
            self.form = None


def dead_without_script(html: str) -> list[str]:
    """The tags of forms without a visible button that sends them, of buttons that only a script hears, and of
    links that lead nowhere. A script shows what needs it by taking ``hidden`` away.
    """
    reader = _Reader()
    reader.feed(html)
    return [" ".join(one.split())[:160] for one in reader.found]
