"""Paste or upload, see row by row what would happen, and do all of it or nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from kkr_portal.access.kept import keeps_typed, take_kept
from quotas import annex_import, statistics_import
from quotas.actions.imports import import_quotas, import_statistics
from quotas.forms.imports import AnnexForm, StatisticsForm, TableForm
from quotas.found import editable_issue
from quotas.models import Issue, StatisticsRow
from quotas.models.closing import MESSAGE
from quotas.places import Places

CHANGED = (
    "Tabellen eller portalens tal er ændret, siden du så forhåndsvisningen. Intet er gemt. "
    "Se den nye forhåndsvisning, og indlæs igen."
)


@keeps_typed
@transaction.atomic
def annex(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Municipal quotas of the authority's annex, or of one region."""
    issue = editable_issue(request, year, number)
    if issue.is_closed:
        messages.error(request, MESSAGE)
        return redirect(issue)
    places = Places()
    form = AnnexForm(
        request.POST or take_kept(request), request.FILES or None, issue=issue,
        read=lambda text: annex_import.read(text, places),
    )  # fmt: skip
    context: dict[str, Any] = {"issue": issue, "form": form, "key": f"quota-import-{issue.pk}"}
    if request.method == "POST" and form.is_valid() and form.annex:
        plan = annex_import.plan_import(issue, form.annex, form.wanted, places)
        if "do" in request.POST and plan.may_be_done:
            if plan.changes_nothing:
                messages.success(request, "Tallene står allerede i portalen. Der er intet at ændre.")
                return redirect(issue)
            if request.POST.get("plan") == plan.fingerprint:
                import_quotas(
                    issue=issue, kind=plan.wanted.kind, quotas=plan.quotas, regions=plan.regions,
                    source=plan.wanted.source, dated=plan.wanted.dated,
                )  # fmt: skip
                messages.success(
                    request, f"{len(plan.quotas)} kommunekvoter er indlæst.",
                    extra_tags=f"saved:quota-import-{issue.pk}",
                )  # fmt: skip
                return redirect(issue)
            context["refused"] = CHANGED
        context |= {"plan": plan, "form": _with_text(request, form, places, annex_import.read)}
    return render(request, "quotas/import_quotas.html", context)


@keeps_typed
@transaction.atomic
def statistics(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """Population, immigrants and reunified of all municipalities."""
    issue = editable_issue(request, year, number)
    if issue.is_closed:
        messages.error(request, MESSAGE)
        return redirect(issue)
    places = Places()
    form = StatisticsForm(
        request.POST or take_kept(request), request.FILES or None, issue=issue,
        read=lambda text: statistics_import.read(text, places),
    )  # fmt: skip
    context: dict[str, Any] = {"issue": issue, "form": form, "key": f"quota-statistics-{issue.pk}"}
    if request.method == "POST" and form.is_valid() and form.annex:
        plan = statistics_import.plan_statistics(form.annex, places, _stored(issue))
        if "do" in request.POST and plan.may_be_done:
            if request.POST.get("plan") == plan.fingerprint:
                import_statistics(
                    issue=issue, rows=plan.numbers, source=form.cleaned_data["source"],
                    constructed=form.cleaned_data["constructed"],
                )  # fmt: skip
                messages.success(
                    request, "Statistikken er indlæst. Her er modellen regnet på den.",
                    extra_tags=f"saved:quota-statistics-{issue.pk}",
                )  # fmt: skip
                return redirect("quotas:model", year, number)
            context["refused"] = CHANGED
        context |= {"plan": plan, "form": _with_text(request, form, places, statistics_import.read)}
    context["replaces"] = hasattr(issue, "statistics") and hasattr(issue.statistics, "calculation")
    return render(request, "quotas/import_statistics.html", context)


def _stored(issue: Issue) -> dict[int, statistics_import.Numbers]:
    rows = StatisticsRow.objects.filter(statistics__issue=issue)
    return {row.municipality_id: (row.population, row.immigrants, row.reunified) for row in rows}


def _with_text(request: HttpRequest, form: TableForm, places: Places, read: Any) -> TableForm:
    """The form with the file's content as text, so that it can be mended and comes back unchanged."""
    data: QueryDict = request.POST.copy()
    data["text"] = form.read_text
    shown = type(form)(data, issue=form.issue, read=lambda text: read(text, places))
    shown.is_valid()
    return shown
