"""What can be searched: each room registers its sources; the search knows no room.

A stream gives the rows that this user may see *now*, so a hit never shows what is closed, whatever it was
when it was written. A room's ``AppConfig.ready`` calls ``register``, and ``register_files`` for the files
whose text its streams ask for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

from kkr_portal.access.predicates import AnyUser

CONFIG = "danish"
Rows = models.QuerySet[Any]


@dataclass(frozen=True)
class Hit:
    """``place`` says where it stands, in Danish."""

    title: str
    place: str
    url: str


@dataclass(frozen=True)
class Ways:
    """The ways to a row's council (its id), to its year, and to what says how new it is."""

    council: str = ""
    year: str = ""
    date: str = "pk"


@dataclass(frozen=True)
class Stream:
    """Rows of one table that are searched.

    ``rows(user)``: what the user may see, with what ``hit`` needs. ``vector``: the words, as an expression
    (``words``) or the name of a stored column. ``text``: the fields that the excerpt is taken from, and in
    which the question is looked for as it is written. ``exact``: fields in which a number is found, also a
    part of it.
    ``numbered(text)``: the rows that *are* called by this number, such as «3.4»; rights are not asked here.
    ``key``: what tells one hit from another. ``not_of(user)``: the councils whose rows this user finds in
    another stream, and not here; None for all councils.
    """

    rows: Callable[[AnyUser], Rows]
    vector: SearchVector | str
    text: Sequence[str]
    hit: Callable[[Any], Hit]
    ways: Ways = Ways()
    exact: Sequence[str] = ()
    numbered: Callable[[str], Rows] | None = None
    key: tuple[str, ...] = ("pk",)
    not_of: Callable[[AnyUser], frozenset[int] | None] = lambda user: frozenset()


@dataclass(frozen=True)
class Source:
    """One kind of thing, as the page names it."""

    kind: str
    label: str
    streams: Sequence[Stream]
    place: int = 50  # among the kinds


_SOURCES: dict[str, Source] = {}
_FILES: list[Callable[[], Rows]] = []


def register(source: Source) -> None:
    _SOURCES[source.kind] = source


def register_files(ids: Callable[[], Rows]) -> None:
    """``ids`` gives the ids of stored files, as a ``values`` query of one column."""
    if ids not in _FILES:
        _FILES.append(ids)


def sources() -> list[Source]:
    """In the order in which the page shows them."""
    return sorted(_SOURCES.values(), key=lambda one: one.place)


def searched_files() -> Q:
    """The stored files whose text is searched."""
    found = Q(pk__in=[])
    for ids in _FILES:
        found |= Q(pk__in=ids())
    return found


def words(*fields: str) -> SearchVector:
    """The Danish stems of these fields; the same expression makes an index of a table."""
    return SearchVector(*fields, config=CONFIG)


def page_by_page(
    rows: Callable[[AnyUser], Rows], hit: Callable[[Any], Hit], ways: Ways, file: str = "file", **more: Any
) -> Stream:
    """The same rows, each once for each page of its ``file`` that has words on it, with ``page_number``."""
    return Stream(
        lambda user: _with_pages(rows(user), file),
        "page_vector",
        ["page_text"],
        hit,
        ways,
        key=("pk", "page_pk"),
        **more,
    )


def _with_pages(rows: Rows, file: str) -> Rows:
    # The names keep to one join; the way to the pages, asked for again in a filter, would be another.
    page = f"{file}__text__pages"
    rows = rows.annotate(page_pk=F(f"{page}__pk"), page_number=F(f"{page}__number"))
    return rows.alias(page_text=F(f"{page}__text"), page_vector=F(f"{page}__vector"))
