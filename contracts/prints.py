"""The contract and the framework agreement as PDF, and the HTML that they are made of."""

from __future__ import annotations

from contracts.document import document_of
from contracts.framework_page import framework_shown
from contracts.models import FrameworkAgreement, ResultContract
from kkr_portal.documents import pdf


def contract_name(contract: ResultContract) -> str:
    """«Udkast - Resultatkontrakt 2022 Erhvervshus Midtjylland»."""
    draft = "" if contract.is_signed else "Udkast - "
    return f"{draft}Resultatkontrakt {contract.year} {contract.business_house}"


def contract_html(contract: ResultContract) -> str:
    """The whole document; UDKAST on every page until it is signed."""
    return pdf.html_of("contracts/pdf/contract.html", {"document": document_of(contract, printed=True)})


def contract_pdf(contract: ResultContract) -> bytes:
    """Tagged, with bookmarks. Same contract, same bytes."""
    return pdf.from_html(contract_html(contract))


def framework_html(agreement: FrameworkAgreement) -> str:
    return pdf.html_of("contracts/pdf/framework.html", {"shown": framework_shown(agreement)})


def framework_pdf(agreement: FrameworkAgreement) -> bytes:
    """Tagged, with bookmarks. Same agreement, same bytes."""
    return pdf.from_html(framework_html(agreement))
