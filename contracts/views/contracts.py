"""The list of contracts, a new one, and the page that reads like the document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from contracts.actions.contracts import create_contract
from contracts.document import document_of
from contracts.forms.contracts import NewContractForm
from contracts.found import is_inside, may_edit, visible_contract
from contracts.list_sheets import goals_sheet, key_sheet
from contracts.models import FrameworkAgreement, ResultContract
from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.registry.chosen import chosen_council
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import Sheet, download
from meetings.decided_at import decided_at


def _chosen(request: HttpRequest) -> tuple[QuerySet[ResultContract], dict[str, Any]]:
    """The contracts that the address asks for, and what it asked."""
    contracts = ResultContract.objects.visible_to(request.user).select_related(
        "council", "business_house", "framework"
    )
    council = chosen_council(request)
    if council:
        contracts = contracts.filter(council=council)
    years = sorted(set(ResultContract.objects.visible_to(request.user).values_list("year", flat=True)))
    year = request.GET.get("year", "")
    if year in {str(one) for one in years}:
        contracts = contracts.filter(year=int(year))
    status = request.GET.get("status", "")
    if status in ResultContract.Status.values:
        contracts = contracts.filter(status=status)
    asked = {"chosen": council, "year": year, "status": status, "years": reversed(years)}
    return contracts.order_by("-year", "business_house__sort_key"), asked


@login_not_required
def contract_list(request: HttpRequest) -> HttpResponse:
    """By year and house; the public sees the published ones."""
    contracts, asked = _chosen(request)
    page = Paginator(contracts, 60).get_page(request.GET.get("page"))
    edited = predicates.councils_edited_by(request.user)
    query = request.GET.copy()
    query.pop("page", None)
    context = asked | {
        "page_obj": page, "query": query.urlencode(), "councils": Council.objects.all(),
        "statuses": ResultContract.Status.choices, "may_create": edited is None or bool(edited),
        "narrowed": bool(asked["chosen"] or asked["year"] or asked["status"]),
    }  # fmt: skip
    return render(request, "contracts/contract_list.html", context)


@login_not_required
def contract_list_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same list for a spreadsheet."""
    contracts, _ = _chosen(request)
    head = ["År", "Erhvervshus", "KKR", "Status", "Rammeaftale", "Træder i kraft",
            "Basisbevilling (1.000 kr.)", "Offentliggjort"]  # fmt: skip
    rows = [
        [one.year, str(one.business_house), str(one.council), one.get_status_display(), str(one.framework),
         one.in_force_on, one.grant, one.published_on]
        for one in contracts
    ]  # fmt: skip
    return download(Sheet("Resultatkontrakter", head, rows), name="Resultatkontrakter", kind=kind)


@login_not_required
def goals_file(request: HttpRequest, house: str, year: int, kind: str) -> HttpResponse:
    found = visible_contract(request, house, year)
    return download(goals_sheet(document_of(found)), name=f"Mål {found.business_house} {year}", kind=kind)


@login_not_required
def key_file(request: HttpRequest, house: str, year: int, kind: str) -> HttpResponse:
    """The funding key, where there is one."""
    found = visible_contract(request, house, year)
    name = f"Fordelingsnøgle {found.business_house} {year}"
    return download(key_sheet(document_of(found)), name=name, kind=kind)


@keeps_typed
@transaction.atomic
def create(request: HttpRequest) -> HttpResponse:
    """A contract with a house of one's own KKR, with the framework's goals of the year."""
    edited = predicates.councils_edited_by(request.user)
    if edited is not None and not edited:
        raise Http404
    form = NewContractForm(request.POST or take_kept(request), councils=edited)
    if request.method == "POST" and form.is_valid():
        contract = create_contract(contract=form.save(commit=False), goals=form.cleaned_data["with_goals"])
        messages.success(request, f"{contract} er oprettet som udkast.")
        return redirect(contract)
    has_framework = FrameworkAgreement.objects.exists()
    return render(request, "contracts/contract_form.html", {"form": form, "has_framework": has_framework})


@login_not_required
def contract(request: HttpRequest, house: str, year: int) -> HttpResponse:
    """The whole contract, as far as it is written."""
    found = visible_contract(request, house, year)
    document = document_of(found)
    edits = may_edit(request, found)
    items = [one.decided_at_id for one in document.approvals]
    items += [
        revision.decided_at_id
        for goal in document.goals
        for point in goal.points
        for revision in point.revisions
    ]
    items += [one.decided_at_id for one, _ in document.addenda]
    context = {
        "contract": found, "document": document, "edits": edits, "writes": edits and found.text_is_open,
        "inside": is_inside(request, found), "decided": decided_at(items, request.user),
        "may_read_history": predicates.may_read_history(request.user, found.council_id),
    }  # fmt: skip
    return render(request, "contracts/contract.html", context)
