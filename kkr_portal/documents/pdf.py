"""HTML → PDF through WeasyPrint, closed in: it reads our own static files and what it is handed, nothing else.

Same input, same bytes: no clock, no random identifiers, fonts from the repository and not from the machine.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

BASE = "static:///"


class RefusedAddress(FatalURLFetchingError):
    """The document asked for something that is neither a static file of ours nor handed to it."""


class ClosedFetcher(URLFetcher):
    """Answers ``static:///path`` from the repository's static files and ``given:///name`` from ``given``."""

    def __init__(self, given: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=("static", "given"))
        self.given = given or {}

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":///")
        if scheme == "given" and name in self.given:
            return URLFetcherResponse(url, self.given[name])
        if scheme == "static" and ".." not in name and (path := finders.find(name)):
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, Path(str(path)).read_bytes(), {"Content-Type": kind})
        raise RefusedAddress(f"A PDF may not read {url[:200]}")


def render(template: str, context: Mapping[str, object], given: Mapping[str, bytes] | None = None) -> bytes:
    """The template as a tagged PDF/UA-1 file.

    ``given`` holds images and the like by name, for ``<img src="given:///name">``.
    Raises RefusedAddress when the HTML asks for anything else.
    """
    return from_html(render_to_string(template, dict(context)), given)


def from_html(html: str, given: Mapping[str, bytes] | None = None) -> bytes:
    """``html`` as a tagged PDF/UA-1 file; see ``render``."""
    document = HTML(string=html, base_url=BASE, url_fetcher=ClosedFetcher(given))
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    return document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier, custom_metadata=False)
