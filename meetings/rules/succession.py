"""What follows when somebody leaves: § 3, stk. 7 and 11–14. [stated]

Each function answers what happens, in Danish and with its paragraph; who the new person is, people choose.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from kkr_portal.law import Citation
from meetings.rules.editions import cite, computed
from meetings.rules.substitutes import is_long

ENDS = cite(3, 7)
MAYOR_STAYS = cite(3, 8)
SUBSTITUTE_TAKES_THE_SEAT = cite(3, 11)
NEW_SUBSTITUTE = cite(3, 12)
NEW_CHAIR = cite(3, 13)
CHAIR_AWAY = cite(3, 14)
AMONG_THE_MEMBERS = computed(
    4, 2, "formand og næstformand vælges blandt medlemmerne; den, der ikke længere er medlem, har ikke posten"
)


class Seat(Enum):
    """How the person came into the council."""

    MAYOR = "borgmester"
    ELECTED = "valgt af et parti eller listesamarbejde"
    SUBSTITUTE = "stedfortræder for et valgt medlem"


class Leaves(Enum):
    COUNCIL = "ophører med at være kommunalbestyrelsesmedlem"
    PARTY = "udtræder af partiet eller listesamarbejdet"


class Next(Enum):
    """What must be done now."""

    STAYS = "bliver i KKR"
    SEAT_ENDS = "udtræder af KKR"
    SUBSTITUTE_ENTERS = "stedfortræderen indtræder som medlem"
    PARTY_ELECTS_MEMBER = "partiet vælger et nyt medlem"
    PARTY_ELECTS_SUBSTITUTE = "partiet vælger en ny stedfortræder"
    SUBSTITUTE_REMAINS = "stedfortræderen bliver stedfortræder for det nye medlem"
    GROUP_ELECTS_CHAIR = "gruppen bag valget vælger en ny på posten"
    GROUP_ELECTS_FOR_A_TIME = "gruppen bag valget vælger en ny på posten, så længe forhindringen varer"


@dataclass(frozen=True)
class Consequence:
    citation: Citation
    what: Next


def on_leaving(seat: Seat, leaves: Leaves, *, substitute_accepts: bool = True) -> list[Consequence]:
    """Of a member or stand-in in the term. A mayor who leaves the council is followed by the new mayor.

    ``substitute_accepts``: whether the stand-in wants the seat; people are asked.
    """
    if seat is Seat.MAYOR:
        if leaves is Leaves.PARTY:
            return [Consequence(MAYOR_STAYS, Next.STAYS)]
        return [Consequence(cite(3, 1), Next.SEAT_ENDS)]
    ended = Consequence(ENDS, Next.SEAT_ENDS)
    if seat is Seat.SUBSTITUTE:
        return [ended, Consequence(NEW_SUBSTITUTE, Next.PARTY_ELECTS_SUBSTITUTE)]
    if substitute_accepts:
        follows = (Next.SUBSTITUTE_ENTERS, Next.PARTY_ELECTS_SUBSTITUTE)
    else:
        follows = (Next.PARTY_ELECTS_MEMBER, Next.SUBSTITUTE_REMAINS)
    return [ended, *(Consequence(SUBSTITUTE_TAKES_THE_SEAT, what) for what in follows)]


def on_chair_leaving_council() -> Consequence:
    """Chair or deputy chair, for good."""
    return Consequence(NEW_CHAIR, Next.GROUP_ELECTS_CHAIR)


def on_chair_leaving(leaves: Leaves) -> list[Consequence]:
    """Chair or deputy chair who is no longer a member.

    Stk. 13 tells only of leaving the municipal council; who leaves the party loses the seat, and so the post.
    """
    if leaves is Leaves.COUNCIL:
        return [on_chair_leaving_council()]
    return [Consequence(AMONG_THE_MEMBERS, Next.GROUP_ELECTS_CHAIR)]


def on_chair_away(first_day: date, back: date) -> Consequence | None:
    """Chair or deputy chair prevented; None when it is expected to be under three months."""
    return Consequence(CHAIR_AWAY, Next.GROUP_ELECTS_FOR_A_TIME) if is_long(first_day, back) else None
