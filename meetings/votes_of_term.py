"""What the parties of a term got at the municipal election, by the names under which they count.

A party counts as itself or as the list cooperation that it is in (KL's love § 6, stk. 2). The same name
stands on the seats that the group elects to, so that a member can be found by the group.
"""

from __future__ import annotations

from datetime import date

from kkr_portal.registry.models import Council, Party
from meetings.models import ListCooperation, Seat, Term, VoteCount
from meetings.roster import Roster, Sitting, roster_on

OUTSIDE = "Uden for partierne"


def term_on(council: Council, day: date) -> Term | None:
    """The term that runs on ``day``: at most one."""
    return Term.objects.filter(council=council).on(day).first()  # type: ignore[attr-defined]


def cooperations_of(term: Term | None) -> dict[int, str]:
    """Party id → the name of the cooperation that it is in."""
    rows = ListCooperation.objects.filter(term=term) if term else ListCooperation.objects.none()
    return dict(rows.values_list("party", "name"))


def group_name(party: Party | None, cooperations: dict[int, str]) -> str:
    """The cooperation's name, else the party's."""
    if party is None:
        return OUTSIDE
    return cooperations.get(party.pk, party.name)


def group_of(sitting: Sitting, cooperations: dict[int, str]) -> str:
    """The group that a member belongs to: the one that elected them, or the mayor's party."""
    return sitting.seat.group or group_name(sitting.party, cooperations)


def groups_of(roster: Roster, cooperations: dict[int, str]) -> dict[str, list[Sitting]]:
    """The members by group, the largest group first."""
    groups: dict[str, list[Sitting]] = {}
    for one in roster.members:
        groups.setdefault(group_of(one, cooperations), []).append(one)
    return dict(sorted(groups.items(), key=lambda pair: -len(pair[1])))


def lines_of(term: Term) -> dict[str, int]:
    """Votes of every party and list cooperation of the term, most first."""
    cooperations = cooperations_of(term)
    votes: dict[str, int] = {}
    for row in VoteCount.objects.filter(term=term).select_related("party"):
        name = group_name(row.party, cooperations)
        votes[name] = votes.get(name, 0) + row.votes
    return dict(sorted(votes.items(), key=lambda pair: -pair[1]))


def seated_lines_of(term: Term, day: date) -> dict[str, int]:
    """The votes of those that sit in the KKR on ``day``; 0 where a party sits there without any.

    A group sits there with a seat that it elects to, or with a mayor. While no mayor is entered as a member,
    the mayors counted with the votes stand for them.
    """
    cooperations = cooperations_of(term)
    groups = dict.fromkeys(
        Seat.objects.filter(term=term, kind=Seat.Kind.ELECTED).values_list("group", flat=True)
    )
    mayors = [one for one in roster_on(term.council, day).members if one.seat.kind == Seat.Kind.MAYOR]
    if mayors:
        groups |= dict.fromkeys(group_of(one, cooperations) for one in mayors if one.party)
    else:
        counted = VoteCount.objects.filter(term=term, mayors__gt=0).select_related("party")
        groups |= dict.fromkeys(group_name(row.party, cooperations) for row in counted)
    votes = lines_of(term)
    return dict(sorted(((name, votes.get(name, 0)) for name in groups), key=lambda pair: -pair[1]))
