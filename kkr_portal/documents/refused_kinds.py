"""What to tell somebody whose file is of a kind that the portal doesn't take in."""

from __future__ import annotations

import zipfile
from pathlib import PurePath
from typing import Any

from django.core.files.base import File

from kkr_portal.documents.kinds import Kind

ALLOWED = "PDF-filer og billeder (PNG eller JPEG)."
ALLOWED_WITH_OFFICE = (
    "PDF-filer, billeder (PNG eller JPEG) og dokumenter fra Word, Excel, PowerPoint og LibreOffice."
)
LOCKED_OFFICE = (
    "Filen er beskyttet med adgangskode. Fjern adgangskoden, gem filen som PDF, og vedhæft PDF-filen."
)
_OLD_OFFICE = {".doc": "word", ".dot": "word", ".xls": "excel", ".ppt": "powerpoint", ".pps": "powerpoint"}
_PROGRAMS = {
    "word": ("et Word-dokument", "Gem dokumentet som PDF i Word, og vedhæft PDF-filen."),
    "excel": ("et Excel-ark", "Gem arket som PDF i Excel, og vedhæft PDF-filen."),
    "powerpoint": (
        "en PowerPoint-præsentation",
        "Gem præsentationen som PDF i PowerPoint, og vedhæft PDF-filen.",
    ),
    "writer": (
        "et LibreOffice-dokument",
        "Eksportér dokumentet som PDF i LibreOffice, og vedhæft PDF-filen.",
    ),
}
_PROGRAM_OF = {Kind.DOCX: "word", Kind.XLSX: "excel", Kind.PPTX: "powerpoint"}


def save_as_pdf(kind: Kind) -> str:
    """What to do instead with an Office file, in one sentence."""
    return _PROGRAMS[_PROGRAM_OF.get(kind, "writer")][1]


def advice(start: bytes, file: File[Any], *, takes_office: bool) -> str:
    """One or two sentences in Danish: what the file is, judged by its first bytes, and what to do instead.

    ``takes_office``: whether a document from today's Office programs would have been taken in.
    """
    allowed = ALLOWED_WITH_OFFICE if takes_office else ALLOWED
    if start.startswith((b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"#!")):
        return f"Filen er et program og kan ikke vedhæftes. Portalen tager imod {allowed}"
    if start.startswith(b"PK\x03\x04"):
        program = _inside_zip(file)
        if not program:
            return "Filen er en zip-fil. Pak den ud, og vedhæft filerne hver for sig som PDF."
        return _office(program)
    if start.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        suffix = PurePath(file.name or "").suffix.lower()
        if suffix == ".msg":
            return "Filen er en mail fra Outlook. Udskriv mailen til PDF i Outlook, og vedhæft PDF-filen."
        if _is_locked_office(file):
            return LOCKED_OFFICE
        older = " i et ældre format" if takes_office else ""
        return _office(_OLD_OFFICE.get(suffix, "word"), older)
    if start.startswith(b"{\\rtf"):
        return _office("word")
    if (
        start.startswith((b"GIF8", b"II*\x00", b"MM\x00*", b"BM"))
        or start[8:12] == b"WEBP"
        or start[4:8] == b"ftyp"
    ):
        return (
            "Portalen kan ikke læse det billedformat. Gem billedet som PNG eller JPEG, og vedhæft det igen."
        )
    taken = "en PDF, et billede eller et Office-dokument" if takes_office else "en PDF eller et billede"
    return f"Filens indhold er hverken {taken}. Portalen tager imod {allowed}"


def _is_locked_office(file: File[Any]) -> bool:
    """A document with a password is not a zip: its programs keep it in a container that names its content."""
    file.seek(0)
    return "EncryptedPackage".encode("utf-16-le") in file.read()


def _office(program: str, older: str = "") -> str:
    what, do = _PROGRAMS[program]
    return f"Filen er {what}{older}. {do}"


def _inside_zip(file: File[Any]) -> str:
    """Which program wrote the zip, or nothing."""
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return ""
    for folder, program in (("word/", "word"), ("xl/", "excel"), ("ppt/", "powerpoint")):
        if any(name.startswith(folder) for name in names):
            return program
    return "writer" if "content.xml" in names and "META-INF/manifest.xml" in names else ""
