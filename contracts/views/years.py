"""A house over the years, and the geographic spread of one contract."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from contracts.found import is_inside, may_edit, visible_contract
from contracts.judged import contract_status
from contracts.list_sheets import spread_sheet, years_sheet
from contracts.models import ResultContract
from contracts.spread_chart import chart
from contracts.years_of import measures_over_years
from kkr_portal.documents import pdf
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.registry.models import BusinessHouse
from kkr_portal.spreadsheets import download


def _years(request: HttpRequest, house: str) -> dict[str, Any]:
    found = get_object_or_404(BusinessHouse.objects.select_related("council"), slug=house)
    contracts = list(
        ResultContract.objects.visible_to(request.user).filter(business_house=found)
        .select_related("council", "business_house").order_by("-year")
    )  # fmt: skip
    measures = measures_over_years(found, contracts)
    return {
        "house": found, "contracts": contracts, "measures": measures,
        "invented": any(one.invented for one in measures),
    }  # fmt: skip


@login_not_required
def house_years(request: HttpRequest, house: str) -> HttpResponse:
    return render(request, "contracts/house.html", _years(request, house))


@login_not_required
def house_pdf(request: HttpRequest, house: str) -> HttpResponse:
    context = _years(request, house)
    return pdf_response(pdf.render("contracts/pdf/house.html", context), f"{context['house']} over årene")


@login_not_required
def house_file(request: HttpRequest, house: str, kind: str) -> HttpResponse:
    found = _years(request, house)
    return download(years_sheet(found["measures"]), name=f"{found['house']} over årene", kind=kind)


def _spread(request: HttpRequest, house: str, year: int) -> dict[str, Any]:
    contract = visible_contract(request, house, year)
    inside = is_inside(request, contract)
    points = [
        one for one in contract_status(contract, handed_in=inside).points if one.target.kind == "spread"
    ]
    shown = [
        (
            one,
            chart(one.spread.spread, has_band=one.spread.has_band, kinds=one.spread.kinds)
            if one.spread
            else None,
        )
        for one in points
    ]
    reports = [one.spread.report for one in points if one.spread]
    return {
        "contract": contract, "inside": inside, "edits": may_edit(request, contract), "points": shown,
        "invented": any(report.invented for report in reports),
    }  # fmt: skip


@login_not_required
def spread(request: HttpRequest, house: str, year: int) -> HttpResponse:
    """By the accepted reports; those inside see the figures that wait for acceptance too."""
    return render(request, "contracts/spread.html", _spread(request, house, year))


@login_not_required
def spread_pdf(request: HttpRequest, house: str, year: int) -> HttpResponse:
    context = _spread(request, house, year)
    return pdf_response(pdf.render("contracts/pdf/spread.html", context), f"Spredning {context['contract']}")


@login_not_required
def spread_file(request: HttpRequest, house: str, year: int, kind: str) -> HttpResponse:
    found = _spread(request, house, year)
    sheet = spread_sheet(point for point, _ in found["points"])
    return download(sheet, name=f"Spredning {found['contract']}", kind=kind)
