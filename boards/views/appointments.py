"""Candidates of a round; the proposal and appointment of one, or of a politician; the announcement."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from boards import prints
from boards.actions import appointments as actions
from boards.actions import proposals
from boards.actions.nominations import take_back_nomination, withdraw_candidate
from boards.forms.appointments import AppointCandidateForm, AppointPoliticianForm
from boards.forms.nominations import CandidateForm
from boards.found_rounds import editable_round, editable_row, inside_round, may_edit_round
from boards.list_sheets import appointments_sheet, candidates_sheet
from boards.models import Candidate, Nomination, Proposal, Round, Seat
from boards.round_progress import answered, places
from boards.views.boards import done
from boards.views.tenures import tried
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.spreadsheets import download
from meetings.actions.periods import Refused
from meetings.decided_at import decided_at


def candidates(request: HttpRequest, pk: int) -> HttpResponse:
    """What the organisations answered, and what the statutes say of each candidate."""
    opened = inside_round(request, pk)
    rows = answered(opened)
    context = {
        "round": opened, "rows": rows, "edits": may_edit_round(request, opened),
        "today": timezone.localdate(), "received": sum(one.nomination is not None for one in rows),
    }  # fmt: skip
    return render(request, "boards/round_candidates.html", context)


def candidates_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """For the secretariat and KL, as the page: with contact details."""
    opened = inside_round(request, pk)
    return download(candidates_sheet(answered(opened)), name=f"Indstillinger {opened}", kind=kind)


@keeps_typed
@transaction.atomic
def edit_candidate(request: HttpRequest, pk: int) -> HttpResponse:
    candidate = editable_row(request, Candidate, pk)
    opened = candidate.nomination.request.nominating.round
    form = CandidateForm(request.POST or take_kept(request), instance=candidate)
    if request.method == "POST" and form.is_valid() and done(form):
        messages.success(request, f"{candidate} er gemt.", extra_tags=f"saved:candidate-{pk}")
        return redirect("boards:round_candidates", opened.pk)
    context = {
        "round": opened, "heading": f"Ret {candidate}", "form": form, "draft": f"candidate-{pk}",
        "button": "Gem", "row": candidate, "back": reverse("boards:round_candidates", args=[opened.pk]),
    }  # fmt: skip
    return render(request, "boards/round_form.html", context)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The person is no candidate any more; pressed again, they are."""
    candidate = editable_row(request, Candidate, pk)
    try:
        now = withdraw_candidate(candidate=candidate, withdrawn=candidate.withdrawn_on is None)
    except Refused as reason:
        messages.error(request, reason.message)
    else:
        told = "er ikke længere kandidat" if now.withdrawn_on else "er kandidat igen"
        messages.success(request, f"{candidate} {told}.")
    return redirect("boards:round_candidates", candidate.nomination.request.nominating.round_id)


