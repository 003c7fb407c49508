"""Finds: Danish stems in the words, numbers and names as they are written, the best first.

What is typed is read as by PostgreSQL's websearch_to_tsquery: "in quotes", or, -without. Nothing of it is
SQL. Each stream is asked at most three times, however much it holds: which of what matches are the newest;
how well those match; and the excerpts of the few that are shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank
from django.db.models import BooleanField, Case, F, Q, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kkr_portal.access.predicates import AnyUser
from kkr_portal.search.sources import CONFIG, Hit, Rows, Source, Stream, sources

LONGEST = 200  # characters of a question
SHOWN, PER_PAGE = 5, 25
# Of each kind the newest that match: nobody reads further, ranking reads the whole text, and to count twenty
# years takes longer than to find in them.
RANKED = 200
BEARS_DIGITS = re.compile(r"(?=[^\s\"]*\d)[^\s\"]{4,}")  # shorter ones are a part of every number
NUMBER = re.compile(r"\d{1,3}\.\d{1,3}")
OPEN, CLOSE = "\ue000", "\ue001"  # stand where <mark> will; no text has them
MARKDOWN = re.compile(r"\]\([^)\s]*\)|[*#|\\\[\]]+|-{3,}|^>|(?<=\s)>(?=\s)")


@dataclass(frozen=True)
class Asked:
    """A question. ``kind``, ``council_id`` and ``year`` narrow it; ``cut`` says it was too long."""

    text: str
    kind: str = ""
    council_id: int | None = None
    year: int | None = None
    cut: bool = False

    @property
    def query(self) -> SearchQuery:
        return SearchQuery(self.text, config=CONFIG, search_type="websearch")

    @property
    def as_written(self) -> str:
        return self.text.strip('"')


@dataclass(frozen=True)
class Found:
    hit: Hit
    excerpt: SafeString


@dataclass(frozen=True)
class Group:
    """The hits of one kind: how many there are (with ``more`` there are more, not counted), how many of them
    can be paged through, and those shown."""

    source: Source
    total: int
    more: bool
    reachable: int
    found: list[Found]

    @property
    def is_cut(self) -> bool:
        """Whether some hits can't be reached by paging."""
        return self.more or self.total > self.reachable


def asked(text: str, **narrowed: Any) -> Asked:
    """The question as it will be asked: without control characters, and no longer than anybody types."""
    clean = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return Asked(clean[:LONGEST].strip(), cut=len(clean) > LONGEST, **narrowed)


def search(user: AnyUser, question: Asked, *, page: int = 1) -> list[Group]:
    """The kinds that have hits, each with its first; with ``kind``, that one's ``page`` alone (from 1)."""
    if not question.text:
        return []
    first = (page - 1) * PER_PAGE if question.kind else 0
    size = PER_PAGE if question.kind else SHOWN
    asked_of = [one for one in sources() if question.kind in ("", one.kind)]
    groups = [_group(source, user, question, first, size) for source in asked_of]
    return [group for group in groups if group.total]


def _group(source: Source, user: AnyUser, question: Asked, first: int, size: int) -> Group:
    seen = [_seen(stream, user, question.council_id) for stream in source.streams]
    total, more, ranked = 0, False, []
    for number, (stream, rows) in enumerate(zip(source.streams, seen, strict=True)):
        if rows is None:
            continue
        matching = _matching(stream, rows, question)
        newest = matching.order_by(f"-{stream.ways.date}", "-pk").values_list(*stream.key)
        if keys := list(newest[: RANKED + 1]):
            total += min(len(keys), RANKED)
            more |= len(keys) > RANKED
            ranked += [(*key, number) for key in _ranked(stream, matching, question, keys[:RANKED])]
    ranked.sort(key=lambda one: one[0], reverse=True)
    ranked = ranked[:RANKED]
    shown = ranked[first : first + size]
    found: dict[tuple[int, Any], Found] = {}
    for number, (stream, rows) in enumerate(zip(source.streams, seen, strict=True)):
        keys = [key for _, key, of in shown if of == number]
        if rows is not None and keys:
            found |= {(number, key): one for key, one in _told(stream, rows, question, keys)}
    return Group(
        source, total, more, len(ranked), [found[of, key] for _, key, of in shown if (of, key) in found]
    )


