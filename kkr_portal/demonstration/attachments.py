"""The nine attachments of the meeting of KKR Midtjylland on 11 October 2021.

Titles and order are those of the packet's contents; figures come from ``data/``; the wording is our own,
and each document says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kkr_portal.demonstration.contexts import CONTEXTS
from kkr_portal.documents import pdf


@dataclass(frozen=True)
class DemonstrationAttachment:
    """One attachment: the item it belongs to (``3.1``), its number there, and how it is made."""

    item: str
    number: int
    title: str
    template: str
    file_name: str

    def context(self) -> Mapping[str, object]:
        """What the template is given: the attachment itself and its figures."""
        figures = CONTEXTS[self.template]() if self.template in CONTEXTS else {}
        return {**figures, "attachment": self}


ATTACHMENTS = (
    DemonstrationAttachment(
        "2.1",
        1,
        "Kvitteringsbrev - Beskæftigelsesminister",
        "demonstration/ministerial_letter.html",
        "kvitteringsbrev-beskaeftigelsesminister.pdf",
    ),
    DemonstrationAttachment(
        "2.1",
        2,
        "Bilag - Praksiseksempler i Midtjylland",
        "demonstration/youth_initiatives.html",
        "praksiseksempler-i-midtjylland.pdf",
    ),
    DemonstrationAttachment(
        "3.1",
        1,
        "Udkast - Resultatkontrakt Erhvervshus Midtjylland 2022",
        "demonstration/result_contract.html",
        "udkast-resultatkontrakt-erhvervshus-midtjylland-2022.pdf",
    ),
    DemonstrationAttachment(
        "3.1",
        2,
        "Aftale om rammerne for erhvervshusene 2021-2023",
        "demonstration/framework_agreement.html",
        "aftale-om-rammerne-for-erhvervshusene-2021-2023.pdf",
    ),
    DemonstrationAttachment(
        "3.3",
        1,
        "Oversigt - status for initiativer (Alliancen om den nære psykiatri)",
        "demonstration/initiatives.html",
        "oversigt-status-for-initiativer.pdf",
    ),
    DemonstrationAttachment(
        "3.4", 1, "Kommunekvoter 2022", "demonstration/quotas.html", "kommunekvoter-2022.pdf"
    ),
    DemonstrationAttachment(
        "5.2",
        1,
        "Oversigt over erhvervsorganisationer",
        "demonstration/nominating_organisations.html",
        "oversigt-over-erhvervsorganisationer.pdf",
    ),
    DemonstrationAttachment(
        "5.2",
        2,
        "Tidslinje og proces for udpegelser til erhvervshuse",
        "demonstration/appointment_timeline.html",
        "tidslinje-og-proces-for-udpegelser.pdf",
    ),
    DemonstrationAttachment(
        "5.4",
        1,
        "Revideret forretningsorden for KKR 2022-2026 - KKR oktober 2021",
        "demonstration/rules_of_procedure.html",
        "revideret-forretningsorden-for-kkr-2022-2026.pdf",
    ),
)


def render(attachment: DemonstrationAttachment) -> bytes:
    """``attachment`` as a tagged PDF; the same figures give the same bytes."""
    return pdf.render(attachment.template, attachment.context())
