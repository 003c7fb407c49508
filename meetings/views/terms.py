"""The terms of a KKR, and the page of one: its composition with every step."""

from __future__ import annotations

import hashlib
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.law import Breach, Citation
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import download
from meetings import list_sheets
from meetings.actions import terms as actions
from meetings.composition import Composed, composed, counts_by_place
from meetings.forms.terms import ExtraSeatForm, LotForm, TermForm
from meetings.models import Seat, Term, VoteCount
from meetings.rules.composition import MEMBERS
from meetings.rules.composition_steps import steps
from meetings.rules.editions import cite
from meetings.rules.party_change import CAP_WAIVED, ELECTS_ONE_MORE, STAYS, cap_breaches
from meetings.rules.reduction import CAP, REDUCTION
from meetings.views.found_terms import council_named, editable_council, editable_term, is_inside, visible_term

COOPERATION = cite(3, 1)


@login_not_required
def term_list(request: HttpRequest, council: str) -> HttpResponse:
    """A KKR's terms, the newest first."""
    found = council_named(council)
    return render(
        request,
        "meetings/term_list.html",
        {
            "council": found,
            "terms": _terms(request, found),
            "may_edit": predicates.may_edit_council(request.user, found.pk),
            "inside": is_inside(request, found),
        },
    )


def _terms(request: HttpRequest, council: Council) -> QuerySet[Term]:
    return Term.objects.visible_to(request.user).filter(council=council).select_related("council")


@login_not_required
def term_list_file(request: HttpRequest, council: str, kind: str) -> HttpResponse:
    found = council_named(council)
    sheet = list_sheets.terms_sheet(_terms(request, found))
    return download(sheet, name=f"Funktionsperioder {found}", kind=kind)


def told(found: Composed) -> list[tuple[Citation, list[str]]]:
    """The steps of the composition, those under one citation together."""
    if found.composition is None or not found.has_votes:
        return []
    return [
        (citation, [step.text for step in group])
        for citation, group in groupby(steps(found.composition), key=lambda step: step.citation)
    ]


def breaches_of(found: Composed, seats: list[Seat]) -> list[Breach]:
    """What the rules have against the votes, and against the seats that are fixed."""
    if found.composition is None or not found.has_votes:
        return []
    extra = sum(seat.beyond_cap for seat in seats)
    breaches = list(found.composition.breaches)
    if seats:
        breaches += cap_breaches(
            members=len(seats), municipalities=len(found.municipalities), elected_under_part_9=extra
        )
    return breaches


def sheet_context(term: Term) -> dict[str, Any]:
    """What the page and the printed sheet have in common."""
    found = composed(term)
    seats = list(term.seats.select_related("municipality"))
    return {
        "term": term,
        "council": term.council,
        "found": found,
        "seats": seats,
        "extra_seats": [seat for seat in seats if seat.beyond_cap],
        "told": told(found),
        "breaches": breaches_of(found, seats),
        "members_citation": MEMBERS,
        "cap_citation": CAP,
        "reduction_citation": REDUCTION,
        "extra_citations": [STAYS, ELECTS_ONE_MORE, CAP_WAIVED],
    }


@login_not_required
def detail(request: HttpRequest, council: str, year: int) -> HttpResponse:
    return render_term(request, visible_term(request, council, year))


def render_term(request: HttpRequest, term: Term, lot_form: LotForm | None = None) -> HttpResponse:
    """The composition page, with what the reader may do there."""
    context = sheet_context(term)
    found: Composed = context["found"]
    may_edit = predicates.may_edit_council(request.user, term.council_id)
    if may_edit:
        by_place = counts_by_place(term)
        places = [("region", "Hele regionen", by_place.get(None, []))]
        places += [(one.code, one.name, by_place.get(one.pk, [])) for one in found.municipalities]
        context["places"] = [(*place, _mayors(place[2])) for place in places]
        context["obstacles"] = actions.why_not_fix(found)
        if found.lot_is_open and found.tie and not term.fixed_on:
            context["lot_form"] = lot_form or LotForm(tie=found.tie)
        if term.fixed_on:
            context["extra_form"] = ExtraSeatForm(found=found, auto_id="extra_%s")
    context |= {
        "may_edit": may_edit,
        "inside": is_inside(request, term.council),
        "may_read_history": predicates.may_read_history(request.user, term.council_id),
    }
    return render(request, "meetings/term_detail.html", context)


