"""Who may elect members beside the mayors: § 3, stk. 1, which points to KL's love § 15, stk. 2.

At least 2 % of the votes in the region and at least one council seat. The 2 % stands in § 3, stk. 9; the
council seat was found at kl.dk (2017) [found]. A list cooperation counts as if it were a party.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kkr_portal.danish_numbers import percent
from kkr_portal.law import ByDate, Certainty, Citation
from meetings.rules.editions import BEFORE, EDITION_2022

THRESHOLD = ByDate({EDITION_2022.in_force: Fraction(2, 100)}, before=BEFORE)
ENTITLED = Citation(
    "KL's love",
    "15",
    "2",
    certainty=Certainty.FOUND,
    note="mindst 2 pct. af stemmerne og mindst ét mandat i en kommunalbestyrelse (kl.dk 2017)",
)


@dataclass(frozen=True)
class PartyVotes:
    """A party or list cooperation in KL's member municipalities of one region."""

    party: str
    votes: int
    council_seats: int
    mayors: int = 0


@dataclass(frozen=True)
class Entitlement:
    line: PartyVotes
    share: Fraction
    enough_votes: bool

    @property
    def entitled(self) -> bool:
        return self.enough_votes and self.line.council_seats > 0

    @property
    def sentence(self) -> str:
        seats = f"{self.line.council_seats} mandat{'' if self.line.council_seats == 1 else 'er'}"
        verdict = "berettiget" if self.entitled else "ikke berettiget"
        return f"{self.line.party}: {percent(self.share, 2)} af stemmerne og {seats}, {verdict}."


def combine(lines: Sequence[PartyVotes], cooperations: Mapping[str, Sequence[str]]) -> list[PartyVotes]:
    """The lines with the lists of each cooperation added into one, named as the cooperation.

    Raises ValueError when a list is in two cooperations or has no votes of its own here.
    """
    named = {line.party: line for line in lines}
    joined = [party for parties in cooperations.values() for party in parties]
    if len(set(joined)) != len(joined) or not set(joined) <= set(named):
        raise ValueError("each list of a cooperation is in one cooperation and has its votes")
    alone = [line for line in lines if line.party not in joined]
    return alone + [
        PartyVotes(
            name,
            sum(named[party].votes for party in parties),
            sum(named[party].council_seats for party in parties),
            sum(named[party].mayors for party in parties),
        )
        for name, parties in cooperations.items()
    ]


def entitlements(lines: Sequence[PartyVotes], *, on: date) -> tuple[Entitlement, ...]:
    """Every line with its share of all votes given, and whether it may elect members."""
    total = sum(line.votes for line in lines)
    shares = [Fraction(line.votes, total) if total else Fraction(0) for line in lines]
    threshold = THRESHOLD.on(on)
    return tuple(
        Entitlement(line, share, share >= threshold) for line, share in zip(lines, shares, strict=True)
    )
