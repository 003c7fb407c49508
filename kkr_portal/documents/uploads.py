"""Checks an uploaded file by its content before anything of it is kept, and says in Danish what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pikepdf
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from PIL import Image

from kkr_portal.documents import unpacked
from kkr_portal.documents.file_names import clean_file_name
from kkr_portal.documents.kinds import OFFICE, Kind
from kkr_portal.documents.office_files import office_kind
from kkr_portal.documents.refused_kinds import ALLOWED, ALLOWED_WITH_OFFICE, advice

DAMAGED_PDF = (
    "PDF-filen er beskadiget eller ufuldstændig. Åbn den i det program, den er lavet i, "
    "gem den som PDF igen, og vedhæft den nye fil."
)
DAMAGED_IMAGE = (
    "Billedet er beskadiget eller ufuldstændigt. Gem det igen som PNG eller JPEG, og vedhæft det nye billede."
)
TOO_MUCH_INSIDE = (
    "PDF-filen fylder for meget, når den pakkes ud. Gem den igen med mindre billeder, fx med «Gem med mindre "
    "størrelse», eller del den op, og vedhæft de nye filer."
)
PROTECTED = (
    "Filen er beskyttet med adgangskode eller mod ændringer. Gem en kopi uden beskyttelse, og vedhæft kopien."
)


@dataclass(frozen=True)
class CheckedUpload:
    """A file that may be stored: ``size`` in bytes, ``name`` made safe.

    ``pages`` is 1 for an image, and 0 for an Office file, which has pages once it is a PDF.
    """

    file: File[Any]
    name: str
    kind: Kind
    pages: int
    size: int


def check_upload(file: File[Any], *, takes_office: bool = False) -> CheckedUpload:
    """Reads the whole of ``file``; raises ValidationError, with what to do, unless a packet can take it.

    ``takes_office``: also what can be made a PDF that a packet can take (``conversion``).
    """
    size = file.size or 0
    if not size:
        raise ValidationError("Filen er tom.", code="empty")
    if size > settings.UPLOAD_MAX_BYTES:
        raise ValidationError(
            f"Filen fylder {_megabytes(size)} MB. Den må højst fylde "
            f"{_megabytes(settings.UPLOAD_MAX_BYTES)} MB.",
            code="too_large",
        )
    file.seek(0)
    start = file.read(64 * 1024)
    kind, count = _reader(start, file, takes_office)
    file.seek(0)
    try:
        pages = count(file)
    finally:
        file.seek(0)
    return CheckedUpload(file, clean_file_name(file.name or "", kind), kind, pages, size)


def _reader(start: bytes, file: File[Any], takes_office: bool) -> tuple[Kind, Callable[[File[Any]], int]]:
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"%PDF-"):
        return Kind.PDF, _count_pdf
    if start.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG, _count_image
    if start.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG, _count_image
    if takes_office and start.startswith(b"PK\x03\x04") and (kind := office_kind(file)):
        return kind, lambda _: 0
    raise ValidationError(advice(start, file, takes_office=takes_office), code="kind")


def _count_pdf(file: File[Any]) -> int:
    """The number of pages of a PDF whose every object and page can be decoded."""
    try:
        unpacked.count(file.read())
        file.seek(0)
        # No repair: a file that needs it is shown differently by different readers, or has lost its end.
        with pikepdf.open(file, attempt_recovery=False) as pdf:  # type: ignore[arg-type]
            if pdf.is_encrypted:
                raise ValidationError(PROTECTED, code="encrypted")
            pages = len(pdf.pages)
            if not pages:
                raise ValidationError("PDF-filen har ingen sider.", code="no_pages")
            if pages > settings.UPLOAD_MAX_PAGES:
                raise ValidationError(
                    f"Filen har {_number(pages)} sider. Den må højst have "
                    f"{_number(settings.UPLOAD_MAX_PAGES)} sider.",
                    code="too_many_pages",
                )
            if "/Collection" in pdf.Root:
                raise ValidationError(
                    "Filen er en PDF-portefølje, hvor dokumenterne ligger inde i filen. "
                    "Gem dem som almindelige PDF-filer, og vedhæft dem hver for sig.",
                    code="portfolio",
                )
            if pdf.Root.get("/NeedsRendering"):
                raise ValidationError(
                    "Filen er en formular, som kun Adobe Reader kan vise. Åbn den der, udskriv den til PDF, "
                    "og vedhæft den nye fil.",
                    code="dynamic_form",
                )
            unpacked.refuse_older_packing(pdf)
            if pdf.check_pdf_syntax():
                raise ValidationError(DAMAGED_PDF, code="damaged")
            return pages
    except unpacked.TooMuch:
        raise ValidationError(TOO_MUCH_INSIDE, code="too_much_inside") from None
    except pikepdf.PasswordError:
        raise ValidationError(PROTECTED, code="encrypted") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, KeyError):
        raise ValidationError(DAMAGED_PDF, code="damaged") from None


def _count_image(file: File[Any]) -> int:
    try:
        with Image.open(file, formats=("PNG", "JPEG")) as image:
            if image.width * image.height > settings.UPLOAD_MAX_PIXELS:
                raise _too_many_pixels()
            image.load()
    except Image.DecompressionBombError:
        raise _too_many_pixels() from None
    except (OSError, SyntaxError, ValueError, IndexError, TypeError):
        raise ValidationError(DAMAGED_IMAGE, code="damaged") from None
    return 1


def _too_many_pixels() -> ValidationError:
    most = settings.UPLOAD_MAX_PIXELS // 1_000_000
    return ValidationError(
        f"Billedet har for mange billedpunkter. Det må højst have {most} millioner. "
        "Gem det i en mindre størrelse.",
        code="too_many_pixels",
    )


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}".removesuffix(".0").replace(".", ",")


def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def accepted(*, takes_office: bool) -> str:
    """The endings of file names that a browser offers to choose among."""
    endings = [".pdf", ".png", ".jpg", ".jpeg", *(kind.suffix for kind in OFFICE if takes_office)]
    return ",".join(endings)


class UploadField(forms.FileField):
    """A file field whose cleaned value is a ``CheckedUpload``. ``takes_office``: see ``check_upload``."""

    default_error_messages = {
        "required": "Vælg en fil.",
        "invalid": "Filen blev ikke sendt. Vælg den igen.",
        "missing": "Filen blev ikke sendt. Vælg den igen.",
        "empty": "Filen er tom.",
    }

    def __init__(self, *, takes_office: bool = False, **kwargs: Any) -> None:
        self.takes_office = takes_office
        allowed = ALLOWED_WITH_OFFICE if takes_office else ALLOWED
        kwargs.setdefault("label", "Fil")
        kwargs.setdefault("help_text", f"{allowed} Højst {_megabytes(settings.UPLOAD_MAX_BYTES)} MB.")
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": accepted(takes_office=self.takes_office)}

    def to_python(self, data: Any) -> CheckedUpload | None:  # type: ignore[override]
        file = super().to_python(data)
        return check_upload(file, takes_office=self.takes_office) if file else None