def _seen(stream: Stream, user: AnyUser, council_id: int | None) -> Rows | None:
    """What this user finds in this stream; None where that is nothing, and need not be asked."""
    left_out = stream.not_of(user)
    if left_out is None or council_id in left_out:
        return None
    rows = stream.rows(user)
    if left_out:
        rows = rows.exclude(**{f"{stream.ways.council}__in": left_out})
    return None if rows.query.is_empty() else rows


def _vector(stream: Stream, rows: Rows) -> Rows:
    vector = F(stream.vector) if isinstance(stream.vector, str) else stream.vector
    return rows.alias(search_vector=vector)


def _matching(stream: Stream, rows: Rows, question: Asked) -> Rows:
    # By its own name where it is a column, so that its index is used.
    stored = isinstance(stream.vector, str)
    rows = rows if stored else _vector(stream, rows)
    matches = Q(**{str(stream.vector) if stored else "search_vector": question.query})
    rows = rows.filter(matches | _exactly(stream, question))
    for path, value in ((stream.ways.council, question.council_id), (stream.ways.year, question.year)):
        if value:
            rows = rows.filter(**{path: value}) if path else rows.none()
    return rows


def _exactly(stream: Stream, question: Asked) -> Q:
    """The rows that bear the number that is asked for; of several numbers, any."""
    found = Q()
    for number in BEARS_DIGITS.findall(question.text):
        for field in stream.exact:
            found |= Q(**{f"{field}__icontains": number})
    if stream.numbered and NUMBER.fullmatch(question.text):
        found |= Q(pk__in=stream.numbered(question.text).values("pk"))
    return found


def _ranked(
    stream: Stream, matching: Rows, question: Asked, keys: list[tuple[Any, ...]]
) -> Iterable[tuple[Any, tuple[Any, ...]]]:
    """(how good, key): what bears the number, then what has the question as it is written, then its stems."""
    written = Q()
    for field in stream.text:
        written |= Q(**{f"{field}__icontains": question.as_written})
    exactly = _exactly(stream, question)
    rows = _of_keys(stream, _vector(stream, matching), keys).values_list(
        _yes(exactly) if exactly else Value(False),
        _yes(written),
        SearchRank(F("search_vector"), question.query),
        *stream.key,
    )
    newest = {key: place for place, key in enumerate(keys)}
    for exact, as_written, rank, *key in rows.order_by():
        if (place := newest.get(tuple(key))) is not None:
            yield (exact, as_written, rank, -place), tuple(key)


def _of_keys(stream: Stream, rows: Rows, keys: list[tuple[Any, ...]]) -> Rows:
    columns = zip(*keys, strict=True)
    return rows.filter(
        **{f"{name}__in": list(column) for name, column in zip(stream.key, columns, strict=True)}
    )


def _told(
    stream: Stream, rows: Rows, question: Asked, keys: list[tuple[Any, ...]]
) -> Iterable[tuple[tuple[Any, ...], Found]]:
    """The rows as hits with their excerpts: asked for once more, by those rights that hold now."""
    text: list[Any] = []
    for name in stream.text:
        text += [Cast(Coalesce(F(name), Value("")), TextField()), Value("\n")]
    rows = _of_keys(stream, rows, keys).annotate(
        search_excerpt=SearchHeadline(
            Concat(*text, output_field=TextField()), question.query,
            config=CONFIG, start_sel=OPEN, stop_sel=CLOSE, max_words=35, min_words=18,
        ),
        **{f"search_key_{number}": F(name) for number, name in enumerate(stream.key)},
    )  # fmt: skip
    for row in rows:
        key = tuple(getattr(row, f"search_key_{number}") for number in range(len(stream.key)))
        if key in keys:
            yield key, Found(stream.hit(row), marked(row.search_excerpt))


def _yes(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def marked(excerpt: str) -> SafeString:
    """The excerpt as HTML, with <mark> around the words that were found, and without Markdown's marks."""
    safe = escape(" ".join(MARKDOWN.sub(" ", excerpt).split()))
    return mark_safe(safe.replace(CLOSE + OPEN, "").replace(OPEN, "<mark>").replace(CLOSE, "</mark>"))  # noqa: S308 – escaped above
