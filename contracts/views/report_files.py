"""A report as PDF, CSV and XLSX."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from contracts import report_files
from contracts.found import is_inside
from contracts.views.reporting import visible_report
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.spreadsheets import download


@login_not_required
def report_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    report = visible_report(request, pk)
    content = report_files.report_pdf(report, inside=is_inside(request, report.contract))
    return pdf_response(content, report_files.name_of(report))


@login_not_required
def report_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    report = visible_report(request, pk)
    sheet = report_files.report_sheet(report, inside=is_inside(request, report.contract))
    return download(sheet, name=report_files.name_of(report), kind=kind)
