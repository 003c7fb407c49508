"""The map, the bars and the table of an issue's quotas; public as the issue is."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kkr_portal.registry.chosen import chosen_council
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import download
from quotas.found import visible_issue
from quotas.quota_map import MEASURES, SORTS, QuotaMap, quota_map, sheet


def _asked(request: HttpRequest, year: int, number: int) -> tuple[QuotaMap, Council | None]:
    """``?show=`` a measure, ``?sort=`` a column, ``?kkr=`` a region; else as if nothing was asked."""
    measure, sort = request.GET.get("show", ""), request.GET.get("sort", "")
    council = chosen_council(request)
    return quota_map(
        visible_issue(request, year, number), council,
        measure=measure if measure in MEASURES else "persons",
        sort=sort if sort.removeprefix("-") in SORTS else "name",
    ), council  # fmt: skip


@login_not_required
def page(request: HttpRequest, year: int, number: int) -> HttpResponse:
    shown, council = _asked(request, year, number)
    context = {
        "shown": shown, "issue": shown.issue, "chosen": council, "measures": MEASURES.items(),
        "councils": Council.objects.select_related("region"), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "quotas/map.html", context)


@login_not_required
def file(request: HttpRequest, year: int, number: int, kind: str) -> HttpResponse:
    shown, _ = _asked(request, year, number)
    return download(sheet(shown), name=f"Kommunekvoter {year}", kind=kind)
