"""The rounds of several KKR as lanes: a disc for a day, a bar for a window or up to a deadline.

Pure layout in whole units. Marks that would lie on each other get a track of their own inside the lane, and
so do the days written under them; steps of a lane with the same days and state are one mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from boards.drawing.axis import Axis, Tick
from boards.drawing.tenures import Text, two_lines

HEAD, TRACK, WORDS, PAD = 30, 28, 14, 7  # units of the drawing
DISC, LEAST_BAR = 12, 26  # the radius of a day, the width of the shortest window
A_DAY, NARROWEST, WIDEST = 43, 900, 1500  # tenths of a unit a day
LABELS, NARROW = 132, 92
A_LETTER = 6  # at the size of the written days
A_TICK = 52  # what the name of a month with its year takes
TUCKED = 2 * DISC  # so far a disc may lie on the beginning of a long bar
BEYOND = timedelta(days=60)  # so far after the last step the axis still reaches for today


@dataclass(frozen=True)
class Mark:
    """What stands in a lane. ``shape``: day, window or deadline; ``text`` is written under it."""

    numbers: tuple[int, ...]
    shape: str
    first: date
    last: date
    state: str
    text: str
    label: str
    anchor: str


@dataclass(frozen=True)
class Shape:
    """A mark with its place. ``x`` is the left edge, ``middle`` where its number stands."""

    mark: Mark
    x: int
    y: int
    width: int
    middle: int
    text_x: int
    text_y: int
    text_width: int

    @property
    def text_left(self) -> int:
        return self.text_x - self.text_width // 2

    @property
    def text_top(self) -> int:
        return self.text_y - 10

    @property
    def number(self) -> str:
        """«2+3», with a sign where it is late: colour alone says nothing in print."""
        return "+".join(map(str, self.mark.numbers)) + ("!" if self.mark.state == "late" else "")

    @property
    def number_size(self) -> int:
        """So that four characters stand inside a disc."""
        return 9 if self.mark.shape == "day" and len(self.number) > 3 else 12

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def centre_y(self) -> int:
        return self.y + DISC

    @property
    def number_y(self) -> int:
        return self.y + DISC + 4


@dataclass(frozen=True)
class Lane:
    name: str
    full_name: str
    y: int
    text_y: int
    shapes: tuple[Shape, ...]
    two_lines: tuple[Text, ...]


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    left: int
    top: int
    bottom: int
    ticks: tuple[Tick, ...]
    lines: tuple[Lane, ...]
    today: int | None
    labels: int = LABELS
    narrow: int = NARROW


def merged(marks: Sequence[Mark]) -> list[Mark]:
    """One mark for steps with the same days, shape and state, as both decisions of one meeting."""
    found: dict[tuple[date, date, str, str], Mark] = {}
    for mark in sorted(marks, key=lambda one: one.numbers):
        key = (mark.first, mark.last, mark.shape, mark.state)
        if before := found.get(key):
            mark = Mark(
                before.numbers + mark.numbers, mark.shape, mark.first, mark.last, mark.state, mark.text,
                f"{before.label}; {mark.label}", before.anchor,
            )  # fmt: skip
        found[key] = mark
    return list(found.values())


def drawn(
    lanes: Sequence[tuple[str, Sequence[Mark]]],
    *,
    today: date | None,
    left: int = 0,
    width: int | None = None,
) -> Drawing:
    """``lanes``: a name and its marks. ``width`` is that of the days; else by their number.

    Raises ValueError where no lane has a mark.
    """
    days = [day for _, marks in lanes for mark in marks for day in (mark.first, mark.last)]
    first, last = min(days) - timedelta(days=10), max(days) + timedelta(days=16)
    if today and last < today <= max(days) + BEYOND:
        last = today + timedelta(days=10)
    span = width or min(max(A_DAY * (last - first).days // 10, NARROWEST), WIDEST)
    axis = Axis(first, last, left, left + span)
    lines, y = [], HEAD
    for name, marks in lanes:
        lane, height = _lane(name, merged(marks), axis, y)
        lines.append(lane)
        y += height
    return Drawing(
        width=left + span + 2,
        height=y + 8,
        left=left,
        top=HEAD,
        bottom=y,
        ticks=tuple(tick if axis.right - tick.x >= A_TICK else Tick(tick.x, "") for tick in axis.ticks()),
        lines=tuple(lines),
        today=axis.x(today) if today and axis.holds(today) else None,
    )


def _lane(name: str, marks: Sequence[Mark], axis: Axis, y: int) -> tuple[Lane, int]:
    """The lane, and how high it is."""
    placed: list[tuple[Mark, int, int, int, int]] = []  # left edge, width, track, number
    taken: list[int] = []  # by track: how far to the right it is taken
    for mark in sorted(marks, key=lambda one: (one.first, one.last)):
        x, width = _extent(mark, axis)
        room = x + (TUCKED if width > 4 * DISC and mark.shape != "day" else 0)
        track = next((n for n, right in enumerate(taken) if right <= room), len(taken))
        seen_from = max([x, *taken[track : track + 1]])  # where the disc before it ends
        taken[track : track + 1] = [x + width + 2]
        placed.append((mark, x, width, track, (seen_from + x + width) // 2))
    under = y + PAD + TRACK * max(len(taken), 1)
    written: list[int] = []
    shapes = []
    for mark, x, width, track, middle in placed:
        wide = A_LETTER * len(mark.text)
        about = x + width - wide // 2 if mark.shape == "deadline" and width > wide else middle
        begin = min(max(about - wide // 2, axis.left), axis.right - wide)
        row = next((n for n, right in enumerate(written) if right <= begin), len(written))
        written[row : row + 1] = [begin + wide + A_LETTER]
        top, text_y = y + PAD + TRACK * track, under + 9 + WORDS * row
        shapes.append(Shape(mark, x, top, width, middle, begin + wide // 2, text_y, wide))
    height = 2 * PAD + TRACK * max(len(taken), 1) + WORDS * max(len(written), 1)
    bars_first = sorted(shapes, key=lambda one: one.mark.shape == "day")
    halves = two_lines(name, 12)
    text_y = y + PAD + DISC + 4
    lines = tuple(Text(text, text_y + 13 * number) for number, text in enumerate(halves))
    return Lane(name, name, y, text_y, tuple(bars_first), lines), height


def _extent(mark: Mark, axis: Axis) -> tuple[int, int]:
    """Left edge and width."""
    if mark.shape == "day":
        return axis.x(mark.first) - DISC, 2 * DISC
    x = axis.x(mark.first)
    return x, max(axis.x(mark.last + timedelta(days=1)) - x - 2, LEAST_BAR)
