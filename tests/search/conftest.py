"""PDF files that say something, kept in the store."""

import io
from collections.abc import Callable

import pytest
import weasyprint

from kkr_portal.documents.models import StoredFile, store_made
from tests.meetings.conftest import meeting, new_item, section  # noqa: F401


@pytest.fixture
def pdf_saying() -> Callable[..., bytes]:
    """A PDF with a page for each text."""

    def make(*pages: str) -> bytes:
        html = "".join(f'<p style="break-after: page">{page}&nbsp;</p>' for page in pages)
        return weasyprint.HTML(string=f'<meta charset="utf-8">{html}').write_pdf()

    return make


@pytest.fixture
def stored_saying(db, pdf_saying) -> Callable[..., StoredFile]:
    return lambda *pages: store_made(io.BytesIO(pdf_saying(*pages)))
