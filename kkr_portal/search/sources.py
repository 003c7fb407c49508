"""What can be searched: each room registers its sources; the search knows no room.

A source gives the rows that this user may see *now*, so a hit never shows what is closed, whatever it was
when it was written. A room's ``AppConfig.ready`` calls ``register``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import models

from kkr_portal.access.predicates import AnyUser


@dataclass(frozen=True)
class Hit:
    """``place`` says where it stands, in Danish; ``text`` is what the excerpt is taken from."""

    title: str
    place: str
    url: str


@dataclass(frozen=True)
class Source:
    """One kind of thing.

    ``rows(user)``: what the user may see, in any order, with what ``hit`` needs. ``vector``: the words, as a
    SearchVector with the Danish configuration or the name of a stored column of such. ``text``: the fields
    the excerpt is taken from. ``exact``: fields in which a number is found as it is written. ``council`` and
    ``year``: the ways to the council's id and to a year or a date. ``numbered(user, text)``: rows that *are*
    called by this number, such as «3.4».
    """

    kind: str
    label: str
    rows: Callable[[AnyUser], models.QuerySet[Any]]
    vector: SearchVector | str
    text: Sequence[str]
    hit: Callable[[Any], Hit]
    exact: Sequence[str] = ()
    council: str = ""
    year: str = ""
    numbered: Callable[[AnyUser, str], models.QuerySet[Any]] | None = None
    order: Sequence[str] = field(default=("-pk",))


_SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    _SOURCES[source.kind] = source


def sources() -> list[Source]:
    return list(_SOURCES.values())
