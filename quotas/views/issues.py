"""The years, a year with the number that holds, each of its issues, and the numbers as files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from kkr_portal.access import predicates
from kkr_portal.danish_numbers import whole_number
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.open_answers import open_json
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import download
from quotas import prints
from quotas.changed_number import Change, change
from quotas.exported import issue_sheet, open_data, regions_sheet, years_sheet
from quotas.found import may_edit, visible_issue, visible_year
from quotas.history_of import latest_of
from quotas.models import Agreement, Issue, QuotaYear
from quotas.models.issues import MOST_PERSONS
from quotas.numbers_of import numbers_of
from quotas.rules.national_number import dates

JSON = {"ensure_ascii": False, "indent": 1}
PER_PAGE = 40


def issues_for(request: HttpRequest) -> Sequence[Issue]:
    """All that this person may read, the newest year first and the year's latest issue first."""
    issues = Issue.objects.visible_to(request.user).select_related("year", "announcement")
    return list(issues.order_by("-year__year", "-number"))


@login_not_required
def years(request: HttpRequest) -> HttpResponse:
    """A row for each issue; for KL also the years that have none yet."""
    issues = issues_for(request)
    edits = may_edit(request)
    holds = {issue.pk for issue in latest_of(issues).values()}
    context = {
        "page_obj": Paginator(issues, PER_PAGE).get_page(request.GET.get("page")), "holds": holds,
        "edits": edits, "councils": Council.objects.select_related("region"),
        "empty_years": QuotaYear.objects.filter(issues=None) if edits else [],
    }  # fmt: skip
    return render(request, "quotas/year_list.html", context)


@login_not_required
def years_file(request: HttpRequest, kind: str) -> HttpResponse:
    return download(years_sheet(issues_for(request)), name="Landstal", kind=kind)


@login_not_required
def everything(request: HttpRequest) -> HttpResponseBase:
    """All published numbers as open data."""
    return open_json(request, open_data([issue for issue in issues_for(request) if not issue.is_draft]))


@login_not_required
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The latest issue of the year: what holds."""
    found = visible_year(request, year)
    issue = next((one for one in issues_for(request) if one.year_id == found.pk), None)
    if issue is None:
        return render(request, "quotas/year_empty.html", {"year": found})
    return render(request, "quotas/issue.html", context_of(request, issue, holds=True))


@login_not_required
def issue(request: HttpRequest, year: int, number: int) -> HttpResponse:
    return render(request, "quotas/issue.html", context_of(request, visible_issue(request, year, number)))


def context_of(request: HttpRequest, issue: Issue, *, holds: bool = False) -> dict[str, Any]:
    """What the page of an issue shows. ``holds``: it is shown as the page of its year."""
    others = [one for one in issues_for(request) if one.year_id == issue.year_id]
    before = next((one for one in others if one.number == issue.number - 1), None)
    expected, wrong = _expected(request, issue)
    numbers = numbers_of(issue)
    agreements = {
        one.council_id: one
        for one in Agreement.objects.visible_to(request.user)
        .with_places()
        .filter(issue=issue, notified_on__isnull=False)
    }
    return {
        "issue": issue, "year": issue.year, "issues": others, "holds": holds,
        "latest": others[0] if others else issue, "numbers": numbers,
        "regions": [(region, agreements.get(region.council.pk)) for region in numbers.regions],
        "change": change(before.national_number if before else None, issue.national_number),
        "expected": expected, "expected_wrong": wrong, "typed": request.GET.get("expected", ""),
        "edits": may_edit(request), "dates": dates(issue.year.year), "reopenings": issue.reopenings.all(),
        "documents": issue.documents.all(),
        "same_announcement": issue.announcement.issues.visible_to(request.user)
        .exclude(pk=issue.pk).select_related("year"),
        "may_read_history": predicates.may_read_history(request.user),
    }  # fmt: skip


def _expected(request: HttpRequest, issue: Issue) -> tuple[Change | None, str]:
    """What a new estimate would mean, and what is wrong with how it was typed."""
    typed = request.GET.get("expected", "").strip()
    if not typed or issue.national_number is None:
        return None, ""
    try:
        number = whole_number(typed)
    except ValueError:
        return None, f"«{typed[:40]}» kan ikke læses som et helt antal personer. Skriv fx 1400 eller 1.400."
    if number > MOST_PERSONS:
        return None, "Tallet er for stort."
    return change(issue.national_number, number), ""


@login_not_required
def issue_file(request: HttpRequest, year: int, number: int, kind: str) -> HttpResponse:
    """The municipal quotas; as XLSX with the regions on a page of their own."""
    numbers = numbers_of(visible_issue(request, year, number))
    sheets = [issue_sheet(numbers), *([regions_sheet(numbers)] if kind == "xlsx" else [])]
    return download(sheets, name=prints.name_of(numbers.issue), kind=kind)


@login_not_required
def issue_json(request: HttpRequest, year: int, number: int) -> HttpResponseBase:
    found = visible_issue(request, year, number)
    if found.is_draft:  # KL's alone
        return JsonResponse(open_data([found]), json_dumps_params=JSON)
    return open_json(request, open_data([found]))


@login_not_required
def issue_pdf(request: HttpRequest, year: int, number: int) -> HttpResponse:
    found = visible_issue(request, year, number)
    return pdf_response(prints.annex_pdf(found), prints.name_of(found))
