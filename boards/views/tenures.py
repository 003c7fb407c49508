"""A seat and who has sat in it: to put there, end, correct, take back; and the term and the deputy chair."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from boards.actions import tenures as actions
from boards.actions.terms import elect_deputy, end_deputy
from boards.forms.boards import TermForm
from boards.forms.tenures import AppointForm, CorrectForm, DeputyForm, EndForm, ReasonForm
from boards.found import editable, editable_board, may_edit, may_read_why
from boards.models import Board, DeputyChair, Seat, Tenure, Term
from boards.told import in_words, seat_titles, time_in_seat
from boards.views.boards import done
from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.access.predicates import AnyUser
from meetings.actions.periods import Refused
from meetings.decided_at import decided_at


def _title(seat: Seat) -> str:
    return seat_titles(list(seat.seat_kind.seats.select_related("seat_kind")))[seat.pk]


@login_not_required
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """One seat: its rule, and everybody who has sat there."""
    seats = Seat.objects.select_related("seat_kind__board__council", "seat_kind__appointing_council")
    found = get_object_or_404(seats, pk=pk)
    board, today = found.seat_kind.board, timezone.localdate()
    rows = list(
        found.tenures.select_related("person", "municipality", "term")
        .prefetch_related("nominators__organisation")
        .order_by("-period")
    )
    context = {
        "seat": found, "title": _title(found), "board": board, "today": today,
        "rows": [(one, time_in_seat(one, today)) for one in rows], "latest": rows[0] if rows else None,
        "edits": may_edit(request, board), "why": may_read_why(request, board),
        "corrections": list(found.corrections.order_by("-pk")),
        "decided": decided_at([one.decided_at_id for one in rows], request.user),
        "is_vacant": not any(one.sits_on(today) for one in rows),
        "may_read_history": predicates.may_read_history(request.user, board.council_id),
    }  # fmt: skip
    return render(request, "boards/seat.html", context)


@keeps_typed
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody in a seat: from the day it is free, else from today."""
    found = editable(request, Seat, pk)
    board = found.seat_kind.board
    if not board.terms.exists():
        messages.warning(request, "Opret først bestyrelsens funktionsperiode.")
        return redirect("boards:new_term", board.slug)
    form = AppointForm(request.POST or take_kept(request), seat=found, since=_free_from(found))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def put() -> Tenure:
            return actions.appoint(
                seat=found, who=form.who, term=given["term"], since=given["since"], until=given["until"],
                eligible=form.eligible, decided_at=given["decided_at"], anyway=given.get("anyway", False),
            )  # fmt: skip

        if new := tried(form, put):
            text = f"{new.person} sidder på pladsen fra {in_words(new.since)}."
            messages.success(request, text, extra_tags=f"saved:board-seat-{pk}")
            return redirect(board)
    return _step(
        request, found, form, f"Udpeg til pladsen {_title(found)}", "Udpeg", draft=f"board-seat-{pk}",
        tenure=None,
    )  # fmt: skip


def _free_from(found: Seat) -> Any:
    """The day after which nobody is appointed to the seat; today where it has been empty before."""
    latest = found.tenures.order_by("period").last()
    today = timezone.localdate()
    if latest is None:
        term = Term.objects.filter(board=found.seat_kind.board, period__endswith__gt=today)
        first = term.order_by("period").first()
        return first.period.lower if first else today
    return latest.period.upper or latest.until


