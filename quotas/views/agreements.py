"""Agreements: those of an issue, one agreement, writing it in sentences, and its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.registry.models import Council, Municipality
from kkr_portal.spreadsheets import download
from quotas import agreement_prints
from quotas.actions import agreements as actions
from quotas.agreement_of import basis_of, comes_to, names_for, transfers_of
from quotas.agreement_page import agreement_shown
from quotas.agreements_found import editable_agreement, may_edit, visible_agreement
from quotas.exported import agreement_sheet, agreements_sheet
from quotas.forms import agreements as asked
from quotas.found import council_named, visible_issue
from quotas.models import Agreement, Issue
from quotas.refused import Refused
from quotas.rules.agreement import Transfer
from quotas.sentences import told


@dataclass(frozen=True)
class Step:
    """What a step's page asks and tells; its form takes the step."""

    heading: str
    button: str
    told: str
    form: type[Any]
    when_notified: bool = False


STEPS = {
    "decide": Step(
        "Hvor blev aftalen besluttet?", "Gem beslutningen",
        "Aftalen peger på det punkt på KKR's møde, hvor den blev besluttet.", asked.DecideForm,
    ),
    "sign": Step(
        "Hvem har skrevet under?", "Gem underskrifterne",
        "En aftale gælder kun, når den er skriftlig og underskrevet. Fjern krydset ved dem, der mangler.",
        asked.SignForm,
    ),
    "notify": Step(
        "Er aftalen meddelt Udlændingestyrelsen?", "Gem meddelelsen",
        "Når meddelelsen er gemt, bliver aftalen offentlig og lukkes: Den kan kun ændres, hvis den genåbnes "
        "med en begrundelse. Kvoterne skrives ind som aftalte.", asked.NotifyForm,
    ),
    "reopen": Step(
        "Genåbn aftalen?", "Genåbn",
        "Meddelelsen falder bort, og de aftalte kvoter tages ud igen, til aftalen er meddelt på ny.",
        asked.ReopenForm, when_notified=True,
    ),
}  # fmt: skip


