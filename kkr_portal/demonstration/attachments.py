"""The two attachments of the meeting on 11 October 2021 that came from outside: both letters of item 2.1.

Titles and order are those of the packet's contents; figures come from ``data/``; the wording is our own,
and each document says so. The other seven are live documents (``october``).
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
)


def render(attachment: DemonstrationAttachment) -> bytes:
    """``attachment`` as a tagged PDF; the same figures give the same bytes."""
    return pdf.render(attachment.template, attachment.context())
