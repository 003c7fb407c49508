"""Who may nominate: the list over all KKR, one round's, and deciding it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from boards import nominating_import
from boards.actions import organisations as actions
from boards.actions.rounds import lock_round
from boards.forms.organisations import EntitleForm, NominatingForm, NominatingTableForm, nominated_kinds
from boards.found_rounds import editable_round, editable_row, is_inside, may_edit_round, round_of
from boards.models import NominatingOrganisation, NominationRequest, Round
from boards.organisation_list import decided_on, nominating, organisation_sheet
from boards.process_timeline import terms
from boards.rules.nominations import sme_warnings
from boards.views.boards import done
from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.importing.pages import import_page
from kkr_portal.importing.plans import Plan
from kkr_portal.importing.plans import Refused as NotTakenIn
from kkr_portal.importing.templates import template
from kkr_portal.registry.chosen import chosen_council
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import download
from meetings.actions.periods import Refused
from meetings.decided_at import decided_at


def _chosen(request: HttpRequest) -> tuple[list[NominatingOrganisation], dict[str, object]]:
    """The rows that the address asks for, and what it asked. Without a term: the latest."""
    known = terms()
    typed = request.GET.get("term", "")
    first: date | None = next((one for one, _ in known if str(one.year) == typed), None)
    if typed and typed != "all" and first is None:
        raise Http404
    if not typed and known:
        first = known[0][0]
    council = chosen_council(request)
    rows = list(nominating(request.user, council=council, term=first))
    return rows, {"chosen": council, "first": first, "terms": known}


@login_not_required
def organisations(request: HttpRequest) -> HttpResponse:
    """By KKR and term."""
    rows, asked = _chosen(request)
    context = asked | {
        "rows": [(one, decided_on(one)) for one in rows], "councils": Council.objects.all(),
        "query": request.GET.urlencode(), "invented": any(one.round.invented for one in rows),
    }  # fmt: skip
    return render(request, "boards/organisation_list.html", context)


@login_not_required
def organisations_file(request: HttpRequest, kind: str) -> HttpResponse:
    rows, _ = _chosen(request)
    return download(organisation_sheet(rows), name="Indstillingsberettigede organisationer", kind=kind)


@login_not_required
def round_organisations(request: HttpRequest, pk: int) -> HttpResponse:
    """One round's organisations and criteria, with where they were decided; for the inside, who was asked."""
    opened = round_of(pk)
    inside = is_inside(request, opened)
    rows = list(nominating(request.user, council=opened.council, term=opened.period.lower))
    business = [one.from_sme for one in rows if one.seat_kind.rule == "business"]
    asked = requests_of(opened) if inside else {}
    context = {
        "round": opened, "inside": inside, "edits": may_edit_round(request, opened),
        "rows": [(one, asked.get(one.pk)) for one in rows],
        "decided": decided_at([opened.decided_at_id, *(one.decided_at_id for one in rows)], request.user),
        "public": inside or opened.decided_at_id, "warnings": sme_warnings(business) if inside else [],
        "may_read_history": predicates.may_read_history(request.user, opened.council_id),
        "can_entitle": inside and nominated_kinds(opened).exists(),
        "query": urlencode({"kkr": opened.council.slug, "term": opened.period.lower.year}),
    }  # fmt: skip
    return render(request, "boards/round_organisations.html", context)


def requests_of(opened: Round) -> dict[int, NominationRequest]:
    """The open request to each nominating organisation, by its id."""
    rows = NominationRequest.objects.filter(nominating__round=opened, withdrawn_on=None)
    return {one.nominating_id: one for one in rows.select_related("mail").prefetch_related("nominations")}


@keeps_typed
@transaction.atomic
def entitle(request: HttpRequest, pk: int) -> HttpResponse:
    opened = editable_round(request, pk)
    form = EntitleForm(request.POST or take_kept(request), opened=opened)
    if request.method == "POST" and form.is_valid() and (made := done(form)) is not None:
        text = f"{len(made)} er tilføjet." if made else "De valgte stod der allerede."
        messages.success(request, text, extra_tags=f"saved:entitle-{pk}")
        return redirect("boards:round_organisations", pk)
    context = {
        "round": opened, "heading": "Tilføj organisationer", "form": form, "draft": f"entitle-{pk}",
        "button": "Tilføj", "told": "De organisationer, KKR har besluttet kan indstille i denne runde.",
    }  # fmt: skip
    return render(request, "boards/round_form.html", context)


@keeps_typed
@transaction.atomic
def import_nominating(request: HttpRequest, pk: int) -> HttpResponse:
    """Paste or upload, see what happens to each row, and do all of it or nothing."""
    opened = editable_round(request, pk)
    if request.method == "POST":
        lock_round(opened.pk)
    kinds = list(nominated_kinds(opened))
    form = NominatingTableForm(
        request.POST or take_kept(request), request.FILES or None, read=nominating_import.read
    )  # fmt: skip

    def carry_out(plan: Plan) -> str:
        try:
            actions.import_nominating(opened=opened, rows=[row.does for row in plan.to_do])
        except Refused as reason:
            raise NotTakenIn(reason.message) from reason
        return f"{len(plan.to_do)} {'række er' if len(plan.to_do) == 1 else 'rækker er'} indlæst."

    return import_page(
        request, form=form, carry_out=carry_out, draft=f"nominating-import-{pk}",
        plan_of=lambda table: nominating_import.plan_nominating(table, opened, kinds),
        template="boards/round_import.html", back=reverse("boards:round_organisations", args=[pk]),
        context={"round": opened, "kinds": kinds}, council=opened.council,
        title=f"Indstillingsberettigede organisationer {opened.years}",
    )  # fmt: skip


def nominating_template(request: HttpRequest, pk: int) -> HttpResponse:
    editable_round(request, pk)
    return template(nominating_import.COLUMNS, name="indstillingsberettigede organisationer")


@keeps_typed
@transaction.atomic
def edit_nominating(request: HttpRequest, pk: int) -> HttpResponse:
    one = editable_row(request, NominatingOrganisation, pk)
    form = NominatingForm(request.POST or take_kept(request), instance=one)
    if request.method == "POST" and form.is_valid() and done(form):
        messages.success(request, f"{one} er gemt.", extra_tags=f"saved:nominating-{pk}")
        return redirect("boards:round_organisations", one.round_id)
    context = {
        "round": one.round, "heading": f"{one}: {one.seat_kind}", "form": form, "draft": f"nominating-{pk}",
        "button": "Gem", "row": one,
    }  # fmt: skip
    return render(request, "boards/round_form.html", context)


@transaction.atomic
def remove_nominating(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first. Who was asked already stays."""
    one = editable_row(request, NominatingOrganisation, pk)
    if request.method == "POST":
        try:
            actions.no_longer_entitled(nominating=one)
        except Refused as reason:
            messages.error(request, reason.message)
        else:
            messages.success(request, f"{one} kan ikke længere indstille til «{one.seat_kind}».")
        return redirect("boards:round_organisations", one.round_id)
    context = {
        "round": one.round, "heading": f"Fjern {one} fra listen?", "button": "Fjern",
        "back": reverse("boards:round_organisations", args=[one.round_id]),
        "told": f"{one} kan så ikke indstille til «{one.seat_kind}». Det bliver stående i historikken.",
    }  # fmt: skip
    return render(request, "boards/round_confirm.html", context)
