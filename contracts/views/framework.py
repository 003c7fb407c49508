"""Framework agreements: open to everyone; KL keeps them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from contracts.framework_page import framework_shown
from contracts.list_sheets import framework_goals_sheet, frameworks_sheet
from contracts.models import FrameworkAgreement, ResultContract
from kkr_portal.access import predicates
from kkr_portal.spreadsheets import download


@login_not_required
def framework_list(request: HttpRequest) -> HttpResponse:
    agreements = FrameworkAgreement.objects.annotate(goal_count=Count("goals"))
    may_edit = predicates.may_edit_national(request.user)
    return render(request, "contracts/framework_list.html", {"agreements": agreements, "may_edit": may_edit})


@login_not_required
def framework_list_file(request: HttpRequest, kind: str) -> HttpResponse:
    agreements = FrameworkAgreement.objects.annotate(goal_count=Count("goals")).order_by("-first_year", "pk")
    return download(frameworks_sheet(agreements), name="Rammeaftaler", kind=kind)


@login_not_required
def framework_goals_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The national goals with what they ask for."""
    agreement = get_object_or_404(FrameworkAgreement, slug=slug)
    sheet = framework_goals_sheet(framework_shown(agreement))
    return download(sheet, name=f"Nationale mål {agreement.first_year}-{agreement.last_year}", kind=kind)


@login_not_required
def framework(request: HttpRequest, slug: str) -> HttpResponse:
    agreement = get_object_or_404(FrameworkAgreement, slug=slug)
    contracts = ResultContract.objects.visible_to(request.user).filter(framework=agreement)
    context = {
        "agreement": agreement, "shown": framework_shown(agreement),
        "contracts": contracts.select_related("business_house"),
        "may_edit": predicates.may_edit_national(request.user),
    }  # fmt: skip
    return render(request, "contracts/framework.html", context)
