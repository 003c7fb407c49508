"""Live documents: what a room can show as a document, made from its data at any moment.

A room's ``AppConfig.ready`` registers its kinds; nothing here knows a room. A document is complete HTML, and
its state is that HTML's checksum: whatever a reader could see of a change is one, and nothing else is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.db import models

from kkr_portal.documents import pdf

if TYPE_CHECKING:
    from kkr_portal.access.predicates import AnyUser
    from kkr_portal.registry.models import Council

Row = TypeVar("Row", bound=models.Model)
TRIES = 3


class SourceGone(LookupError):
    """What the document was made from is there no longer; the text is Danish and fit to be shown."""


class SourceMoves(Exception):
    """Somebody changes the source again and again while it is read."""


@dataclass(frozen=True)
class Choice:
    """One document that can be attached: ``ref`` names it to its room, ``title`` is its first title."""

    ref: str
    title: str


@dataclass(frozen=True)
class LiveKind:
    """``choices(user, council)``: what this person may attach to an agenda of that KKR, the likeliest first.
    ``html(ref)`` is the whole document and ``url(ref)`` its own page in the portal; both raise SourceGone.
    """

    name: str
    label: str
    choices: Callable[[AnyUser, Council], Iterable[Choice]]
    html: Callable[[str], str]
    url: Callable[[str], str]


@dataclass(frozen=True)
class Made:
    """A document as it is now. ``state`` is the same as long as nobody could see a difference."""

    state: str
    html: str

    def pdf(self) -> bytes:
        return pdf.from_html(self.html)


def row_of(rows: models.QuerySet[Row], ref: str, gone: str) -> Row:
    """The row whose id is ``ref``. Raises SourceGone with ``gone``."""
    row = rows.filter(pk=int(ref)).first() if ref.isdecimal() and len(ref) < 19 else None
    if row is None:
        raise SourceGone(gone)
    return row


_KINDS: dict[str, LiveKind] = {}


def register(kind: LiveKind) -> None:
    _KINDS[kind.name] = kind


def kinds() -> list[LiveKind]:
    """All kinds, by their Danish label."""
    return sorted(_KINDS.values(), key=lambda kind: kind.label)


def kind_named(name: str) -> LiveKind:
    """Raises SourceGone: a kind that no room registers any more has no source either."""
    try:
        return _KINDS[name]
    except KeyError:
        raise SourceGone("Dokumenttypen findes ikke længere i portalen.") from None


def make(name: str, ref: str) -> Made:
    """The document as it is now, whole: read until it is the same twice, so that no half of it is older.

    Raises SourceGone, and SourceMoves when it never came to rest.
    """
    kind = kind_named(name)
    before = kind.html(ref)
    for _ in range(TRIES):
        now = kind.html(ref)
        if now == before:
            return Made(hashlib.sha256(now.encode()).hexdigest(), now)
        before = now
    raise SourceMoves("Dokumentet bliver ændret i dette øjeblik. Prøv igen om lidt.")
