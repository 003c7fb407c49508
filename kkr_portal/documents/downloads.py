"""Sends a file to a browser. Who may have it is decided before, by the caller."""

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from kkr_portal.documents.kinds import Kind
from kkr_portal.documents.models import StoredFile

# A browser's own PDF reader counts as an embedded object, and not every one starts in a sandbox;
# a PDF runs nothing in the portal's name.
_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_PDF_POLICY = f"{_POLICY}; object-src 'self'; style-src 'unsafe-inline'"
_SANDBOX = f"{_POLICY}; sandbox"


def file_response(stored: StoredFile, name: str, *, inline: bool) -> FileResponse:
    """The content under ``name``, to be shown (``inline``) or saved. Raises MissingFile.

    The browser is told the kind that was found by content, not to guess another, and to run nothing.
    """
    response = FileResponse(
        stored.open(), as_attachment=not inline, filename=name, content_type=stored.media_type
    )
    shown_by_reader = inline and stored.kind == Kind.PDF
    response["Content-Security-Policy"] = _PDF_POLICY if shown_by_reader else _SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def pdf_response(content: bytes, name: str) -> HttpResponse:
    """A print that is made at the moment, shown in the browser; ``name`` with or without its .pdf."""
    response = HttpResponse(content, content_type="application/pdf")
    file_name = f"{name.removesuffix('.pdf')}.pdf"
    response["Content-Disposition"] = content_disposition_header(False, file_name) or "inline"
    response["Cache-Control"] = "private, no-store"
    return response
