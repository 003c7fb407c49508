"""A municipality's and a region's quotas over the years."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kkr_portal.spreadsheets import download
from quotas.found import council_named, municipality_coded
from quotas.history_of import (
    municipal_history,
    municipality_sheet,
    region_history,
    region_sheet,
    years_chart,
)
from quotas.views.issues import issues_for

YEARS_SHOWN = 6
ALL_YEARS = 200


@login_not_required
def municipality(request: HttpRequest, code: str) -> HttpResponse:
    found = municipality_coded(code)
    rows = municipal_history(found, issues_for(request))
    context = {"municipality": found, "rows": rows, "chart": years_chart(rows)}
    return render(request, "quotas/municipality.html", context)


@login_not_required
def municipality_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    found = municipality_coded(code)
    sheet = municipality_sheet(found, municipal_history(found, issues_for(request)))
    return download(sheet, name=f"Kvoter {found}", kind=kind)


@login_not_required
def region(request: HttpRequest, council: str) -> HttpResponse:
    """With ``?years=all`` every year in the table of municipalities, else the latest."""
    found = council_named(council)
    years = ALL_YEARS if request.GET.get("years") == "all" else YEARS_SHOWN
    shown = region_history(found, issues_for(request), years=years)
    context = {"council": found, "shown": shown, "chart": years_chart(shown.rows)}
    return render(request, "quotas/region.html", context)


@login_not_required
def region_file(request: HttpRequest, council: str, kind: str) -> HttpResponse:
    found = council_named(council)
    shown = region_history(found, issues_for(request), years=ALL_YEARS)
    return download(region_sheet(shown), name=f"Kvoter {found.region}", kind=kind)