def _mayors(counts: list[VoteCount]) -> str:
    """«Venstre (V)», for the region «Venstre (V): 9, …»."""
    return ", ".join(
        f"{count.party}: {count.mayors}" if count.municipality_id is None else str(count.party)
        for count in counts
        if count.mayors
    )


@keeps_typed
@transaction.atomic
def create(request: HttpRequest, council: str) -> HttpResponse:
    """A new term; where it ends another one, it asks first and says what ends."""
    found = editable_council(request, council)
    form = TermForm(request.POST or take_kept(request), council=found)
    if request.method == "POST" and form.is_valid():
        begins = form.cleaned_data["begins"]
        ends = actions.what_ends(found, begins)
        mark = hashlib.sha256(repr(ends).encode()).hexdigest()[:16]
        again = found.terms.filter(
            election_date=form.cleaned_data["election_date"], period__startswith=begins
        )
        if ends.term and not again.exists() and request.POST.get("sure") != mark:
            context = {"council": found, "form": form, "ends": ends, "mark": mark, "begins": begins}
            return render(request, "meetings/term_confirm_create.html", context)
        try:
            with transaction.atomic():
                term = actions.create_term(council=found, term=form.save(commit=False), begins=begins)
        except actions.TermRefused as reason:
            form.add_error("begins" if "dag" in str(reason) else None, str(reason))
        else:
            messages.success(
                request, "Funktionsperioden er oprettet. Nu kan stemmetallene skrives ind.",
                extra_tags=f"saved:term-new-{found.slug}",
            )  # fmt: skip
            return redirect(term)
    return render(request, "meetings/term_form.html", {"form": form, "council": found})


@keeps_typed
@transaction.atomic
def edit(request: HttpRequest, council: str, year: int) -> HttpResponse:
    term = editable_term(request, council, year)
    if request.method == "POST":
        term = Term.objects.select_related("council").select_for_update(of=("self",)).get(pk=term.pk)
    form = TermForm(request.POST or take_kept(request), instance=term, council=term.council)
    if request.method == "POST" and form.is_valid():
        drawn = bool(term.drawn)
        try:
            with transaction.atomic():
                term = actions.save_term(term=form.save(commit=False), begins=form.cleaned_data["begins"])
        except actions.TermRefused as reason:
            form.add_error("begins", str(reason))
        else:
            messages.success(request, "Funktionsperioden er gemt.", extra_tags=f"saved:term-{term.pk}")
            if drawn and not term.drawn:
                tell_of_lot(request)
            return redirect(term)
    context = {"form": form, "council": term.council, "term": term}
    return render(request, "meetings/term_form.html", context)


def tell_of_lot(request: HttpRequest) -> None:
    messages.warning(request, "Lodtrækningen passer ikke længere til tallene og er slettet.")


def delete(request: HttpRequest, council: str, year: int) -> HttpResponse:
    """Ask first; only a term without seats."""
    term = editable_term(request, council, year)
    if request.method == "POST":
        try:
            actions.delete_term(term=term)
        except actions.TermRefused as reason:
            messages.error(request, str(reason))
            return redirect(term)
        messages.success(request, f"Funktionsperioden {term.years} er slettet.")
        return redirect("meetings:terms", council)
    before = term.council.terms.filter(period__endswith=term.period.lower).first()
    return render(
        request,
        "meetings/term_confirm_delete.html",
        {"term": term, "council": term.council, "before": before, "votes": term.votes.count()},
    )
