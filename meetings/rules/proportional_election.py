"""Several posts: proportional election by d'Hondt, with the order of choice.

- Chair and deputy chair: § 4, stk. 2, on the votes of the municipal election, with alliances. The highest
  quotient takes the chair, the next the deputy chair [computed: the text does not say which post is whose].
- Several posts of one kind: § 4, stk. 4, and kommunestyrelsesloven § 24, stk. 3, among members in groups.
- The method: kommunal- og regionalvalgloven § 81 [found at danskelove.dk]: an alliance's votes first, inside
  it likewise, equal quotients by lot. That a KKR uses this very paragraph is our reading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kkr_portal.apportionment import HighestAverages, InAlliances, Tie, dhondt_in_alliances
from kkr_portal.law import Breach, Certainty, Citation
from meetings.rules.deadlines import alliance_deadline
from meetings.rules.editions import cite, computed, edition_on

CHAIR = cite(4, 2)
WHICH_POST = computed(4, 2, "den højeste kvotient giver formanden, den næste næstformanden")
SEVERAL_POSTS = cite(4, 4)
DHONDT = Citation("kommunal- og regionalvalgloven", "81", "2", certainty=Certainty.FOUND)
CHAIR_AND_DEPUTY = 2

Group = tuple[str, ...]
Lots = Mapping[tuple[Group, int], Sequence]


@dataclass(frozen=True)
class Lot:
    """A lot to draw between groups (``within`` is ()) or inside an alliance; ``number`` is its first seat.

    The tie's seats may be as many as those who share the quotient: then only the order is drawn.
    """

    within: Group
    number: int
    tie: Tie


@dataclass(frozen=True)
class Post:
    """The ``number``-th choice. None while a lot decides whose it is."""

    number: int
    group: Group | None
    party: str | None


@dataclass(frozen=True)
class ProportionalElection:
    """``result`` carries the tables of quotients; ``lots`` are those that people must draw now."""

    result: InAlliances[str]
    posts: tuple[Post, ...]
    lots: tuple[Lot, ...]


def proportional_election(
    votes: Mapping[str, int], posts: int, *, alliances: Sequence[Group] = (), lots: Lots | None = None
) -> ProportionalElection:
    """``lots`` are the drawn orders, under (within, number) of the ``Lot`` that asked for them."""
    lots = lots or {}
    result = dhondt_in_alliances(votes, posts, alliances)
    order, open_lots = _order(result.outer, (), lots)
    if result.outer.tie and not open_lots:
        result = result.resolve((), lots[(), result.outer.awards[-1].numbers[0]])
    inside: dict[Group, Iterator[str | None]] = {}
    inner_lots: list[Lot] = []
    for group, inner in result.inner.items():
        parties, still_open = _order(inner, group, lots)
        inside[group] = iter(parties)
        inner_lots += still_open
    chosen = []
    for number, group in enumerate(order, 1):
        party = group[0] if group and len(group) == 1 else None
        if group and len(group) > 1 and not open_lots:
            party = next(inside[group])
        chosen.append(Post(number, group, party))
    return ProportionalElection(result, tuple(chosen), tuple(open_lots or inner_lots))


def chair_and_deputy(
    votes: Mapping[str, int], *, on: date, alliances: Sequence[Group] = (), lots: Lots | None = None
) -> ProportionalElection:
    """Post 1 is the chair, post 2 the deputy chair. ``votes`` of the parties that sit in the council."""
    edition_on(on)
    return proportional_election(votes, CHAIR_AND_DEPUTY, alliances=alliances, lots=lots)


def several_posts(
    groups: Mapping[str, int], posts: int, *, on: date, lots: Lots | None = None
) -> ProportionalElection:
    """``groups``: how many of the members stand in each group."""
    edition_on(on)
    return proportional_election(groups, posts, lots=lots)


def alliance_breaches(
    alliances: Mapping[Group, date], *, represented: Collection[str], meeting: date
) -> list[Breach]:
    """Alliances with the date on which the secretariat was told."""
    wrong = []
    seen: set[str] = set()
    for parties, told in alliances.items():
        name = " og ".join(parties)
        if len(parties) < 2:
            wrong.append(Breach(CHAIR, f"Et valgforbund er mellem mindst to: {name}"))
        for party in parties:
            if party not in represented:
                wrong.append(Breach(CHAIR, f"{party} sidder ikke i KKR og kan ikke være i et valgforbund"))
            elif party in seen:
                wrong.append(Breach(CHAIR, f"{party} er i flere valgforbund"))
            seen.add(party)
        wrong += alliance_deadline(meeting).breaches(told)
    return wrong


def group_breaches(groups: Mapping[str, int], *, members: int) -> list[Breach]:
    """More in the groups than there are members. Members outside every group are fine."""
    if any(n < 0 for n in groups.values()):
        return [Breach(SEVERAL_POSTS, "En gruppe har et negativt tal")]
    if (total := sum(groups.values())) > members:
        return [Breach(SEVERAL_POSTS, f"Grupperne tæller {total}, men KKR har {members} medlemmer")]
    return []


def representative_breaches(chosen: Collection[str], council_members: Collection[str]) -> list[Breach]:
    """Only members of the region's municipal councils can be political representatives."""
    return [
        Breach(SEVERAL_POSTS, f"{who} er ikke medlem af en kommunalbestyrelse i regionen")
        for who in chosen
        if who not in council_members
    ]


def _order(result: HighestAverages, within: Group, lots: Lots) -> tuple[list, list[Lot]]:
    """Who has each seat in the order of the quotients, and the lots that are not drawn yet."""
    order: list = []
    open_lots = []
    for award in result.awards:
        tie = Tie(award.among, len(award.numbers))
        drawn = lots.get((within, award.numbers[0]))
        if len(award.among) == 1:
            order += award.among
        elif drawn:
            order += tie.winners(drawn)
        else:
            order += [None] * len(award.numbers)
            open_lots.append(Lot(within, award.numbers[0], tie))
    return order, open_lots