def delete_nomination(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first: it was written in by mistake."""
    nomination = editable_row(request, Nomination, pk)
    opened = nomination.request.nominating.round
    back = reverse("boards:round_candidates", args=[opened.pk])
    if request.method == "POST":
        try:
            take_back_nomination(nomination=nomination)
        except Refused as reason:
            messages.error(request, reason.message)
        else:
            messages.success(request, f"{nomination} er slettet.")
        return redirect(back)
    context = {
        "round": opened, "heading": f"Slet indstillingen fra {nomination.request.nominating}?",
        "button": "Slet", "back": back,
        "told": "Kandidaterne forsvinder med den. Indstillingen bliver stående i historikken, og "
        "organisationen kan svare igen, hvis du laver et nyt link.",
    }  # fmt: skip
    return render(request, "boards/round_confirm.html", context)


def appointments(request: HttpRequest, pk: int) -> HttpResponse:
    """The seats that the KKR fills in the round, who was appointed and where it was decided."""
    opened = inside_round(request, pk)
    rows = places(opened)
    made = [one.appointment for one in rows if one.appointment]
    context = {
        "round": opened, "rows": rows, "edits": may_edit_round(request, opened),
        "filled": sum(one.filled for one in rows), "made": made,
        "fresh": [one for one in made if one.announced_on is None],
        "decided": decided_at([one.decided_at_id for one in made], request.user),
    }  # fmt: skip
    return render(request, "boards/round_appointments.html", context)


def appointments_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    opened = inside_round(request, pk)
    rows = places(opened)
    made = [one.appointment.decided_at_id for one in rows if one.appointment]
    sheet = appointments_sheet(rows, decided_at(made, request.user))
    return download(sheet, name=f"Udpegninger {opened}", kind=kind)


@keeps_typed
def appoint_candidate(request: HttpRequest, pk: int, *, propose: bool = False) -> HttpResponse:
    """By a decision that was made; ``propose``: put before the KKR for one to come."""
    candidate = editable_row(request, Candidate, pk)
    opened = candidate.nomination.request.nominating.round
    free = [
        one.sitting.seat.pk
        for one in places(opened)
        if not (one.filled or one.proposal) and one.kind == candidate.seat_kind
    ]
    form = AppointCandidateForm(
        request.POST or take_kept(request), candidate=candidate, opened=opened, free=free, decided=not propose
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        about = {"candidate": candidate, "known": form.known, "seat": given["seat"], "since": given["since"]}

        def put() -> Any:
            if propose:
                return proposals.propose_candidate(**about)
            return actions.appoint_candidate(**about, decided_at=given["decided_at"])

        if tried(form, put):
            return _put(request, opened, candidate, propose=propose, draft=f"appoint-{pk}")
    told = f"Indstillet af {candidate.nomination.request.nominating} til {candidate.seat_kind}."
    back = reverse("boards:round_candidates", args=[opened.pk])
    heading = f"Foreslå {candidate}" if propose else f"Udpeg {candidate}"
    return _form(
        request, opened, form, heading, draft=f"appoint-{pk}", told=told, back=back, propose=propose
    )  # fmt: skip


@keeps_typed
def appoint_to(request: HttpRequest, pk: int, seat: int, *, propose: bool = False) -> HttpResponse:
    """The chair, or a municipal member; by a decision that was made, or proposed for one to come."""
    opened = editable_round(request, pk)
    seats = Seat.objects.filter(
        seat_kind__board__in=opened.boards(), seat_kind__rule__in=("chair", "municipal")
    )
    found = get_object_or_404(seats.select_related("seat_kind__board__council"), pk=seat)
    form = AppointPoliticianForm(
        request.POST or take_kept(request),
        seat=found,
        opened=opened,
        since=max(opened.period.lower, timezone.localdate()),
        decided=not propose,
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        about = {
            "opened": opened, "seat": found, "who": form.who, "eligible": form.eligible,
            "since": given["since"],
        }  # fmt: skip

        def put() -> Any:
            if propose:
                return proposals.propose_politician(**about)
            return actions.appoint_politician(**about, decided_at=given["decided_at"])

        if tried(form, put):
            return _put(request, opened, form.who, propose=propose, draft=f"appoint-to-{seat}")
    told = f"{found.seat_kind.qualifications}." if found.seat_kind.qualifications else ""
    back = reverse("boards:round_appointments", args=[pk])
    heading = (
        f"{'Foreslå' if propose else 'Udpeg'} til {found.seat_kind.board}: {found.seat_kind.title.lower()}"
    )
    return _form(
        request, opened, form, heading, draft=f"appoint-to-{seat}", told=told, back=back, propose=propose
    )  # fmt: skip


@require_POST
def withdraw_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody is proposed for the seat any more."""
    proposal = editable_row(request, Proposal, pk)
    proposals.withdraw_proposal(proposal=proposal)
    messages.success(request, f"{proposal} er ikke længere foreslået.")
    return redirect("boards:round_appointments", proposal.round_id)


def _put(
    request: HttpRequest, opened: Round, who: object, *, propose: bool, draft: str
) -> HttpResponse:  # fmt: skip
    text = (
        f"{who} er foreslået. Vælg forslaget under «Punktet beslutter» på det punkt, hvor KKR udpeger."
        if propose
        else f"{who} er udpeget."
    )
    messages.success(request, text, extra_tags=f"saved:{draft}")
    return redirect("boards:round_appointments", opened.pk)


@require_POST
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Drafts in the outbox, for those who were appointed and for who nominated them."""
    opened = editable_round(request, pk)
    number = actions.announce(opened=opened)
    if number:
        what = "udpegning" if number == 1 else "udpegninger"
        text = f"{number} {what} er meddelt: mailene ligger som kladder i udbakken."
        messages.success(request, text)
    else:
        messages.warning(request, "Alle udpegninger er allerede meddelt.")
    return redirect("boards:round_appointments", pk)


def announcement_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """To be sent on or put on a website."""
    opened = inside_round(request, pk)
    made = [one.appointment for one in places(opened) if one.appointment]
    lines = decided_at([one.decided_at_id for one in made], request.user)
    content = prints.announcement_pdf(opened, places(opened), lines)
    return pdf_response(content, f"Udpegninger {opened}")


def _form(
    request: HttpRequest, opened: Round, form: object, heading: str, *, draft: str, told: str, back: str,
    propose: bool,
) -> HttpResponse:  # fmt: skip
    context = {
        "round": opened, "form": form, "heading": heading, "draft": draft, "told": told, "back": back,
        "button": "Foreslå" if propose else "Udpeg",
    }  # fmt: skip
    return render(request, "boards/round_form.html", context)
