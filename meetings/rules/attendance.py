"""Who sits in which seat at an item: § 3, stk. 4, and § 5, stk. 9 and 11. [stated]

Presence is counted by seats, never by names on a list [computed]: a member and the stand-in who took over at
item 4 are one seat, however often they swap. Items are positions in the order in which the meeting took them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass

from kkr_portal.law import Breach
from meetings.rules.editions import cite

ONE_ONLY = cite(3, 4)
SUBSTITUTE_TAKES_PART = cite(5, 11)


@dataclass(frozen=True)
class Stay:
    """``person`` sits in ``member``'s seat from item to item, both included; ``last`` None: to the end."""

    person: Hashable
    member: Hashable
    first: int
    last: int | None = None

    @property
    def is_substitute(self) -> bool:
        return self.person != self.member

    def covers(self, item: int) -> bool:
        return self.first <= item and (self.last is None or item <= self.last)

    def meets(self, other: Stay) -> bool:
        return self.covers(other.first) or other.covers(self.first)


def seated(stays: Iterable[Stay], item: int, *, members: Collection[Hashable]) -> dict[Hashable, Hashable]:
    """Member → the person in the seat at ``item``. One person for each seat, one seat for each person."""
    taken: dict[Hashable, Hashable] = {}
    for stay in stays:
        if stay.covers(item) and stay.member in members and stay.person not in taken.values():
            taken.setdefault(stay.member, stay.person)
    return taken


def present(stays: Iterable[Stay], item: int, *, members: Collection[Hashable]) -> int:
    """How many seats are taken at ``item``: what quorum and votes are counted against."""
    return len(seated(stays, item, members=members))


def attendance_breaches(
    stays: Collection[Stay],
    *,
    members: Collection[Hashable],
    substitutes: Collection[tuple[Hashable, Hashable]],
) -> list[Breach]:
    """``members`` of the meeting's date, and its (stand-in, member) pairs."""
    wrong = []
    by_seat: dict[Hashable, list[Stay]] = defaultdict(list)
    by_person: dict[Hashable, list[Stay]] = defaultdict(list)
    for stay in stays:
        if stay.last is not None and stay.last < stay.first:
            message = f"{stay.person} går efter punkt {stay.last}, før mødet når til punkt {stay.first}"
            wrong.append(Breach(SUBSTITUTE_TAKES_PART, message))
        if stay.member not in members:
            message = f"{stay.member} var ikke medlem på mødets dag"
            wrong.append(Breach(SUBSTITUTE_TAKES_PART, message))
        elif stay.is_substitute and (stay.person, stay.member) not in substitutes:
            message = f"{stay.person} er ikke stedfortræder for {stay.member}"
            wrong.append(Breach(SUBSTITUTE_TAKES_PART, message))
        for other in by_seat[stay.member]:
            if stay.meets(other):
                names = stay.person if stay.person == other.person else f"{other.person} og {stay.person}"
                message = f"{names} sidder på {stay.member}s plads to gange samtidig"
                wrong.append(Breach(SUBSTITUTE_TAKES_PART, message))
        for other in by_person[stay.person]:
            if stay.meets(other) and stay.member != other.member:
                message = f"{stay.person} sidder på to pladser samtidig: {other.member}s og {stay.member}s"
                wrong.append(Breach(ONE_ONLY, message))
        by_seat[stay.member].append(stay)
        by_person[stay.person].append(stay)
    return wrong
