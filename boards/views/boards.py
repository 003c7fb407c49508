"""The list of boards, one board, and setting it up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from boards.actions.boards import delete_seat_kind
from boards.forms.boards import BoardForm, NewBoardForm, SeatKindForm
from boards.found import board_named, editable, editable_board, may_edit, may_read_why
from boards.models import Board, SeatKind, Tenure
from boards.popolo import popolo
from boards.rules.repair import HOW_COUNTED, smallest_change
from boards.seat_list import SeatRow, board_sheet
from boards.seat_list import sheet as seats_sheet
from boards.seating import Seating, seating, seatings
from boards.statute_check import Fact, candidates
from boards.views.asked import asked_day
from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.open_answers import open_json
from kkr_portal.registry.chosen import chosen_council
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import download
from meetings.actions.periods import Refused
from meetings.decided_at import decided_at


def _asked(request: HttpRequest) -> tuple[list[Board], Council | None]:
    council = chosen_council(request)
    boards = Board.objects.of(council) if council else Board.objects.all()
    return list(boards.select_related("council", "business_house").order_by("sort_key")), council


@login_not_required
def board_list(request: HttpRequest) -> HttpResponse:
    """By KKR: how many seats are filled, and how each board stands."""
    boards, chosen = _asked(request)
    day, wrong = asked_day(request)
    seated = seatings(boards, day)
    groups: dict[Council, list[Seating]] = {}
    for board in sorted(boards, key=lambda one: (one.council.sort_key, one.sort_key)):
        groups.setdefault(board.council, []).append(seated[board.pk])
    edited = predicates.councils_edited_by(request.user)
    context = {
        "groups": groups, "chosen": chosen, "day": day, "wrong": wrong, "today": timezone.localdate(),
        "councils": Council.objects.all(), "may_create": edited is None or bool(edited),
        "query": request.GET.urlencode(), "any_invented": any(board.invented for board in boards),
        "own": _own(request),
    }  # fmt: skip
    return render(request, "boards/board_list.html", context)


def _own(request: HttpRequest) -> int | None:
    """The person who is signed in, where they sit or have sat on a board."""
    person = getattr(request.user, "person_id", None)
    return person if person and Tenure.objects.filter(person=person).exists() else None


@login_not_required
def board_list_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The list for a spreadsheet."""
    boards, _ = _asked(request)
    day, _ = asked_day(request)
    seated = seatings(boards, day)
    return download(board_sheet(seated[one.pk] for one in boards), name="Bestyrelser", kind=kind, day=day)


@login_not_required
def popolo_file(request: HttpRequest, slug: str | None = None) -> HttpResponseBase:
    """What is public about one board, or all of them, in Popolo's terms."""
    boards = [board_named(slug)] if slug else _asked(request)[0]
    return open_json(request, popolo(boards, request.build_absolute_uri))


@login_not_required
def board_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Its seats."""
    found, (day, _) = board_named(slug), asked_day(request)
    rows = [SeatRow(found, one) for one in seating(found, day).sittings]
    return download(seats_sheet(rows), name=f"Bestyrelsen {found}", kind=kind, day=day)


@login_not_required
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sits where, by what right and until when; what is vacant; what the statutes say."""
    found = board_named(slug)
    day, wrong = asked_day(request)
    shown = seating(found, day)
    edits = may_edit(request, found)
    in_seats = [Fact(one.kind, one.tenure) for one in shown.sittings if one.tenure]
    tenures = [one for sitting in shown.sittings for one in (sitting.tenure, sitting.coming) if one]
    context = {
        "board": found, "shown": shown, "query": request.GET.urlencode(), "day": day,
        "wrong": wrong, "today": timezone.localdate(),
        "edits": edits, "why": may_read_why(request, found),
        "decided": decided_at([one.decided_at_id for one in tenures], request.user),
        "changes": smallest_change(candidates(found, in_seats), complete=False) if shown.breaches else [],
        "how_counted": HOW_COUNTED,
        "terms": list(found.terms.order_by("-period")) if edits else [],
        "invented": any(one.person.invented for one in tenures),
        "may_read_history": predicates.may_read_history(request.user, found.council_id),
    }  # fmt: skip
    return render(request, "boards/board.html", context)


@keeps_typed
@transaction.atomic
def create(request: HttpRequest) -> HttpResponse:
    """A board of one's own KKR."""
    edited = predicates.councils_edited_by(request.user)
    if edited is not None and not edited:
        raise Http404
    form = NewBoardForm(request.POST or take_kept(request), councils=edited)
    if request.method == "POST" and form.is_valid():
        made = done(form)
        if made:
            messages.success(request, f"{made} er oprettet.", extra_tags="saved:board-new")
            return redirect(made)
    return _form(request, "Opret en bestyrelse", form, None, draft="board-new", button="Opret")


@keeps_typed
@transaction.atomic
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    found = editable_board(request, slug)
    form = BoardForm(request.POST or take_kept(request), instance=found)
    if request.method == "POST" and form.is_valid() and done(form):
        messages.success(request, "Oplysningerne er gemt.", extra_tags=f"saved:board-{found.pk}")
        return redirect(found)
    return _form(request, "Ret oplysningerne", form, found, draft=f"board-{found.pk}")


@keeps_typed
@transaction.atomic
def new_kind(request: HttpRequest, slug: str) -> HttpResponse:
    found = editable_board(request, slug)
    form = SeatKindForm(request.POST or take_kept(request), instance=SeatKind(board=found))
    if request.method == "POST" and form.is_valid() and done(form):
        messages.success(request, "Pladserne er oprettet.", extra_tags=f"saved:kind-new-{found.pk}")
        return redirect(found)
    return _form(request, "Nye pladser", form, found, draft=f"kind-new-{found.pk}", button="Opret")


@keeps_typed
@transaction.atomic
def edit_kind(request: HttpRequest, pk: int) -> HttpResponse:
    kind = editable(request, SeatKind, pk)
    form = SeatKindForm(request.POST or take_kept(request), instance=kind)
    if request.method == "POST" and form.is_valid() and done(form):
        messages.success(request, "Pladserne er gemt.", extra_tags=f"saved:kind-{pk}")
        return redirect(kind.board)
    return _form(request, f"Ret pladserne «{kind}»", form, kind.board, draft=f"kind-{pk}", row=kind)


@transaction.atomic
def delete_kind(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first. Seats that somebody has had can't go."""
    kind = editable(request, SeatKind, pk)
    if request.method == "POST":
        try:
            delete_seat_kind(kind=kind)
        except Refused as reason:
            messages.error(request, reason.message)
        else:
            messages.success(request, f"Pladserne «{kind}» er fjernet.")
        return redirect(kind.board)
    context = {
        "board": kind.board, "heading": f"Fjern pladserne «{kind}»?", "button": "Fjern",
        "told": "Pladserne forsvinder fra bestyrelsen. De bliver stående i historikken.",
    }  # fmt: skip
    return render(request, "boards/confirm.html", context)


def done(form: Any) -> Any:
    """What was saved; None where the action refused, which the form then says."""
    try:
        with transaction.atomic():
            return form.save()
    except Refused as reason:
        form.refuse(reason)
        return None


def _form(
    request: HttpRequest, heading: str, form: Any, found: Board | None, *, draft: str, button: str = "Gem",
    row: SeatKind | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "board": found, "heading": heading, "form": form, "draft": draft, "button": button, "kind": row,
        "row": row or found,
    }  # fmt: skip
    return render(request, "boards/board_form.html", context)
