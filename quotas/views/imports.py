"""Paste or upload, see row by row what would happen, and do all of it or nothing."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.importing.pages import import_page
from quotas import annex_import, statistics_import
from quotas.actions.imports import import_quotas, import_statistics
from quotas.forms.imports import AnnexForm, StatisticsForm
from quotas.found import editable_issue
from quotas.models import Issue, StatisticsRow
from quotas.models.closing import MESSAGE
from quotas.places import Places


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

    def carry_out(plan: annex_import.Plan) -> str:
        import_quotas(
            issue=issue, kind=plan.wanted.kind, quotas=plan.quotas, regions=plan.regions,
            source=plan.wanted.source, dated=plan.wanted.dated,
        )  # fmt: skip
        return f"{len(plan.quotas)} kommunekvoter er indlæst."

    return import_page(
        request, form=form, carry_out=carry_out, template="quotas/import_quotas.html",
        plan_of=lambda table: annex_import.plan_import(issue, table, form.wanted, places),
        back=issue.get_absolute_url(), draft=f"quota-import-{issue.pk}", context={"issue": issue},
        title=f"Kommunekvoter {issue}",
    )  # fmt: skip


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

    def carry_out(plan: statistics_import.StatisticsPlan) -> str:
        import_statistics(
            issue=issue, rows=plan.numbers, source=form.cleaned_data["source"],
            constructed=form.cleaned_data["constructed"],
        )  # fmt: skip
        return "Statistikken er indlæst. Her er modellen regnet på den."

    replaces = hasattr(issue, "statistics") and hasattr(issue.statistics, "calculation")
    return import_page(
        request, form=form, carry_out=carry_out, template="quotas/import_statistics.html",
        plan_of=lambda table: statistics_import.plan_statistics(table, places, _stored(issue)),
        back=reverse("quotas:model", args=[year, number]), draft=f"quota-statistics-{issue.pk}",
        title=f"Statistik til modellen {issue}",
        context={"issue": issue, "replaces": replaces},
    )  # fmt: skip


def _stored(issue: Issue) -> dict[int, statistics_import.Numbers]:
    rows = StatisticsRow.objects.filter(statistics__issue=issue)
    return {row.municipality_id: (row.population, row.immigrants, row.reunified) for row in rows}