@login_not_required
def of_issue(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The five regions' agreements on one issue."""
    issue = visible_issue(request, year, number)
    edited = predicates.councils_edited_by(request.user)
    lines = [
        (council, found, edited is None or council.pk in edited)
        for council, found in _by_council(request, issue)
    ]
    return render(request, "quotas/agreement_list.html", {"issue": issue, "lines": lines})


def _by_council(request: HttpRequest, issue: Issue) -> list[tuple[Council, Agreement | None]]:
    """Each KKR with its agreement, where this reader may see one."""
    rows = Agreement.objects.visible_to(request.user).with_places().filter(issue=issue)
    agreements = {one.council_id: one for one in rows.prefetch_related("transfers")}
    return [(one, agreements.get(one.pk)) for one in Council.objects.select_related("region")]


@login_not_required
def of_issue_file(request: HttpRequest, year: int, number: int, kind: str) -> HttpResponse:
    issue = visible_issue(request, year, number)
    sheet = agreements_sheet(_by_council(request, issue))
    return download(sheet, name=f"Aftaler om kommunekvoter {issue.year}", kind=kind)


@login_not_required
def agreement_file(request: HttpRequest, year: int, number: int, council: str, kind: str) -> HttpResponse:
    """The quotas before and after."""
    found = visible_agreement(request, year, number, council)
    sheet = agreement_sheet(comes_to(basis_of(found.issue, found.council), transfers_of(found)))
    return download(sheet, name=f"Aftale {found.council.region} {found.issue.year}", kind=kind)


@require_POST
def begin(request: HttpRequest, year: int, number: int, council: str) -> HttpResponse:
    """An empty agreement of one's own region."""
    issue, of = visible_issue(request, year, number), council_named(council)
    if not predicates.may_edit_council(request.user, of.pk):
        raise Http404
    try:
        agreement = actions.begin(issue=issue, council=of)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("quotas:agreements", year, number)
    return redirect(agreement.url("agreement_edit"))


@login_not_required
def agreement(request: HttpRequest, year: int, number: int, council: str) -> HttpResponse:
    """Sentences, numbers, conditions, decision, signatures, and what a changed national number does."""
    found = visible_agreement(request, year, number, council)
    context = {
        "shown": agreement_shown(found, request.user), "agreement": found, "edits": may_edit(request, found),
        "may_read_history": predicates.may_read_history(request.user, found.council_id),
    }  # fmt: skip
    return render(request, "quotas/agreement.html", context)


@login_not_required
def letter(request: HttpRequest, year: int, number: int, council: str) -> HttpResponse:
    found = visible_agreement(request, year, number, council)
    name = f"{agreement_prints.letter_name(found)}.pdf"
    return pdf_response(agreement_prints.letter_pdf(found), name)


@keeps_typed
@transaction.atomic
def edit(request: HttpRequest, year: int, number: int, council: str) -> HttpResponse:
    """Write the sentences. With ``X-Requested-With: fetch`` only the sums, and nothing is stored."""
    found = editable_agreement(request, year, number, council)
    if found.is_notified:
        return redirect(found)
    names = names_for(found.council)
    form = asked.AgreementForm(request.POST or take_kept(request), instance=found, names=names)
    chosen = asked.SentenceForm(request.POST if "insert" in request.POST else None, names=names)
    asks = request.method == "POST" and "insert" not in request.POST
    if request.headers.get("X-Requested-With") == "fetch":
        return render(request, "quotas/_agreement_sums.html", _sums(found, form))
    if "insert" in request.POST and chosen.is_valid():
        form = _with_sentence(request, found, chosen, names)
        chosen = asked.SentenceForm(names=names)
    elif asks and form.is_valid() and _saved(form):
        messages.success(request, "Aftalen er gemt.", extra_tags=f"saved:quota-agreement-{found.pk}")
        return redirect(found)
    context = {"agreement": found, "form": form, "chosen": chosen, **_sums(found, form)}
    return render(request, "quotas/agreement_form.html", context)


def _saved(form: Any) -> Any:
    try:
        with transaction.atomic():
            return form.save()
    except Refused as reason:
        form.refuse(reason)
        return None


def _sums(found: Agreement, form: asked.AgreementForm) -> dict[str, Any]:
    """What the sentences come to as they stand in the form; what can't be read is told instead."""
    unread: list[str] = []
    transfers: tuple[Transfer, ...] = transfers_of(found)
    if form.is_bound:
        form.is_valid()
        transfers = form.transfers
        unread = [str(one) for one in form.errors.get("sentences", [])] if not transfers else []
    return {"comes": comes_to(basis_of(found.issue, found.council), transfers), "unread": unread}


def _with_sentence(request: HttpRequest, found: Agreement, chosen: Any, names: Any) -> asked.AgreementForm:
    """The form with one sentence more, still not stored."""
    typed = request.POST.copy()
    givers = [Transfer(giver, chosen.cleaned_data["taker"]) for giver in chosen.cleaned_data["givers"]]
    lines = [typed.get("sentences", "").rstrip(), *told(givers)]
    typed["sentences"] = "\n".join(line for line in lines if line)
    return asked.AgreementForm(typed, instance=found, names=names)


@keeps_typed
@transaction.atomic
def step(request: HttpRequest, year: int, number: int, council: str, name: str) -> HttpResponse:
    """Decide, sign, notify, reopen: asked first, then taken."""
    if name not in STEPS:
        raise Http404
    found, this = editable_agreement(request, year, number, council), STEPS[name]
    if found.is_notified is not this.when_notified:
        return redirect(found)
    form = this.form(request.POST or take_kept(request), agreement=found)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                said = form.save(request.user)
        except Refused as reason:
            form.refuse(reason)
        else:
            messages.success(request, said, extra_tags=f"saved:quota-{name}-{found.pk}")
            return redirect(found)
    shown = agreement_shown(found, request.user)
    context = {"agreement": found, "form": form, "step": this, "name": name, "shown": shown}
    return render(request, "quotas/agreement_step.html", context)


@require_POST
@transaction.atomic
def unsign(request: HttpRequest, year: int, number: int, council: str, code: str) -> HttpResponse:
    found = editable_agreement(request, year, number, council)
    municipality = get_object_or_404(Municipality, code=code, region=found.council.region_id)
    return _done(
        request, found, f"Underskriften fra {municipality} er fjernet.",
        lambda: actions.withdraw_signature(agreement=found, municipality=municipality),
    )  # fmt: skip


@require_POST
@transaction.atomic
def carry_over(request: HttpRequest, year: int, number: int, council: str, later: int) -> HttpResponse:
    """The same transfers for a later issue of the year."""
    found = editable_agreement(request, year, number, council)
    issue = get_object_or_404(Issue.objects.visible_to(request.user), year=found.issue.year_id, number=later)
    return _done(
        request, found, "Overtagelserne er skrevet ind i en ny aftale, som KKR kan beslutte.",
        lambda: actions.carry_over(agreement=found, issue=issue),
    )  # fmt: skip


def _done(request: HttpRequest, found: Agreement, said: str, act: Any) -> HttpResponse:
    try:
        with transaction.atomic():
            new = act()
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect(found)
    messages.success(request, said)
    return redirect(new if isinstance(new, Agreement) else found)
