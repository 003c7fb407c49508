"""An organisation is asked; the letter; a new link; withdrawing it; what it answered, by hand."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from boards.actions import nominations, requests
from boards.forms.nominations import AskForm, ChangeRequestForm, NominationForm, ReceivedForm
from boards.found_rounds import editable_round, editable_row, may_edit_round, readable_row
from boards.models import NominatingOrganisation, NominationRequest, Round
from boards.told import in_words
from boards.views.tenures import tried
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.outbox.addresses import whole
from meetings.actions.periods import Refused


def link_to(token: str) -> str:
    """The whole address of a token's page, as it is written in the mail."""
    return whole(reverse("boards:answer", args=[token]))


def deadline_of(opened: Round) -> date:
    """What the round's own plan says."""
    step = opened.steps.filter(kind="organisations_deadline").first()
    return step.last if step else timezone.localdate()


@keeps_typed
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter and the mail are made; the mail waits in the outbox."""
    nominating = editable_row(request, NominatingOrganisation, pk)
    today = timezone.localdate()
    form = AskForm(request.POST or take_kept(request), today=today, deadline=deadline_of(nominating.round))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def send() -> NominationRequest:
            return requests.ask(nominating=nominating, link_to=link_to, **given)

        if made := tried(form, send):
            messages.success(request, _told(made), extra_tags=f"saved:ask-{pk}")
            return redirect("boards:request", made.pk)
    told = f"{nominating} bedes om at indstille til «{nominating.seat_kind}» i {nominating.seat_kind.board}."
    return _form(
        request, nominating.round, form, f"Bed {nominating} om at indstille", "Lav brev og mail", told=told,
        draft=f"ask-{pk}", back=reverse("boards:round_organisations", args=[nominating.round_id]),
    )  # fmt: skip


def _told(made: NominationRequest) -> str:
    if made.mail_id:
        return (
            "Brevet er lavet, og mailen med det personlige link ligger som kladde i udbakken. Frigiv den der."
        )
    return "Brevet er lavet. Der er ingen e-mailadresse, så send det selv."


def one_request(request: HttpRequest, pk: int) -> HttpResponse:
    """How it stands with one request."""
    found = readable_row(request, NominationRequest, pk)
    opened = found.nominating.round
    context = {
        "request_": found, "nominating": found.nominating, "round": opened,
        "edits": may_edit_round(request, opened), "state": nominations.state_of_link(found),
        "nomination": found.nominations.prefetch_related("candidates").first(), "inside": True,
    }  # fmt: skip
    return render(request, "boards/request.html", context)


def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """As it was made."""
    found = readable_row(request, NominationRequest, pk)
    if found.letter is None:
        raise Http404
    with found.letter.open() as file:
        return pdf_response(file.read(), f"Anmodning til {found.nominating}")


@keeps_typed
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another deadline, or another person to write to."""
    found = editable_row(request, NominationRequest, pk)
    form = ChangeRequestForm(request.POST or take_kept(request), request=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def move() -> NominationRequest:
            return requests.change_request(request=found, link_to=link_to, **given)

        if now := tried(form, move):
            text = f"Fristen er {in_words(now.deadline)}, og brevet er lavet om."
            if now.token_hash and now.link_number == found.link_number:
                text += " Det link, der er sendt, kan nu bruges til fristen; giv selv organisationen besked."
            elif now.mail_id:
                text += " En ny mail ligger i udbakken."
            messages.success(request, text, extra_tags=f"saved:request-{pk}")
            return redirect("boards:request", pk)
    return _form(
        request, found.nominating.round, form, f"Ret anmodningen til {found.nominating}", "Gem",
        draft=f"request-{pk}", back=reverse("boards:request", args=[pk]),
    )  # fmt: skip


@require_POST
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    found = editable_row(request, NominationRequest, pk)
    try:
        requests.renew_link(request=found, link_to=link_to)
    except Refused as reason:
        messages.error(request, reason.message)
    else:
        text = "Et nyt link ligger i en mail i udbakken. Det gamle link virker ikke længere."
        messages.success(request, text)
    return redirect("boards:request", pk)


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first."""
    found = editable_row(request, NominationRequest, pk)
    back = reverse("boards:round_organisations", args=[found.nominating.round_id])
    if request.method == "POST":
        try:
            requests.withdraw(request=found)
        except Refused as reason:
            messages.error(request, reason.message)
        else:
            messages.success(request, f"Anmodningen til {found.nominating} er trukket tilbage.")
        return redirect(back)
    context = {
        "round": found.nominating.round, "heading": f"Træk anmodningen til {found.nominating} tilbage?",
        "button": "Træk tilbage", "back": reverse("boards:request", args=[pk]),
        "told": "Linket holder op med at virke, og en mail, der ikke er frigivet, bliver ikke sendt. "
        "Er brevet sendt, så skriv selv til organisationen.",
    }  # fmt: skip
    return render(request, "boards/round_confirm.html", context)


@keeps_typed
def received(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter lies on the desk: from whom? Leads to its request, or says why it can't be taken."""
    opened = editable_round(request, pk)
    form = ReceivedForm(request.POST or take_kept(request), opened=opened)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def find() -> NominationRequest:
            return nominations.request_to(opened, given["organisation"], given["seat_kind"])

        if found := tried(form, find):
            return redirect("boards:enter_nomination", found.pk)
    told = "Vælg, hvem indstillingen er fra. Bagefter skriver du kandidaterne ind."
    return _form(
        request, opened, form, "Skriv en indstilling ind", "Fortsæt", draft=f"received-{pk}", told=told,
        back=reverse("boards:round_candidates", args=[pk]),
    )  # fmt: skip


@keeps_typed
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """What came by letter or mail."""
    found = editable_row(request, NominationRequest, pk)
    if found.nominations.exists():
        messages.warning(request, f"{found.nominating} har allerede svaret.")
        return redirect("boards:request", pk)
    form = NominationForm(
        request.POST or take_kept(request), request=found, public=False, today=timezone.localdate()
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def receive() -> object:
            return nominations.receive(
                request=found, nominees=form.nominees, received_on=given["received_on"],
                reason=given["reason"], answered_by=given["answered_by"],
            )  # fmt: skip

        if tried(form, receive):
            text = f"Indstillingen fra {found.nominating} er skrevet ind."
            messages.success(request, text, extra_tags=f"saved:nomination-{pk}")
            return redirect("boards:round_candidates", found.nominating.round_id)
    kind = found.nominating.seat_kind
    told = f"{kind}, {kind.board}. Fristen er {in_words(found.deadline)}."
    return _form(
        request, found.nominating.round, form, f"Indstilling fra {found.nominating}", "Gem indstillingen",
        draft=f"nomination-{pk}", told=told, back=reverse("boards:request", args=[pk]),
    )  # fmt: skip


def _form(
    request: HttpRequest, opened: Round, form: object, heading: str, button: str, *, draft: str, back: str,
    told: str = "",
) -> HttpResponse:  # fmt: skip
    context = {
        "round": opened, "form": form, "heading": heading, "button": button, "draft": draft, "back": back,
        "told": told,
    }  # fmt: skip
    return render(request, "boards/round_form.html", context)
