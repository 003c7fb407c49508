"""The board room's live documents: the rounds' timeline, organisations and criteria, a board."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from boards import prints
from boards.models import Board, Round
from boards.process_timeline import ProcessTimeline, process_timeline, terms
from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.live import Choice, LiveKind, SourceGone, row_of
from kkr_portal.registry.models import Council


def _timeline(ref: str) -> ProcessTimeline:
    """``ref`` is the first day of the term. Without today's line: the plan is what is decided about."""
    try:
        first = date.fromisoformat(ref)
    except ValueError:
        first = date.min
    found = process_timeline(first, None)
    if found is None:
        raise SourceGone("Der er ingen udpegningsrunder til den funktionsperiode længere.")
    return found


def _timelines(user: AnyUser, council: Council) -> Iterator[Choice]:
    for first, until in terms():
        yield Choice(
            first.isoformat(), f"Tidslinje for udpegning til bestyrelserne {first.year}–{until.year}"
        )


def _round(ref: str) -> Round:
    rows = Round.objects.select_related("council")
    return row_of(rows, ref, "Udpegningsrunden findes ikke længere.")


def _rounds(user: AnyUser, council: Council) -> Iterator[Choice]:
    for one in Round.objects.filter(council=council).order_by("-period"):
        yield Choice(str(one.pk), f"Organisationer og kriterier for udpegningen {one.years}")


def _board(ref: str) -> Board:
    rows: QuerySet[Board] = Board.objects.select_related("council", "business_house", "director")
    return row_of(rows, ref, "Bestyrelsen findes ikke længere.")


def _boards(user: AnyUser, council: Council) -> Iterator[Choice]:
    for board in Board.objects.of(council).order_by("sort_key"):
        yield Choice(str(board.pk), f"Bestyrelsens medlemmer: {board}")


KINDS = [
    LiveKind(
        name="appointment_timeline",
        label="Tidslinje for udpegning",
        choices=_timelines,
        html=lambda ref: prints.process_html(_timeline(ref)),
        url=lambda ref: f"{reverse('boards:rounds')}?term={_timeline(ref).first.year}",
    ),
    LiveKind(
        name="nominating_organisations",
        label="Indstillingsberettigede organisationer og kriterier",
        choices=_rounds,
        html=lambda ref: prints.organisations_html(_round(ref)),
        url=lambda ref: reverse("boards:round_organisations", args=[_round(ref).pk]),
    ),
    LiveKind(
        name="board_members",
        label="Bestyrelsens medlemmer",
        choices=_boards,
        html=lambda ref: prints.board_html(_board(ref)),
        url=lambda ref: _board(ref).get_absolute_url(),
    ),
]
