"""The statutes of an erhvervshus' board as data: standardvedtægterne § 5.2 of December 2018. [stated]

Any other regional body is set up the same way: a tuple of places and a citation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kkr_portal.law import Certainty, Citation

COMPOSITION = Citation("standardvedtægterne for erhvervshusene", "5.2")
BUSINESS_PROMOTION_ACT = Citation("lov om erhvervsfremme", "13")
EQUALITY = Citation(
    "ligestillingsloven",
    "10 a",
    certainty=Certainty.GENERAL_KNOWLEDGE,
    note="standardvedtægterne § 5.2 siger, at loven gælder; paragraffen er ikke efterprøvet",
)


class Kind(Enum):
    CHAIR = "formand"
    MUNICIPAL = "kommunalt medlem"
    BUSINESS = "virksomhedsrepræsentant"
    KNOWLEDGE = "repræsentant for en videninstitution"
    EMPLOYEES = "medlem fra en arbejdstagerorganisation"
    REGION = "regionens medlem"
    OBSERVER = "observatør"


@dataclass(frozen=True)
class Place:
    """``count`` seats of one kind. ``nominated_by`` is empty where nobody nominates."""

    kind: Kind
    count: int
    appointed_by: str
    nominated_by: str = ""
    voting: bool = True
    title: str = ""
    qualifications: str = ""  # in our own words; the rules in ``composition`` say what is a breach


BUSINESS_HOUSE_BOARD = (
    Place(
        Kind.CHAIR, 1, "KKR", title="Formand",
        qualifications="Folkevalgt; gerne med baggrund i det private erhvervsliv",
    ),
    Place(
        Kind.MUNICIPAL, 3, "KKR", title="Kommunalt medlem",
        qualifications="Valgt blandt kommunernes politiske repræsentanter",
    ),
    Place(
        Kind.BUSINESS, 4, "KKR", "erhvervsorganisationer", title="Virksomhedsrepræsentant",
        qualifications="Aktiv erhvervsdrivende; mindst én fra en lille eller mellemstor virksomhed",
    ),
    Place(
        Kind.KNOWLEDGE, 1, "KKR", title="Videninstitution",
        qualifications="Repræsentant for en videninstitution",
    ),
    Place(
        Kind.EMPLOYEES, 1, "KKR", "FH og AC i fællesskab", title="Arbejdstagerorganisation",
        qualifications="Indstillet af FH og AC i fællesskab",
    ),
    Place(Kind.REGION, 1, "regionsrådet", title="Region"),
    Place(
        Kind.OBSERVER, 1, "Erhvervsministeriet", voting=False, title="Observatør",
        qualifications="Deltager uden at være medlem",
    ),
)  # fmt: skip
