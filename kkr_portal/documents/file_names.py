"""File names as they come from other people's machines, made safe to show and to download."""

import re
import unicodedata
from pathlib import PurePosixPath

from kkr_portal.documents.kinds import OFFICE, Kind

LONGEST = 150  # characters, extension included
_SUFFIX = re.compile(rf"\.(pdf|png|jpe?g|{'|'.join(OFFICE)})$", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*]')  # Windows refuses these in a name


def clean_file_name(name: str, kind: Kind) -> str:
    """The bare name without folders and control characters, at most 150 characters, ending as ``kind``."""
    bare = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    # Cc and Cf: control characters, and the invisible ones that turn "fdp.exe" around.
    shown = re.sub(r"\s+", " ", bare)
    shown = "".join(char for char in shown if unicodedata.category(char) not in ("Cc", "Cf"))
    stem, suffix = _SUFFIX.sub("", shown), kind.suffix
    if kind is Kind.JPEG and (found := _SUFFIX.search(shown)) and found[1].lower() == "jpeg":
        suffix = ".jpeg"
    stem = _FORBIDDEN.sub("-", stem).strip(" .")
    return (stem[: LONGEST - len(suffix)].rstrip(" .") or "fil") + suffix
