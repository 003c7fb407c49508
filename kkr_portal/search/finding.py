"""Finds: Danish stems in the words, numbers and names as they are written, the best first.

What is typed is read as by PostgreSQL's websearch_to_tsquery: "in quotes", or, -without. Nothing of it is SQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import BooleanField, Case, F, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, Concat
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kkr_portal.access.predicates import AnyUser
from kkr_portal.search.sources import Hit, Source, sources

CONFIG = "danish"
LONGEST = 200  # characters of a question
SHOWN, PER_PAGE = 5, 25
HAS_DIGIT = re.compile(r"[^\s\"]*\d[^\s\"]*")
NUMBER = re.compile(r"\d{1,3}\.\d{1,3}")
OPEN, CLOSE = "\ue000", "\ue001"  # stand where <mark> will; no text has them


@dataclass(frozen=True)
class Asked:
    """A question to the search. ``kind``, ``council_id`` and ``year`` narrow it; ``cut`` says it was too long."""

    text: str
    kind: str = ""
    council_id: int | None = None
    year: int | None = None
    cut: bool = False


@dataclass(frozen=True)
class Found:
    hit: Hit
    excerpt: SafeString


@dataclass(frozen=True)
class Group:
    """The hits of one kind: how many there are, and those that are shown."""

    source: Source
    total: int
    found: list[Found]


def asked(text: str, **narrowed: Any) -> Asked:
    """The question as it will be asked: without control characters, and no longer than anybody types."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return Asked(clean[:LONGEST], cut=len(clean) > LONGEST, **narrowed)


def search(user: AnyUser, question: Asked, *, page: int = 1) -> list[Group]:
    """The kinds that have hits, each with its first; with ``kind``, that one's ``page`` alone (from 1)."""
    if not question.text:
        return []
    groups = []
    for source in sources():
        if question.kind and source.kind != question.kind:
            continue
        rows = _matching(source, user, question)
        total = rows.count()
        if total:
            first = (page - 1) * PER_PAGE if question.kind else 0
            size = PER_PAGE if question.kind else SHOWN
            groups.append(Group(source, total, list(_shown(source, rows, question, first, size))))
    return groups


def _matching(source: Source, user: AnyUser, question: Asked) -> QuerySet[Any]:
    query = SearchQuery(question.text, config=CONFIG, search_type="websearch")
    stored = isinstance(source.vector, str)
    rows = source.rows(user)
    if stored:
        matches = Q(**{str(source.vector): query})
    else:
        rows = rows.annotate(search_vector=source.vector)
        matches = Q(search_vector=query)
    for number in HAS_DIGIT.findall(question.text):
        for field in source.exact:
            matches |= Q(**{f"{field}__icontains": number})
    if source.numbered and NUMBER.fullmatch(question.text):
        matches |= Q(pk__in=source.numbered(user, question.text).values("pk"))
    rows = rows.filter(matches)
    if question.council_id:
        rows = rows.filter(**{source.council: question.council_id}) if source.council else rows.none()
    if question.year:
        rows = rows.filter(**{source.year: question.year}) if source.year else rows.none()
    return rows


def _shown(
    source: Source, rows: QuerySet[Any], question: Asked, first: int, size: int
) -> Iterator[Found]:
    """The rows from ``first`` on, what has the question as it is written before what has its stems."""
    query = SearchQuery(question.text, config=CONFIG, search_type="websearch")
    vector = F(source.vector) if isinstance(source.vector, str) else F("search_vector")
    words = _words(source.text)
    as_written = Q(search_words__icontains=question.text.strip('"'))
    ranked = rows.annotate(
        search_words=words,
        search_as_written=Case(When(as_written, then=True), default=False, output_field=BooleanField()),
        search_rank=SearchRank(vector, query),
        search_excerpt=SearchHeadline(  # made of the rows that are shown alone: PostgreSQL sorts before
            words, query, config=CONFIG, start_sel=OPEN, stop_sel=CLOSE, max_words=35, min_words=18
        ),
    ).order_by("-search_as_written", "-search_rank", *source.order)
    for row in ranked[first : first + size]:
        yield Found(source.hit(row), marked(row.search_excerpt))


def _words(fields: Sequence[str]) -> Any:
    parts: list[Any] = []
    for name in fields:
        parts += [Coalesce(F(name), Value("")), Value("\n")]
    return Concat(*parts, output_field=TextField())


def marked(excerpt: str) -> SafeString:
    """The excerpt as HTML, with <mark> around the words that were found."""
    safe = escape(" ".join(excerpt.split()))
    return mark_safe(safe.replace(OPEN, "<mark>").replace(CLOSE, "</mark>"))  # noqa: S308 – escaped above
