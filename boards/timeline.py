"""Who sat where over the years, on one board or for one person: drawing, table and calendar alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from boards.drawing.axis import around
from boards.drawing.tenures import LABELS, Drawing, Row, drawn, spans_of
from boards.models import Board, Seat, Tenure, Term
from boards.told import in_words, seat_titles, time_in_seat
from kkr_portal.date_files import DateEvent
from kkr_portal.registry.models import Person

PRINT_WIDTH, PRINT_ROWS = 700, 15  # units of days, and rows on a sheet


@dataclass(frozen=True)
class Post:
    """A tenure as a row of the table. ``when`` in words."""

    tenure: Tenure
    board: Board
    seat: str
    when: str

    @property
    def anchor(self) -> str:
        return f"post-{self.tenure.pk}"

    @property
    def label(self) -> str:
        return f"{self.tenure.person}, {self.seat}, {self.when}"


@dataclass(frozen=True)
class Timeline:
    """``rows`` in the drawing's order, each seat's posts by time."""

    title: str
    posts: Sequence[Post]
    rows: Sequence[Row]
    terms: Sequence[Term]
    first: date
    last: date
    today: date

    @property
    def drawing(self) -> Drawing:
        """For the screen: the names are a drawing of their own, beside the one that scrolls."""
        return self._drawn(self.rows)

    @property
    def printed(self) -> list[Drawing]:
        """For paper: names and days on one sheet after the other."""
        sheets = [self.rows[at : at + PRINT_ROWS] for at in range(0, len(self.rows), PRINT_ROWS)]
        return [self._drawn(rows, left=LABELS, width=PRINT_WIDTH) for rows in sheets]

    def _drawn(self, rows: Sequence[Row], left: int = 0, width: int | None = None) -> Drawing:
        return drawn(
            rows, first=self.first, last=self.last, today=self.today, left=left, width=width,
            terms=sorted({term.period.lower for term in self.terms}),
        )  # fmt: skip


def board_timeline(board: Board, today: date) -> Timeline:
    """Every seat of the board, however long ago; four queries."""
    seats = list(
        Seat.objects.filter(seat_kind__board=board)
        .select_related("seat_kind")
        .order_by("seat_kind__position", "seat_kind", "number")
    )
    titles = seat_titles(seats)
    terms = list(board.terms.order_by("period"))
    posts = [
        Post(one, board, titles[one.seat_id], time_in_seat(one, today))
        for one in board.tenures.select_related("person").order_by("period")
    ]
    began = min([term.period.lower for term in terms] + [post.tenure.since for post in posts], default=today)
    missed = max(today, began)
    rows = [
        Row(titles[seat.pk], spans_of(_bars(posts, seat.pk, missed), first=began, last=missed))
        for seat in seats
    ]  # fmt: skip
    order = {seat.pk: number for number, seat in enumerate(seats)}
    by_seat = sorted(posts, key=lambda post: (order[post.tenure.seat_id], post.tenure.since))
    return _timeline(f"{board} over årene", by_seat, rows, terms, today)


def person_timeline(person: Person, today: date) -> Timeline:
    """Every board that the person sits or has sat on; two queries."""
    posts = [
        Post(one, one.board, str(one.seat.seat_kind), time_in_seat(one, today))
        for one in Tenure.objects.filter(person=person)
        .select_related("board", "seat__seat_kind", "person")
        .order_by("period")
    ]  # fmt: skip
    by_board: dict[str, list[Post]] = defaultdict(list)
    for post in posts:
        by_board[f"{post.board}"].append(post)
    rows = []
    for name, own in by_board.items():
        spans = [
            span
            for post in own
            for span in spans_of(
                [_bar(post, post.seat, max(today, post.tenure.since))],
                first=post.tenure.since, last=_end(post, today),
            )
        ]  # fmt: skip
        rows.append(Row(name, tuple(spans)))
    return _timeline(f"{person} i bestyrelserne", posts, rows, [], today)


def _end(post: Post, today: date) -> date:
    tenure = post.tenure
    return tenure.period.upper or max(today, tenure.until)


def _bars(
    posts: Iterable[Post], seat: int, missed: date
) -> list[tuple[date, date | None, date, str, str, str]]:
    return [_bar(post, str(post.tenure.person), missed) for post in posts if post.tenure.seat_id == seat]


def _bar(post: Post, text: str, missed: date) -> tuple[date, date | None, date, str, str, str]:
    """Who still sits is drawn as far as the appointment reaches, and beyond it when carried over."""
    tenure = post.tenure
    gone = tenure.period.upper or (tenure.until if tenure.until > missed else None)
    return tenure.since, gone, tenure.until, text, post.label, post.anchor


def _timeline(
    title: str, posts: Sequence[Post], rows: Sequence[Row], terms: Sequence[Term], today: date
) -> Timeline:
    days = [today, *(term.period.lower for term in terms), *(term.period.upper for term in terms)]
    days += [day for post in posts for day in (post.tenure.since, post.tenure.until)]
    first, last = around(days)
    return Timeline(title, posts, rows, terms, first, last, today)


def _sequence(tenures: Iterable[Tenure]) -> int:
    """The number of events in the history of these rows and their like: it only ever rises."""
    model = Tenure.pgh_event_model  # type: ignore[attr-defined]
    boards = {one.board_id for one in tenures}
    return int(model.objects.filter(board__in=boards).count())


def board_events(board: Board, timeline: Timeline, url: str) -> list[DateEvent]:
    """Terms that begin, and each day on which appointments run out, with the names."""
    sequence = _sequence(post.tenure for post in timeline.posts)
    events = [
        DateEvent(
            uid=f"board-{board.pk}-term-{term.pk}", sequence=sequence, first=term.period.lower,
            last=term.period.lower, url=url, summary=f"Ny funktionsperiode begynder: {board}",
            description=f"Perioden løber til {in_words(term.period.upper)}.",
        )
        for term in timeline.terms
    ]  # fmt: skip
    run_out: dict[date, list[Post]] = defaultdict(list)
    for post in timeline.posts:
        if not post.tenure.ended_because:
            run_out[post.tenure.until].append(post)
    return events + [
        DateEvent(
            uid=f"board-{board.pk}-until-{day:%Y%m%d}", sequence=sequence, first=day, last=day, url=url,
            summary=f"Udpegninger udløber: {board}",
            description=", ".join(f"{post.tenure.person} ({post.seat})" for post in posts),
        )
        for day, posts in sorted(run_out.items())
    ]  # fmt: skip


def person_events(person: Person, timeline: Timeline, url: str) -> list[DateEvent]:
    """When the person enters, when the appointment runs out, and when they left before."""
    sequence, events = _sequence(post.tenure for post in timeline.posts), []
    for post in timeline.posts:
        tenure = post.tenure
        days = [("since", tenure.since, "tiltræder")]
        left = tenure.period.upper
        if left and left < tenure.until:
            days.append(("left", left - timedelta(days=1), "sidste dag"))
        else:
            days.append(("until", tenure.until, "udpegningen udløber"))
        events += [
            DateEvent(
                uid=f"tenure-{tenure.pk}-{key}", sequence=sequence, first=day, last=day, url=url,
                summary=f"{person}, {post.board}: {what}", description=post.seat,
            )
            for key, day, what in days
        ]  # fmt: skip
    return events