@keeps_typed
def end(request: HttpRequest, pk: int) -> HttpResponse:
    tenure = editable(request, Tenure, pk)
    form = EndForm(request.POST or take_kept(request), initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def leave() -> Tenure:
            return actions.end_tenure(
                tenure=tenure, day=given["day"], because=given["because"], note=given["note"]
            )

        if tried(form, leave):
            text = f"{tenure} ophører {in_words(given['day'])}. Pladsen er derefter ledig."
            messages.success(request, text, extra_tags=f"saved:tenure-end-{pk}")
            return redirect("boards:seat", tenure.seat_id)
    heading = f"{tenure} ophører"
    return _step(
        request, tenure.seat, form, heading, "Registrér", draft=f"tenure-end-{pk}", tenure=tenure
    )  # fmt: skip


@keeps_typed
@transaction.atomic
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    tenure = editable(request, Tenure, pk)
    form = CorrectForm(request.POST or take_kept(request), instance=tenure, by=request.user)
    if request.method == "POST" and form.is_valid() and done(form):
        messages.success(request, "Rettelsen er gemt.", extra_tags=f"saved:tenure-{pk}")
        return redirect("boards:seat", tenure.seat_id)
    return _step(
        request, tenure.seat, form, f"Ret {tenure}", "Gem", draft=f"tenure-{pk}", tenure=tenure
    )  # fmt: skip


@keeps_typed
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """The end is undone, for a reason."""
    tenure = editable(request, Tenure, pk)
    return _undo(
        request, tenure, heading=f"Fortryd, at {tenure} er ophørt?", button="Fortryd ophøret",
        draft=f"tenure-reopen-{pk}",
        told="Brug det kun, når personen ikke er ophørt alligevel. "
        "Er det datoen, der er forkert, så ret den i stedet.",
        do=lambda reason: _reopened(tenure, reason, request.user),
    )  # fmt: skip


def _reopened(tenure: Tenure, reason: str, by: AnyUser) -> str:
    actions.reopen(tenure=tenure, reason=reason, by=by)
    return f"Ophøret er fortrudt: {tenure} sidder på pladsen."


@keeps_typed
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The appointment is undone, for a reason, and who was there before sits on."""
    tenure = editable(request, Tenure, pk)
    return _undo(
        request, tenure, heading=f"Fortryd udpegningen af {tenure}?", button="Fortryd udpegningen",
        draft=f"tenure-undo-{pk}",
        told="Brug det kun, når personen aldrig skulle have været registreret på pladsen. Er personen "
        "trådt ud, så registrér i stedet, at personen ophører. Rækken bliver stående i historikken.",
        do=lambda reason: _taken_back(tenure, reason, request.user),
    )  # fmt: skip


def _taken_back(tenure: Tenure, reason: str, by: AnyUser) -> str:
    sits_on = actions.take_back(tenure=tenure, reason=reason, by=by)
    more = f" {sits_on} sidder på pladsen igen." if sits_on else " Pladsen er ledig."
    return f"Udpegningen af {tenure} er fortrudt.{more}"


def _undo(
    request: HttpRequest, tenure: Tenure, *, heading: str, button: str, draft: str, told: str,
    do: Callable[[str], str],
) -> HttpResponse:  # fmt: skip
    """Ask for the reason; ``do`` takes it and answers with what was done."""
    form = ReasonForm(request.POST or take_kept(request))
    if (
        request.method == "POST" and form.is_valid()
        and (said := tried(form, lambda: do(form.cleaned_data["reason"])))
    ):  # fmt: skip
        messages.success(request, said, extra_tags=f"saved:{draft}")
        return redirect("boards:seat", tenure.seat_id)
    return _step(request, tenure.seat, form, heading, button, draft=draft, tenure=tenure, told=told)


@keeps_typed
@transaction.atomic
def new_term(request: HttpRequest, slug: str) -> HttpResponse:
    return _term(request, Term(board=editable_board(request, slug)), "Ny funktionsperiode")


@keeps_typed
@transaction.atomic
def edit_term(request: HttpRequest, pk: int) -> HttpResponse:
    term = editable(request, Term, pk)
    return _term(request, term, f"Funktionsperioden {term.years}")


def _term(request: HttpRequest, term: Term, heading: str) -> HttpResponse:
    draft = f"board-term-{term.pk or 'new'}"
    form = TermForm(request.POST or take_kept(request), instance=term)
    if request.method == "POST" and form.is_valid() and done(form):
        messages.success(request, "Funktionsperioden er gemt.", extra_tags=f"saved:{draft}")
        return redirect(term.board)
    context = {
        "board": term.board, "heading": heading, "form": form, "draft": draft, "button": "Gem",
        "row": term if term.pk else None,
    }  # fmt: skip
    return render(request, "boards/board_form.html", context)


@keeps_typed
def deputy(request: HttpRequest, slug: str) -> HttpResponse:
    """Whom the board has elected deputy chair."""
    board, today = editable_board(request, slug), timezone.localdate()
    form = DeputyForm(request.POST or take_kept(request), board=board, day=today)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def elect() -> DeputyChair:
            return elect_deputy(board=board, tenure=given["tenure"], since=given["since"])

        if new := tried(form, elect):
            text = f"{new.tenure} er næstformand fra {in_words(new.period.lower)}."
            messages.success(request, text, extra_tags=f"saved:deputy-{board.pk}")
            return redirect(board)
    context = {
        "board": board, "heading": "Vælg næstformand", "form": form, "draft": f"deputy-{board.pk}",
        "button": "Registrér valget",
    }  # fmt: skip
    return render(request, "boards/board_form.html", context)


@require_POST
def stop_deputy(request: HttpRequest, pk: int) -> HttpResponse:
    found = editable(request, DeputyChair, pk)
    try:
        end_deputy(deputy=found, day=timezone.localdate())
    except Refused as reason:
        messages.error(request, reason.message)
    else:
        messages.success(request, f"{found.tenure} er ikke længere næstformand.")
    return redirect(found.board)


def tried(form: Any, do: Any) -> Any:
    """What the action gives; None where it refused, which the form then says."""
    try:
        return do()
    except Refused as reason:
        form.refuse(reason)
        return None


def _step(
    request: HttpRequest, found: Seat, form: Any, heading: str, button: str, *, draft: str,
    tenure: Tenure | None, told: str = "",
) -> HttpResponse:  # fmt: skip
    board: Board = found.seat_kind.board
    context = {
        "seat": found, "board": board, "form": form, "heading": heading, "button": button, "draft": draft,
        "tenure": tenure, "told": told, "back": reverse("boards:seat", args=[found.pk]),
    }  # fmt: skip
    if not tenure:
        context["back"] = board.get_absolute_url()
    return render(request, "boards/tenure_form.html", context)
