"""The quotas of an issue as an annex in PDF, and the HTML that it is made of."""

from __future__ import annotations

from kkr_portal.documents import pdf
from quotas.models import Issue
from quotas.numbers_of import numbers_of


def name_of(issue: Issue) -> str:
    """«Kommunekvoter 2022», with the issue's number from the second on."""
    later = f", udmelding {issue.number}" if issue.number > 1 else ""
    return f"Kommunekvoter {issue.year}{later}"


def annex_html(issue: Issue) -> str:
    context = {"issue": issue, "numbers": numbers_of(issue), "name": name_of(issue)}
    return pdf.html_of("quotas/pdf/annex.html", context)


def annex_pdf(issue: Issue) -> bytes:
    """Tagged. Same numbers, same bytes."""
    return pdf.from_html(annex_html(issue))
