"""HTML → PDF through WeasyPrint, closed in: it reads our own static files and what it is handed.

Same input, same bytes: no clock, no random identifiers, fonts from the repository and not from the machine.
"""

from __future__ import annotations

import hashlib
import mimetypes
import os
import posixpath
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from PIL import ImageFile

# fontconfig reads this when WeasyPrint makes its font map: only the vendored fonts exist for it.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("fonts.conf"))

from weasyprint import HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from kkr_portal.documents import tags

# WeasyPrint lets Pillow fill in what is missing of a cut-off image, in the whole process; uploads must not.
ImageFile.LOAD_TRUNCATED_IMAGES = False

FONT_FOLDER = Path(__file__).resolve().parents[2] / "static/vendor/ibm-plex-sans-3.2"
BASE = "static:///"
# Signs that come with text pasted from Word and that the font lacks, with their nearest kin in it.
KIN = str.maketrans(
    {
        "\N{HYPHEN}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{FIGURE DASH}": "–",
        "\N{HORIZONTAL BAR}": "—",
        "\N{BLACK CIRCLE}": "•",
        "\N{WHITE BULLET}": "•",
        "\N{BLACK SMALL SQUARE}": "•",
        "\N{NARROW NO-BREAK SPACE}": "\N{NO-BREAK SPACE}",
        "\N{THIN SPACE}": " ",
        "\N{ZERO WIDTH SPACE}": "",
        "\N{DEGREE CELSIUS}": "°C",
    }
)


class RefusedAddress(Exception):
    """The document asked for something that is neither a static file of ours nor handed to it."""


class _Stop(FatalURLFetchingError):
    """Stops WeasyPrint, which goes on after an ordinary error; never leaves this module."""


class ClosedFetcher(URLFetcher):
    """Answers ``static:///path`` from the repository's static files and ``given:///name`` from ``given``."""

    def __init__(self, given: Mapping[str, bytes | Path] | None = None) -> None:
        super().__init__(allowed_protocols=("static", "given"))
        self.given = given or {}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        parts = urlsplit(url)
        name = unquote(parts.path).removeprefix("/")
        if parts.scheme == "given" and name in self.given:
            content = self.given[name]
            return URLFetcherResponse(url, content.read_bytes() if isinstance(content, Path) else content)
        plain = name == posixpath.normpath(name) and not name.startswith(("/", ".."))
        if parts.scheme == "static" and not parts.netloc and plain and (path := finders.find(name)):
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, Path(str(path)).read_bytes(), {"Content-Type": kind})
        self.refused.append(url[:200])
        raise _Stop


def render(
    template: str, context: Mapping[str, object], given: Mapping[str, bytes | Path] | None = None
) -> bytes:
    """The template as a tagged PDF/UA-1 file.

    ``given`` holds images and the like by name, for ``<img src="given:///name">``.
    Raises RefusedAddress when the HTML asks for anything else.
    """
    return from_html(html_of(template, context), given)


def html_of(template: str, context: Mapping[str, object]) -> str:
    """The template as the whole HTML that ``from_html`` takes."""
    return render_to_string(template, dict(context))


def from_html(html: str, given: Mapping[str, bytes | Path] | None = None) -> bytes:
    """``html`` as a tagged PDF/UA-1 file; see ``render``."""
    return write(lay_out(html, given), html)


def lay_out(html: str, given: Mapping[str, bytes | Path] | None = None) -> Document:
    """``html`` laid out on pages, before it is written; see ``render``."""
    fetcher = ClosedFetcher(given)
    page = HTML(string=html.translate(KIN), base_url=BASE, url_fetcher=fetcher)
    with _refusing(fetcher):
        return page.render(font_config=FontConfiguration(), pdf_variant="pdf/ua-1")


def write(document: Document, html: str) -> bytes:
    """The PDF file of a document that was laid out from ``html``, which also gives it its identifier."""
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    with _refusing(document.url_fetcher):
        return document.write_pdf(
            finisher=tags.mend, pdf_variant="pdf/ua-1", pdf_identifier=identifier, custom_metadata=False
        )


@contextmanager
def _refusing(fetcher: ClosedFetcher) -> Iterator[None]:
    """Raises RefusedAddress where the fetcher refused, also where WeasyPrint went on (inside an SVG)."""
    with suppress(_Stop):
        yield
    if fetcher.refused:
        raise RefusedAddress(f"A PDF may not read {', '.join(fetcher.refused)}")
