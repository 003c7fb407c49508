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


BUSINESS_HOUSE_BOARD = (
    Place(Kind.CHAIR, 1, "KKR"),
    Place(Kind.MUNICIPAL, 3, "KKR"),
    Place(Kind.BUSINESS, 4, "KKR", "erhvervsorganisationer"),
    Place(Kind.KNOWLEDGE, 1, "KKR"),
    Place(Kind.EMPLOYEES, 1, "KKR", "FH og AC i fællesskab"),
    Place(Kind.REGION, 1, "regionsrådet"),
    Place(Kind.OBSERVER, 1, "Erhvervsministeriet", voting=False),
)
