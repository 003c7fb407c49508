"""The contract and the framework agreement as PDF."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from contracts import prints
from contracts.found import visible_contract
from contracts.models import FrameworkAgreement


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{name}.pdf") or "inline"
    response["Cache-Control"] = "private, no-store"
    return response


@login_not_required
def contract_pdf(request: HttpRequest, house: str, year: int) -> HttpResponse:
    contract = visible_contract(request, house, year)
    return _pdf(prints.contract_pdf(contract), prints.contract_name(contract))


@login_not_required
def framework_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    agreement = get_object_or_404(FrameworkAgreement, slug=slug)
    return _pdf(prints.framework_pdf(agreement), agreement.title)
