"""A KKR's members on a day, as the list shows and prints them: order, groups, the changes around the day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from kkr_portal.registry.models import Council
from meetings.models import Absence, Membership, Officer, Seat, Substitute, Term
from meetings.roster import Roster, Sitting


@dataclass(frozen=True)
class Group:
    """The members of a party, with how many of them are mayors."""

    name: str
    members: int
    mayors: int


def groups_of(roster: Roster) -> list[Group]:
    """By party, the largest first; members of no party last."""
    members: Counter[str] = Counter()
    mayors: Counter[str] = Counter()
    for one in roster.members:
        name = one.party.name if one.party else ""
        members[name] += 1
        mayors[name] += one.seat.kind == "mayor"
    named = sorted(members, key=lambda name: (not name, -members[name], name))
    return [Group(name or "Uden for partierne", members[name], mayors[name]) for name in named]


def in_list_order(roster: Roster) -> list[Sitting]:
    """Chair, deputy, the members by name, then the vacant seats."""
    posts = [one for one in (roster.chair, roster.deputy) if one]
    return [*posts, *(one for one in roster.sittings if one not in posts)]


def change_days(council: Council) -> list[date]:
    """Every day on which somebody's time in the KKR began or ended, in order. Five queries."""
    ends = [
        Term.objects.filter(council=council),
        Membership.objects.filter(seat__term__council=council),
        Substitute.objects.filter(seat__term__council=council),
        Absence.objects.filter(membership__seat__term__council=council),
        Officer.objects.filter(term__council=council),
    ]
    days = {day for rows in ends for pair in rows.values_list("period__startswith", "period__endswith")
            for day in pair}  # fmt: skip
    return sorted(day for day in days if day)


def vacancy(seat: Seat) -> str:
    """«Ledig plads – vælges af Venstre»; a mayor's seat waits for the mayor."""
    if seat.kind == Seat.Kind.MAYOR:
        return f"Ledig plads – borgmesteren i {seat.municipality}"
    return f"Ledig plads – vælges af {seat.group}"


@dataclass(frozen=True)
class Around:
    """The changes before and after a day."""

    this: bool
    previous: date | None
    next: date | None


def around(days: list[date], day: date) -> Around:
    """``previous``: the last change before ``day``; ``next``: the first one after it."""
    return Around(
        this=day in days,
        previous=max((one for one in days if one < day), default=None),
        next=min((one for one in days if one > day), default=None),
    )
