"""When terms end, appointments run out, since when seats are vacant, and when a round's steps are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from boards.models import Board, Seat, Step, Tenure, Term
from boards.rules.process import PROCESS
from boards.rules.statutes import COMPOSITION
from kkr_portal.access.predicates import AnyUser
from kkr_portal.law import Citation
from kkr_portal.year.due import Due


def due_dates(user: AnyUser, first: date, last: date) -> Iterator[Due]:
    """Boards are everyone's to read, and so are their dates. Six queries, however many boards and years."""
    boards = {board.pk: board for board in Board.objects.select_related("council")}
    succeeded = _followed()
    yield from _terms(boards, first, last)
    yield from _run_out(boards, succeeded, first, last)
    yield from _vacant(boards, first, last)
    yield from _steps(first, last)


def _rule(board: Board) -> Citation:
    return board.citation or COMPOSITION.but(
        COMPOSITION.certainty, "bestyrelsens eget retsgrundlag er ikke angivet"
    )


def _url(board: Board) -> str:
    return reverse("boards:board", args=[board.slug])


def _followed() -> dict[int, date]:
    """By seat: from when the latest tenure in it runs."""
    latest = Tenure.objects.order_by("seat_id", "-period").distinct("seat_id")
    return {one.seat_id: one.since for one in latest.only("seat_id", "period")}


def _terms(boards: dict[int, Board], first: date, last: date) -> Iterator[Due]:
    today = timezone.localdate()
    for term in Term.objects.filter(period__endswith__range=(first, last)):
        board, day = boards[term.board_id], term.period.upper
        yield Due(
            day, f"Funktionsperioden slutter: {board}", _rule(board), _url(board), done=day <= today,
            council_id=board.council_id, key=f"board-term-{term.pk}",
        )  # fmt: skip


def _run_out(boards: dict[int, Board], followed: dict[int, date], first: date, last: date) -> Iterator[Due]:
    """Of those who are not followed by anybody yet: one date for all seats of a board that run out on it."""
    open_: dict[tuple[int, date], list[Tenure]] = defaultdict(list)
    closed: dict[tuple[int, date], int] = defaultdict(int)
    left_early = Q(period__endswith__isnull=False) & ~Q(ended_because="succeeded")
    for one in Tenure.objects.filter(until__range=(first, last)).exclude(left_early):
        key = (one.board_id, one.until)
        if followed.get(one.seat_id, one.since) > one.since:
            closed[key] += 1
        else:
            open_[key].append(one)
    for pk, day in sorted({*open_, *closed}):
        board, missing = boards[pk], len(open_[pk, day])
        total = missing + closed[pk, day]
        told = f"mangler efterfølgere til {missing} {'plads' if missing == 1 else 'pladser'}"
        if not missing:
            told = "pladsen er besat igen" if total == 1 else f"alle {total} pladser er besat igen"
        yield Due(
            day, f"Udpegninger udløber: {board}, {told}", _rule(board), _url(board), done=not missing,
            council_id=board.council_id, key=f"board-{pk}-until-{day:%Y%m%d}",
        )  # fmt: skip


def _vacant(boards: dict[int, Board], first: date, last: date) -> Iterator[Due]:
    """A seat that somebody has left and nobody has taken over: overdue from the day it became vacant."""
    latest = Tenure.objects.filter(seat=OuterRef("pk")).order_by("-period")
    seats = Seat.objects.annotate(left=Subquery(latest.values("period__endswith")[:1]))
    for seat in seats.filter(left__range=(first, last)).select_related("seat_kind"):
        board = boards[seat.seat_kind.board_id]
        yield Due(
            seat.left, f"Ledig plads: {seat.seat_kind.title.lower()}, {board}", _rule(board),
            reverse("boards:seat", args=[seat.pk]), council_id=board.council_id, key=f"board-seat-{seat.pk}",
        )  # fmt: skip


def _steps(first: date, last: date) -> Iterator[Due]:
    """Each step on its last day; done as soon as the secretariat has written so."""
    for step in Step.objects.filter(last__range=(first, last)).select_related("round__council"):
        yield Due(
            step.last, f"{step.rule.title}: {step.round.council}, {step.round.years}", PROCESS,
            f"{reverse('boards:round', args=[step.round_id])}#step-{step.pk}",
            done=step.done_on is not None, council_id=step.round.council_id, key=f"round-step-{step.pk}",
        )  # fmt: skip
