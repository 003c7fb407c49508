"""The contract and the framework agreement as PDF."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from contracts import prints
from contracts.found import visible_contract
from contracts.models import FrameworkAgreement
from kkr_portal.documents.downloads import pdf_response


@login_not_required
def contract_pdf(request: HttpRequest, house: str, year: int) -> HttpResponse:
    contract = visible_contract(request, house, year)
    return pdf_response(prints.contract_pdf(contract), prints.contract_name(contract))


@login_not_required
def framework_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    agreement = get_object_or_404(FrameworkAgreement, slug=slug)
    return pdf_response(prints.framework_pdf(agreement), agreement.title)
