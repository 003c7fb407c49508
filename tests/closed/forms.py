"""The forms of a page as a browser would send them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

TOKEN = "csrfmiddlewaretoken"


@dataclass
class Form:
    """``action`` is "" for the page's own address; ``texts`` are the fields that somebody types in.

    ``files`` are sent only by a test that puts something into them.
    """

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def address(self, page: str) -> str:
        """Where it is sent to from ``page``."""
        return urljoin(page, self.action).split("#")[0]

    def add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(value)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.select, self.options, self.chosen = "", [], []
        self.area: str | None = None
        self.written = ""
        self.patterns = 0  # inside <template>: rows that a script would copy

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        self.patterns += tag == "template"
        if tag == "form" and not self.patterns:
            self.form = Form(own.get("action", ""), own.get("method", "get").lower())
            self.forms.append(self.form)
        if self.form is None or self.patterns or "disabled" in own:
            return
        name, kind = own.get("name", ""), own.get("type", "text")
        if tag == "select" and name:
            self.select, self.options, self.chosen = name, [], []
        elif tag == "option" and self.select:
            self.options.append(own.get("value", ""))
            self.chosen += [own.get("value", "")] if "selected" in own else []
        elif tag == "textarea" and name:
            self.area, self.written = name, ""
        elif tag == "button" and name:
            self.form.buttons.append((name, own.get("value", "")))
        elif tag == "input" and name:
            self._input(name, kind, own)

    def _input(self, name: str, kind: str, own: dict[str, str]) -> None:
        assert self.form is not None
        if kind in ("checkbox", "radio"):
            if "checked" in own:
                self.form.add(name, own.get("value", "on"))
        elif kind == "submit":
            self.form.buttons.append((name, own.get("value", "")))
        elif kind == "file":
            self.form.files.append(name)
        else:
            self.form.add(name, own.get("value", ""))
            if kind == "text":
                self.form.texts.append(name)

    def handle_endtag(self, tag: str) -> None:
        self.patterns -= tag == "template"
        if tag == "form":
            self.form = None
        elif tag == "select" and self.form and self.select:
            for value in self.chosen or self.options[:1]:
                self.form.add(self.select, value)
            self.select = ""
        elif tag == "textarea" and self.form and self.area is not None:
            self.form.add(self.area, self.written.removeprefix("\n"))
            self.form.texts.append(self.area)
            self.area = None

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.written += data


def forms_of(html: str, *methods: str) -> list[Form]:
    """Those that are posted, or sent by one of these methods, without their token."""
    reader = _Reader()
    reader.feed(html)
    found = [form for form in reader.forms if form.method in (methods or ("post",))]
    for form in found:
        form.fields.pop(TOKEN, None)
    return found
