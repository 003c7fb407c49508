"""The mathematical model of an issue with its arithmetic; another reading as a switch; stored by KL."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kkr_portal.spreadsheets import download
from quotas.actions.calculations import store_calculation
from quotas.exported import model_sheet
from quotas.found import editable_issue, may_edit, visible_issue
from quotas.model_of import Modelled, Reading, facts_of, modelled
from quotas.models import Calculation, Issue, MunicipalQuota, Statistics
from quotas.refused import Refused
from quotas.rules.distribution import MODEL, REDISTRIBUTION, Key
from quotas.rules.rounding import ROUNDING, Order
from quotas.verified import differences_of


def _reading(asked: Any) -> Reading:
    """``key`` and ``order`` of the address or form; anything else is the portal's own reading."""
    key, order = asked.get("key", "").upper(), asked.get("order", "").upper()
    return Reading(
        Key[key] if key in Key.__members__ else Key.CALCULATED,
        Order[order] if order in Order.__members__ else Order.REGIONS_FIRST,
    )


def result_of(issue: Issue, reading: Reading) -> tuple[Statistics | None, Modelled | None]:
    """The statistics of the issue and what the model makes of them; None where either is lacking."""
    statistics = Statistics.objects.filter(issue=issue).first()
    if statistics is None or issue.national_number is None:
        return statistics, None
    printed = MunicipalQuota.objects.filter(issue=issue, kind=MunicipalQuota.Kind.CALCULATED)
    found = modelled(
        facts_of(statistics), issue.national_number, reading,
        annex=dict(printed.values_list("municipality__code", "persons")),
        announced={one.council_id: one.persons for one in issue.region_quotas.all()},
    )  # fmt: skip
    return statistics, found


@login_not_required
def model(request: HttpRequest, year: int, number: int) -> HttpResponse:
    issue = visible_issue(request, year, number)
    reading = _reading(request.GET)
    statistics, found = result_of(issue, reading)
    calculation = Calculation.objects.filter(statistics__issue=issue).select_related("by").first()
    context = {
        "issue": issue, "year": issue.year, "statistics": statistics, "found": found, "reading": reading,
        "keys": [(one.name.lower(), one.value) for one in Key],
        "orders": [(one.name.lower(), one.value) for one in Order],
        "chosen": (reading.key.name.lower(), reading.order.name.lower()),
        "model": MODEL, "redistribution": REDISTRIBUTION, "rounding": ROUNDING,
        "calculation": calculation, "edits": may_edit(request), "query": request.GET.urlencode(),
        "differences": list(differences_of(calculation)) if calculation else [],
    }  # fmt: skip
    return render(request, "quotas/model.html", context)


@login_not_required
def model_file(request: HttpRequest, year: int, number: int, kind: str) -> HttpResponse:
    issue = visible_issue(request, year, number)
    _, found = result_of(issue, _reading(request.GET))
    if found is None:
        raise Http404
    return download(model_sheet(found), name=f"Matematisk model {issue.year}", kind=kind)


@require_POST
@transaction.atomic
def store_model(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Keep the result as it is now, with the reading that was chosen."""
    issue = editable_issue(request, year, number)
    reading = _reading(request.POST)
    try:
        with transaction.atomic():
            store_calculation(issue=issue, reading=reading, by=request.user)  # type: ignore[arg-type]
    except Refused as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "Beregningen er gemt og kan efterregnes til sidste ciffer.")
    address = reverse("quotas:model", args=[year, number])
    query = f"?key={reading.key.name.lower()}&order={reading.order.name.lower()}"
    return redirect(address if reading.is_default else address + query)
