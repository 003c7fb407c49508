"""Looks into an uploaded Office file before LibreOffice does: which kind it is, and whether it may be opened.

An Office file is a zip. How much it unpacks to is counted by unpacking it, since what it says can be a lie.
"""

from __future__ import annotations

import zipfile
import zlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File

from kkr_portal.documents.kinds import OFFICE, Kind
from kkr_portal.documents.refused_kinds import LOCKED_OFFICE

MOST_PARTS = 10_000  # a presentation of a thousand slides has about half of that
MOST_UNPACKED = 500 * 2**20  # bytes
MOST_LISTED = 2**20  # bytes of the small part that says what the others are
TOO_MUCH_INSIDE = (
    "Filen fylder for meget, når den pakkes ud. Gem den som PDF i det program, den er lavet i, "
    "og vedhæft PDF-filen."
)
MACROS = (
    "Filen er af en type, der kan indeholde makroer, og dem tager portalen ikke imod. "
    "Gem en kopi uden makroer, eller gem den som PDF, og vedhæft den nye fil."
)
UNDECIDED = (
    "Dokumentet har rettelser, som hverken er godkendt eller afvist, så det slettede kunne læses i "
    "PDF-filen. Godkend eller afvis rettelserne, gem dokumentet, og vedhæft det igen."
)
DAMAGED_OFFICE = (
    "Filen er beskadiget eller ufuldstændig. Åbn den i det program, den er lavet i, gem den igen, "
    "og vedhæft den nye fil."
)
# How Word and LibreOffice mark what was written or deleted while changes were tracked.
_TRACKED = (b"<w:ins ", b"<w:del ", b"<w:moveFrom ", b"<text:changed-region")
# Libraries that a document has without any macro in them.
_EMPTY_LIBRARIES = ("script-lc.xml", "script-lb.xml")


def office_kind(file: File[Any]) -> Kind | None:
    """The kind of a zip that is an Office document; None for any other, templates and older formats too.

    Raises ValidationError, with what to do, for one that must not be opened (macros, a password, damage,
    more inside than a document can need) or printed (tracked changes that nobody has decided on).
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            kind = _kind(archive)
            if kind:
                _refuse_dangers(archive)
                _read_all(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError, OverflowError):
        raise ValidationError(DAMAGED_OFFICE, code="damaged") from None
    return kind


def _kind(archive: zipfile.ZipFile) -> Kind | None:
    if len(archive.infolist()) > MOST_PARTS:
        raise ValidationError(TOO_MUCH_INSIDE, code="too_much_inside")
    listed, said = _small(archive, "[Content_Types].xml"), _small(archive, "mimetype")
    if b".macroEnabled." in listed:
        raise ValidationError(MACROS, code="macros")
    for kind in OFFICE:
        media_type = kind.media_type.encode()
        if said == media_type or media_type + b".main+xml" in listed:
            return kind
    return None


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    if name not in archive.NameToInfo:
        return b""
    with archive.open(name) as part:
        return part.read(MOST_LISTED)


def _refuse_dangers(archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if b"encryption-data" in _small(archive, "META-INF/manifest.xml") or "encrypted-package" in names:
        raise ValidationError(LOCKED_OFFICE, code="encrypted")
    if any(_is_macro(name) for name in names):
        raise ValidationError(MACROS, code="macros")


def _is_macro(name: str) -> bool:
    """A part with a program in it, of either family."""
    if name.lower().endswith("vbaproject.bin"):
        return True
    in_library = name.startswith(("Basic/", "Scripts/")) and not name.endswith("/")
    return in_library and not name.endswith(_EMPTY_LIBRARIES)


def _read_all(archive: zipfile.ZipFile) -> None:
    """Every part is unpacked and its checksum compared; it stops as soon as it is too much."""
    left = MOST_UNPACKED
    if sum(part.file_size for part in archive.infolist()) > left:
        raise ValidationError(TOO_MUCH_INSIDE, code="too_much_inside")
    for part in archive.infolist():
        end = b""  # of the block before: a mark may stand across two
        with archive.open(part) as opened:
            while block := opened.read(2**20):
                left -= len(block)
                if left < 0:
                    raise ValidationError(TOO_MUCH_INSIDE, code="too_much_inside")
                if part.filename.endswith(".xml") and any(mark in end + block for mark in _TRACKED):
                    raise ValidationError(UNDECIDED, code="tracked_changes")
                end = block[-30:]
