"""The bars of a timeline of seats: who sat where, from when until when, and where nobody did.

Rows are seats (or, for one person, the boards), bars are tenures. The part of a bar after the appointment
ran out is drawn apart (carried over), and a seat without anybody is an empty frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from boards.drawing.axis import Axis, Tick, fitting

ROW, BAR, HEAD = 34, 22, 30  # units of the drawing
A_YEAR_LEAST, A_YEAR_MOST, WIDTH = 34, 150, 860
LABELS, NARROW = 240, 106


class Kind(Enum):
    SITS = "sits"
    CARRIES_OVER = "carries_over"
    VACANT = "vacant"


@dataclass(frozen=True)
class Span:
    """Drawn in a row: from ``first`` up to (not including) ``last``. ``anchor``: its row in the table."""

    kind: Kind
    first: date
    last: date
    text: str
    label: str  # what is said of it to whoever can't see it
    anchor: str = ""


@dataclass(frozen=True)
class Row:
    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Bar:
    kind: str
    x: int
    y: int
    width: int
    height: int
    text: str
    text_y: int
    label: str
    anchor: str


@dataclass(frozen=True)
class Text:
    text: str
    y: int


@dataclass(frozen=True)
class Line:
    """``two_lines``: the name for a narrow column."""

    name: str
    full_name: str
    y: int
    text_y: int
    bars: tuple[Bar, ...]
    two_lines: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """``left`` is the width of the column of names: 0 where the names are a drawing of their own."""

    width: int
    height: int
    left: int
    top: int
    bottom: int
    ticks: tuple[Tick, ...]
    terms: tuple[int, ...]
    lines: tuple[Line, ...]
    today: int | None
    labels: int = LABELS
    narrow: int = NARROW


def drawn(
    rows: Sequence[Row],
    *,
    first: date,
    last: date,
    today: date,
    terms: Sequence[date] = (),
    left: int = 0,
    width: int | None = None,
) -> Drawing:
    """``terms``: the days on which a new term began. ``width`` is that of the days; else by their number."""
    years = max((last - first).days, 1) / 365
    span = width or round(min(max(WIDTH, A_YEAR_LEAST * years), max(A_YEAR_MOST * years, 320)))
    axis = Axis(first, last, left, left + span)
    bottom = HEAD + ROW * len(rows)
    return Drawing(
        width=left + span + 2,
        height=bottom + 8,
        left=left,
        top=HEAD,
        bottom=bottom,
        ticks=tuple(axis.ticks()),
        terms=tuple(axis.x(day) for day in terms if axis.holds(day)),
        lines=tuple(_line(row, HEAD + ROW * number, axis) for number, row in enumerate(rows)),
        today=axis.x(today) if axis.holds(today) else None,
    )


def _line(row: Row, y: int, axis: Axis) -> Line:
    bars = [_bar(one, y, axis) for one in row.spans if one.last > axis.first and one.first < axis.last]
    halves = two_lines(row.name)
    first = y + (ROW // 2 + 4 if len(halves) == 1 else 14)
    narrow = tuple(Text(text, first + 13 * number) for number, text in enumerate(halves))
    return Line(fitting(row.name, LABELS - 8), row.name, y, y + ROW // 2 + 5, tuple(bars), narrow)


def two_lines(name: str, longest: int = 17) -> tuple[str, ...]:
    """A name on one line, or on two: between words, else with a hyphen; what is still too long is cut."""
    if len(name) <= longest:
        return (name,)
    space = name.rfind(" ", 0, longest + 1)
    head, tail = (
        (name[:space], name[space + 1 :]) if space > 0 else (f"{name[: longest - 1]}-", name[longest - 1 :])
    )
    return head, tail if len(tail) <= longest else f"{tail[: longest - 1]}…"


def _bar(span: Span, y: int, axis: Axis) -> Bar:
    x = axis.x(span.first)
    width = max(axis.x(span.last) - x - 1, 3)  # a day is still seen, and neighbours do not touch
    top = y + (ROW - BAR) // 2
    return Bar(
        span.kind.value, x, top, width, BAR, fitting(span.text, width - 10), top + 15, span.label, span.anchor
    )


def spans_of(
    tenures: Sequence[tuple[date, date | None, date, str, str, str]], *, first: date, last: date
) -> tuple[Span, ...]:
    """Of one seat, by ``(since, left, until, text, label, anchor)``: bars, carried-over ends, empty frames.

    ``left``: the first day the person did not sit; None while they do. ``first`` to ``last``: when there was
    somebody to be missed.
    """
    spans: list[Span] = []
    free = first
    for since, gone, until, text, label, anchor in sorted(tenures):
        end = gone or last
        if since > free:
            spans.append(Span(Kind.VACANT, free, min(since, last), "ledig", "Ledig plads"))
        appointed = min(max(until, since), end)
        if appointed > since:
            spans.append(Span(Kind.SITS, since, appointed, text, label, anchor))
        if end > appointed:
            over = f"{label}. Blev siddende, til en efterfølger var udpeget"
            spans.append(Span(Kind.CARRIES_OVER, appointed, end, "", over, anchor))
        free = max(free, end)
    if free < last:
        spans.append(Span(Kind.VACANT, free, last, "ledig", "Ledig plads"))
    return tuple(spans)
