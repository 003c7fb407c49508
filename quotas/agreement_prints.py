"""The letter with which an agreement is notified, as PDF, and the HTML that it is made of."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from kkr_portal.documents import pdf
from quotas.agreement_page import agreement_shown
from quotas.models import Agreement


def letter_name(agreement: Agreement) -> str:
    """«Udkast - Kommunekvoter 2022, Region Midtjylland»."""
    draft = "" if agreement.is_notified else "Udkast - "
    return f"{draft}Kommunekvoter {agreement.issue.year}, {agreement.council.region}"


def letter_html(agreement: Agreement) -> str:
    """As the public may read it; UDKAST on every page until the agreement is notified."""
    return pdf.html_of("quotas/pdf/letter.html", {"shown": agreement_shown(agreement, AnonymousUser())})


def letter_pdf(agreement: Agreement) -> bytes:
    """Tagged. Same agreement, same bytes."""
    return pdf.from_html(letter_html(agreement))
