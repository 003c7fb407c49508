"""Seats of all boards as a list, the handover after an election, and a board that is only thought of."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from boards.draft import check
from boards.forms.draft import DraftRows, initial_rows
from boards.found import editable_board
from boards.handover import CouncilChange, handover
from boards.list_sheets import handover_sheet
from boards.models import Board
from boards.rules.elections import EVERY, KNOWN, election_of, latest_election
from boards.rules.terms import term_end
from boards.seat_list import SeatRow, seat_rows, sheet
from boards.seating import seating
from boards.views.asked import asked_day, asked_number
from kkr_portal.registry.chosen import chosen_council
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import download

MONTHS = 120
SHOWN = {"": "Alle pladser", "open": "Ledige eller uden efterfølger", "vacant": "Kun ledige"}


def _chosen(request: HttpRequest) -> tuple[list[SeatRow], dict[str, Any]]:
    """The seats that the address asks for, and what it asked."""
    council = chosen_council(request)
    boards = Board.objects.of(council) if council else Board.objects.all()
    boards = boards.select_related("council").order_by("sort_key")
    day, wrong = asked_day(request)
    only = request.GET.get("only", "")
    within = asked_number(request, "within", MONTHS)
    rows = seat_rows(boards, day, only=only, within=within)
    asked = {
        "chosen": council, "only": only if only in SHOWN else "", "within": within, "day": day,
        "wrong": wrong, "narrowed": bool(council or only or within is not None),
    }  # fmt: skip
    return rows, asked


@login_not_required
def seats(request: HttpRequest) -> HttpResponse:
    """With legal basis, who appoints, until when, and what it takes."""
    rows, asked = _chosen(request)
    context = asked | {
        "rows": rows, "councils": Council.objects.all(), "shown": SHOWN, "today": timezone.localdate(),
        "query": request.GET.urlencode(), "invented": any(row.board.invented for row in rows),
    }  # fmt: skip
    return render(request, "boards/seat_list.html", context)


@login_not_required
def seats_file(request: HttpRequest, kind: str) -> HttpResponse:
    rows, asked = _chosen(request)
    return download(sheet(rows), name="Pladser", kind=kind, day=asked["day"])


def _handover(request: HttpRequest) -> tuple[list[CouncilChange], date, Council | None]:
    """After ``?election=`` year, else the latest municipal election."""
    today = timezone.localdate()
    year = asked_number_of_year(request)
    election = election_of(year) if year else latest_election(today)
    council = chosen_council(request)
    boards = Board.objects.of(council) if council else Board.objects.all()
    return handover(boards.select_related("council"), election, today), election, council


@login_not_required
def handover_page(request: HttpRequest) -> HttpResponse:
    changes, election, council = _handover(request)
    today = timezone.localdate()
    last = latest_election(today).year
    context = {
        "changes": changes, "election": election, "ends": term_end(election), "today": today,
        "councils": Council.objects.all(), "chosen": council, "query": request.GET.urlencode(),
        "years": [last - EVERY * back for back in range(-1, 4)],
        "invented": any(one.board.invented for council in changes for one in council.boards),
        "total": sum(one.total for one in changes), "done": sum(one.done for one in changes),
    }  # fmt: skip
    return render(request, "boards/handover.html", context)


@login_not_required
def handover_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Seat for seat."""
    changes, election, _ = _handover(request)
    return download(handover_sheet(changes), name=f"Overgang efter valget {election.year}", kind=kind)


def asked_number_of_year(request: HttpRequest) -> int | None:
    """An election year of ``?election=``; anything else is as if nothing was asked."""
    typed = request.GET.get("election", "")
    if len(typed) != 4 or not typed.isascii() or not typed.isdecimal():
        return None
    year = int(typed)
    return year if 1900 < year < 2200 and (year - KNOWN) % EVERY == 0 else None


def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Names on seats, and at once what the statutes say. Nothing is stored.

    With ``X-Requested-With: fetch`` only the part of the page that says it.
    """
    board = editable_board(request, slug)
    if not board.by_standard:
        raise Http404
    shown = seating(board, timezone.localdate())
    empty = "empty" in request.GET
    start = [(one.kind.rule, None if empty else one.tenure) for one in shown.sittings]
    rows: Any = DraftRows(request.POST or None, initial=initial_rows(start), prefix="row")
    director = str(board.director) if board.director else ""
    checked = None
    if request.method == "POST":
        if rows.is_valid():
            checked = check(rows.candidates(director), rows.balance())
    elif not empty:
        checked = check_now(rows, director)
    context = {"board": board, "rows": rows, "checked": checked, "director": director}
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "boards/_draft_check.html", context)
    return render(request, "boards/draft.html", context)


def check_now(rows: Any, director: str) -> Any:
    """The rows as they are shown first: those who sit on the board."""
    bound: Any = DraftRows(
        {
            "row-TOTAL_FORMS": str(len(rows.forms)), "row-INITIAL_FORMS": "0",
            **{
                f"row-{number}-{name}": value
                for number, form in enumerate(rows.forms)
                for name, value in form.initial.items()
                if value not in (False, None)
            },
        },
        prefix="row",
    )  # fmt: skip
    return check(bound.candidates(director), bound.balance()) if bound.is_valid() else None
