"""A mayor leaves the party: § 3, stk. 8–10. [stated]

The mayor stays and nothing is computed anew. Was the mayor the party's only member of the council, and had
the party at least 2 % of the votes, it elects one more, and the cap is waived.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kkr_portal.law import Breach, Citation
from meetings.rules.editions import cite
from meetings.rules.entitlement import THRESHOLD
from meetings.rules.reduction import CAP, cap

STAYS = cite(3, 8)
ELECTS_ONE_MORE = cite(3, 9)
CAP_WAIVED = cite(3, 10)


@dataclass(frozen=True)
class PartyChange:
    """What follows. The mayor always stays a member (stk. 8)."""

    elects_one_more: bool
    reasons: tuple[tuple[Citation, str], ...]


def mayor_leaves_party(*, members_of_party: int, share_of_votes: Fraction, on: date) -> PartyChange:
    """``members_of_party`` in the council before the change, the mayor included."""
    reasons = [(STAYS, "Borgmesteren bliver i KKR, og der regnes ikke om.")]
    enough = share_of_votes >= THRESHOLD.on(on)
    if members_of_party > 1:
        reasons.append((ELECTS_ONE_MORE, "Partiet har andre medlemmer i KKR og vælger ikke et nyt."))
    elif not enough:
        reasons.append((ELECTS_ONE_MORE, "Partiet fik under 2 pct. af stemmerne og vælger ikke et nyt."))
    else:
        reasons += [
            (ELECTS_ONE_MORE, "Borgmesteren var partiets eneste medlem; partiet vælger et nyt."),
            (CAP_WAIVED, "Loftet over antallet af medlemmer gælder ikke for det nye medlem."),
        ]
    return PartyChange(members_of_party == 1 and enough, tuple(reasons))


def cap_breaches(*, members: int, municipalities: int, elected_under_part_9: int = 0) -> list[Breach]:
    """More members than the cap, those under stk. 9 not counted."""
    if members - elected_under_part_9 <= cap(municipalities):
        return []
    message = (
        f"KKR kan højst have {cap(municipalities)} medlemmer ({municipalities} kommuner); der er {members}"
    )
    return [Breach(CAP, message)]
