"""What follows when a mayor leaves the party, out of the members and votes of the day: § 3, stk. 8–10."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kkr_portal.law import Citation
from meetings.composition import composed
from meetings.models import Membership
from meetings.roster import roster_on
from meetings.rules import editions, party_change


@dataclass(frozen=True)
class Follows:
    """``known`` is False where the votes are missing, so that people must judge stk. 9."""

    elects_one_more: bool
    known: bool
    group: str
    reasons: tuple[tuple[Citation, str], ...]


def party_change_on(membership: Membership, day: date) -> Follows:
    """Of a mayor who leaves the party of ``membership`` on ``day``."""
    term, party = membership.seat.term, membership.party
    stays = (party_change.STAYS, "Borgmesteren bliver i KKR, og der regnes ikke om.")
    if party is None or not editions.has_rules(day):
        return Follows(False, True, "", (stays,))
    found = composed(term)
    counted = {name: joined for name, joined in found.groups.items() if party in joined}
    group = max(counted, key=lambda name: len(counted[name]), default=party.name)  # the cooperation, if any
    parties = {one.pk for one in counted.get(group, ())} | {party.pk}
    of_party = [
        one
        for one in roster_on(term.council, day).members
        if one.seat.group == group or (one.party and one.party.pk in parties)
    ]
    known = any(line.votes for line in found.lines)
    if not known and len(of_party) <= 1:
        unknown = (
            party_change.ELECTS_ONE_MORE,
            f"Borgmesteren var {group}s eneste medlem, men periodens stemmetal mangler. "
            "Har partiet mindst 2 pct. af stemmerne, vælger det et nyt medlem.",
        )
        return Follows(False, False, group, (stays, unknown))
    answer = party_change.mayor_leaves_party(
        members_of_party=max(1, len(of_party)),
        share_of_votes=found.share_of(group) if known else Fraction(0),
        on=day,
    )
    return Follows(answer.elects_one_more, True, group, answer.reasons)
