"""The kinds of file that the portal takes in, known by their content and never by their name."""

from django.db import models


class Kind(models.TextChoices):
    PDF = "pdf", "PDF"
    PNG = "png", "PNG-billede"
    JPEG = "jpeg", "JPEG-billede"
    DOCX = "docx", "Word-dokument"
    XLSX = "xlsx", "Excel-ark"
    PPTX = "pptx", "PowerPoint-præsentation"
    ODT = "odt", "OpenDocument-tekst"
    ODS = "ods", "OpenDocument-regneark"
    ODP = "odp", "OpenDocument-præsentation"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]

    @property
    def suffix(self) -> str:
        return ".jpg" if self is Kind.JPEG else f".{self.value}"

    @property
    def is_office(self) -> bool:
        """Read and printed as the PDF that is made of it (``conversion``)."""
        return self not in (Kind.PDF, Kind.PNG, Kind.JPEG)


_MICROSOFT = "application/vnd.openxmlformats-officedocument"
_OASIS = "application/vnd.oasis.opendocument"
_MEDIA_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.DOCX: f"{_MICROSOFT}.wordprocessingml.document",
    Kind.XLSX: f"{_MICROSOFT}.spreadsheetml.sheet",
    Kind.PPTX: f"{_MICROSOFT}.presentationml.presentation",
    Kind.ODT: f"{_OASIS}.text",
    Kind.ODS: f"{_OASIS}.spreadsheet",
    Kind.ODP: f"{_OASIS}.presentation",
}
OFFICE = [kind for kind in Kind if kind.is_office]
