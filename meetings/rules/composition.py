"""How many members each party has in a council: § 3, stk. 1–2. The arithmetic of each part is kept.

Entitlement, size, cap and reduction lie in modules of their own. A mayor whose party is not entitled is a
member all the same (stk. 1): such mayors sit beside the computed seats and count towards the cap [computed].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kkr_portal.apportionment import HighestAverages, Tie
from kkr_portal.law import Breach
from meetings.rules.council_size import CouncilSize, Method, smallest_size
from meetings.rules.editions import cite, edition_on
from meetings.rules.entitlement import Entitlement, PartyVotes, entitlements
from meetings.rules.reduction import CAP, WorstOff, cap, gains, reduce, worst_off

MEMBERS = cite(3, 1)


@dataclass(frozen=True)
class Composition:
    """``outside`` are mayors of parties that are not entitled. ``reduction`` is None under the cap."""

    municipalities: int
    entitlements: tuple[Entitlement, ...]
    outside: dict[str, int]
    size: CouncilSize
    reduction: HighestAverages[str] | None
    breaches: tuple[Breach, ...]

    @property
    def cap(self) -> int:
        return cap(self.municipalities)

    @property
    def size_before(self) -> int:
        return self.size.size + sum(self.outside.values())

    @property
    def seats(self) -> dict[str, int]:
        """Members of each party, mayors included, as far as they are decided."""
        result = self.reduction or self.size.result
        return {**(result.seats if result else {}), **self.outside}

    @property
    def elected(self) -> dict[str, int]:
        """How many each party elects beside its mayors."""
        mayors = {one.line.party: one.line.mayors for one in self.entitlements}
        return {party: n - mayors[party] for party, n in self.seats.items()}

    @property
    def tie(self) -> Tie[str] | None:
        result = self.reduction or self.size.result
        return result.tie if result else None

    @property
    def worst_off(self) -> WorstOff | None:
        """The most under-represented of the entitled parties; None while a lot is open."""
        votes = {one.line.party: one.line.votes for one in self.entitlements if one.entitled}
        everything = sum(one.line.votes for one in self.entitlements)
        return None if self.tie else worst_off(votes, self.seats, everything)

    @property
    def gains(self) -> dict[str, int]:
        """Seats that a party has more after the reduction than before it."""
        before = self.size.result
        if self.tie or not self.reduction or not before or before.tie:
            return {}
        return gains(before.seats, self.reduction.seats)

    def resolve(self, drawn: Sequence[str]) -> Composition:
        """With the lot that people drew: the whole order, or the winners of it."""
        if self.reduction:
            return replace(self, reduction=self.reduction.resolve(drawn))
        if self.size.result is None:
            raise ValueError("there is no tie to draw")
        return replace(self, size=replace(self.size, result=self.size.result.resolve(drawn)))


def compose(
    lines: Sequence[PartyVotes],
    *,
    municipalities: int,
    on: date,
    method: Method = Method.LARGEST_REMAINDER,
) -> Composition:
    """The composition of the council that takes office on ``on``, from the votes of the election before.

    Lines that cannot be (negative, or twice the same party) are named and nothing is computed from them.
    """
    edition_on(on)
    if impossible := _impossible(lines):
        return Composition(municipalities, (), {}, smallest_size([], method), None, tuple(impossible))
    judged = entitlements(lines, on=on)
    entitled = [one.line for one in judged if one.entitled]
    outside = {one.line.party: one.line.mayors for one in judged if one.line.mayors and not one.entitled}
    size = smallest_size(entitled, method)
    room = cap(municipalities) - sum(outside.values())
    floors = {line.party: max(1, line.mayors) for line in entitled}
    reduction = None
    if size.size > room:
        reduction = reduce({line.party: line.votes for line in entitled}, floors, max(room, 0))
    breaches = _unlikely(lines, municipalities)
    if sum(floors.values()) > room:
        members = sum(floors.values()) + sum(outside.values())
        message = (
            f"Borgmestrene og ét medlem til hvert berettiget parti giver {members} medlemmer, og loftet er "
            f"{cap(municipalities)}; principperne kan ikke opfyldes på én gang"
        )
        breaches.append(Breach(CAP, message))
    return Composition(municipalities, judged, outside, size, reduction, tuple(breaches))


def _impossible(lines: Sequence[PartyVotes]) -> list[Breach]:
    negative = [line.party for line in lines if min(line.votes, line.council_seats, line.mayors) < 0]
    breaches = [Breach(MEMBERS, f"{party} har et negativt tal") for party in negative]
    if len({line.party for line in lines}) < len(lines):
        breaches.append(Breach(MEMBERS, "Et parti eller listesamarbejde står to gange"))
    return breaches


def _unlikely(lines: Sequence[PartyVotes], municipalities: int) -> list[Breach]:
    breaches = [
        Breach(MEMBERS, f"{line.party} har {line.mayors} borgmestre, men {line.council_seats} mandater")
        for line in lines
        if line.mayors > line.council_seats
    ]
    if (mayors := sum(line.mayors for line in lines)) != municipalities:
        breaches.append(Breach(MEMBERS, f"Der er {mayors} borgmestre og {municipalities} kommuner"))
    return breaches
