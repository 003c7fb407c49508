"""Votes of a term: the grid of one place, the import with its preview, cooperations, and the lot."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.importing.pages import import_page
from kkr_portal.importing.plans import Refused
from kkr_portal.importing.templates import template
from kkr_portal.registry.models import Municipality
from meetings.actions import vote_counts as actions
from meetings.actions.vote_counts import VotesRefused
from meetings.composition import composed, labels
from meetings.forms.terms import LotForm
from meetings.forms.vote_counts import CooperationsForm, CountGrid, ImportForm, count_grid, fingerprint
from meetings.models import Term, VoteCount
from meetings.views.found_terms import editable_term
from meetings.views.terms import render_term, tell_of_lot
from meetings.vote_import import Plan, plan_import
from meetings.vote_table import COLUMNS


def _refuse_fixed(request: HttpRequest, term: Term) -> HttpResponse | None:
    """To the term's page with the reason, where a fixed composition keeps the votes as they are."""
    if not term.fixed_on:
        return None
    messages.error(request, actions.FIXED)
    return redirect(term)


def _as_tuples(stored: list[VoteCount]) -> list[tuple[int, int, int, int, str]]:
    return [(row.party_id, row.votes, row.council_seats, row.mayors, row.source) for row in stored]


@keeps_typed
@transaction.atomic
def edit(request: HttpRequest, council: str, year: int, place: str) -> HttpResponse:
    """The grid of one place: «region», or a municipality's code."""
    term = editable_term(request, council, year)
    municipality = None if place == "region" else _municipality(term, place)
    if request.method == "POST":
        Term.objects.select_for_update().get(pk=term.pk)
        term.refresh_from_db(fields=["fixed_on"])
    rows = term.votes.filter(municipality=municipality).select_related("party__municipality")
    stored = list(rows.order_by("party__sort_key"))
    mark = fingerprint(_as_tuples(stored))
    kept = take_kept(request)
    data = request.POST if request.method == "POST" else kept
    grid = count_grid(term.council, municipality, stored, data)
    seen = data.get("seen", "") if data is not None else mark
    context: dict[str, object] = {
        "term": term,
        "council": term.council,
        "municipality": municipality,
        "place": place,
        "grid": grid,
    }
    if request.method == "POST" and "add_rows" not in request.POST and term.fixed_on:
        context["refused"] = actions.FIXED
    elif request.method == "POST" and "add_rows" not in request.POST and grid.is_valid():
        wanted = grid.counts
        same = fingerprint(
            [(one.party, one.votes, one.council_seats, one.mayors, one.source) for one in wanted]
        )
        if seen not in (mark, "") and same != mark:
            context["meanwhile"], seen = stored, mark  # the next time they have been seen
        elif answer := _save(request, term, municipality, grid, context):
            return answer
    elif request.method == "GET" and (answer := _refuse_fixed(request, term)):
        return answer
    context["seen"] = seen
    return render(request, "meetings/term_votes.html", context)


def _save(
    request: HttpRequest, term: Term, municipality: Municipality | None, grid: CountGrid,
    context: dict[str, object],
) -> HttpResponse | None:  # fmt: skip
    try:
        with transaction.atomic():
            forgotten = actions.save_votes(term=term, municipality=municipality, counts=grid.counts)
    except VotesRefused as reason:
        context["refused"] = str(reason)
        return None
    where = municipality or "hele regionen"
    messages.success(
        request, f"Stemmetallene for {where} er gemt.",
        extra_tags=f"saved:votes-{term.pk}-{municipality.code if municipality else 'region'}",
    )  # fmt: skip
    if forgotten:
        tell_of_lot(request)
    return redirect(f"{term.get_absolute_url()}#votes")


def _municipality(term: Term, code: str) -> Municipality:
    found = Municipality.objects.filter(region=term.council.region_id, code=code).first()
    if found is None:
        raise Http404
    return found


@keeps_typed
@transaction.atomic
def import_votes(request: HttpRequest, council: str, year: int) -> HttpResponse:
    """Paste or upload, see what would happen, and do all of it or nothing."""
    term = editable_term(request, council, year)
    if request.method == "GET" and (answer := _refuse_fixed(request, term)):
        return answer
    if request.method == "POST":  # the plan that is done is the plan that was made under the lock
        Term.objects.select_for_update().get(pk=term.pk)
    form = ImportForm(
        request.POST or take_kept(request), request.FILES or None, council=term.council
    )  # fmt: skip
    may_add_party = predicates.may_administer(request.user, "registry") and request.user.is_staff

    return import_page(
        request, form=form,
        plan_of=lambda table: plan_import(term, table, default_place=form.default_place),
        carry_out=lambda plan: _take_in(request, term, plan),
        template="meetings/term_import.html", back=f"{term.get_absolute_url()}#votes",
        draft=f"votes-import-{term.pk}", title=f"Stemmetal {term.years}", council=term.council,
        context={"term": term, "council": term.council, "may_add_party": may_add_party},
    )  # fmt: skip


def _take_in(request: HttpRequest, term: Term, plan: Plan) -> str:
    try:
        forgotten = actions.import_votes(term=term, counts=plan.counts)
    except VotesRefused as reason:
        raise Refused(str(reason)) from reason
    if forgotten:
        tell_of_lot(request)
    return f"{len(plan.rows)} {'række' if len(plan.rows) == 1 else 'rækker'} indlæst."


def import_template(request: HttpRequest, council: str, year: int) -> HttpResponse:
    editable_term(request, council, year)
    return template(COLUMNS, name="stemmetal")


@keeps_typed
@transaction.atomic
def cooperations(request: HttpRequest, council: str, year: int) -> HttpResponse:
    """Which parties count under one name."""
    term = editable_term(request, council, year)
    if answer := _refuse_fixed(request, term):
        return answer
    if request.method == "POST":
        Term.objects.select_for_update().get(pk=term.pk)
    parties = {row.party for row in term.votes.select_related("party__municipality")}
    parties |= {row.party for row in term.cooperations.select_related("party__municipality")}
    named = labels(sorted(parties, key=lambda party: (party.sort_key, party.pk)))
    form = CooperationsForm(request.POST or take_kept(request), term=term, parties=named)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                forgotten = actions.save_cooperations(term=term, names=form.names)
        except VotesRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(
                request, "Listesamarbejderne er gemt.", extra_tags=f"saved:cooperations-{term.pk}"
            )
            if forgotten:
                tell_of_lot(request)
            return redirect(term)
    context = {"term": term, "council": term.council, "form": form}
    return render(request, "meetings/term_cooperations.html", context)


@require_POST
def lot(request: HttpRequest, council: str, year: int) -> HttpResponse:
    """Write down the lot that people drew."""
    term = editable_term(request, council, year)
    if answer := _refuse_fixed(request, term):
        return answer
    tie = composed(term).tie
    if tie is None:
        messages.error(request, "Der er ikke længere noget at trække lod om.")
        return redirect(term)
    form = LotForm(request.POST, tie=tie)
    if form.is_valid():
        try:
            actions.record_lot(term=term, drawn=form.drawn, note=form.cleaned_data["note"])
        except VotesRefused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "Lodtrækningen er noteret.")
            return redirect(term)
    return render_term(request, term, lot_form=form)


@require_POST
def forget_lot(request: HttpRequest, council: str, year: int) -> HttpResponse:
    term = editable_term(request, council, year)
    try:
        actions.forget_lot(term=term)
    except VotesRefused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "Lodtrækningen er taget tilbage. Den står i historikken.")
    return redirect(term)
