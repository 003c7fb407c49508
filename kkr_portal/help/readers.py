"""For whom a page is written. Everyone may read all of it; one's own pages come first."""

from __future__ import annotations

from enum import StrEnum

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser


class Reader(StrEnum):
    """In the order of the index; the value is what the screen says."""

    SECRETARIAT = "sekretariatet"
    MEMBER = "medlemmer og stedfortrædere"
    BOARD_MEMBER = "bestyrelsesmedlemmer"
    BUSINESS_HOUSE = "erhvervshuset"
    KL = "KL"
    EVERYONE = "alle"


def readers_of(user: AnyUser) -> list[Reader]:
    """What this user is; EVERYONE is always among them. A system administrator is all of it."""
    roles = predicates.roles_of(user)
    is_one = {
        Reader.SECRETARIAT: bool(roles.secretariat_of),
        Reader.MEMBER: bool(roles.member_of),
        Reader.BOARD_MEMBER: bool(roles.board_member_of),
        Reader.BUSINESS_HOUSE: bool(roles.business_house_of),
        Reader.KL: roles.kl,
        Reader.EVERYONE: True,
    }
    return [reader for reader, is_so in is_one.items() if is_so or roles.administrator]
