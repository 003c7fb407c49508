"""The year or issue that an address names. Published quotas are everyone's; what may not be read is 404."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from kkr_portal.access import predicates
from kkr_portal.registry.models import Council, Municipality
from quotas.models import Issue, QuotaYear


def visible_issue(request: HttpRequest, year: int, number: int) -> Issue:
    issues = Issue.objects.visible_to(request.user).select_related("year", "announcement__file")
    return get_object_or_404(issues, year__year=year, number=number)


def editable_issue(request: HttpRequest, year: int, number: int) -> Issue:
    """To KL. Its row is held until the transaction ends when there is one."""
    require_national(request)
    issues = Issue.objects.select_related("year", "announcement")
    if transaction.get_connection().in_atomic_block:
        issues = issues.select_for_update(of=("self",))
    return get_object_or_404(issues, year__year=year, number=number)


def visible_year(request: HttpRequest, year: int) -> QuotaYear:
    """A year with nothing published yet is KL's alone."""
    found = get_object_or_404(QuotaYear, year=year)
    shown = Issue.objects.visible_to(request.user).filter(year=found).exists()
    if not shown and not may_edit(request):
        raise Http404
    return found


def municipality_coded(code: str) -> Municipality:
    return get_object_or_404(Municipality.objects.select_related("region__council"), code=code)


def council_named(slug: str) -> Council:
    return get_object_or_404(Council.objects.select_related("region"), slug=slug)


def may_edit(request: HttpRequest) -> bool:
    """The national number, the region quotas and the import are KL's."""
    return predicates.may_edit_national(request.user)


def require_national(request: HttpRequest) -> None:
    """404 to everyone else: nothing is told of what KL is entering."""
    if not may_edit(request):
        raise Http404
