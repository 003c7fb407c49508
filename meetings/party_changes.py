"""What follows when a mayor leaves the party, out of the members and votes of the day: § 3, stk. 8–10."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Sum

from kkr_portal.law import Citation
from kkr_portal.registry.models import Party
from meetings.models import ListCooperation, Membership, Term, VoteCount
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
    group, parties = _counted_together(term, party)
    of_party = [
        one
        for one in roster_on(term.council, day).members
        if one.seat.group == group or (one.party and one.party.pk in parties)
    ]
    share = _share(term, parties)
    if share is None and len(of_party) <= 1:
        unknown = (
            party_change.ELECTS_ONE_MORE,
            f"Borgmesteren var {group}s eneste medlem, men periodens stemmetal mangler. "
            "Har partiet mindst 2 pct. af stemmerne, vælger det et nyt medlem.",
        )
        return Follows(False, False, group, (stays, unknown))
    found = party_change.mayor_leaves_party(
        members_of_party=max(1, len(of_party)), share_of_votes=share or Fraction(0), on=day
    )
    return Follows(found.elects_one_more, True, group, found.reasons)


def _counted_together(term: Term, party: Party) -> tuple[str, set[int]]:
    """The name under which the party's votes count, and the parties that count with it."""
    mine = ListCooperation.objects.filter(term=term, party=party).first()
    if mine is None:
        return party.name, {party.pk}
    together = ListCooperation.objects.filter(term=term, name=mine.name)
    return mine.name, set(together.values_list("party_id", flat=True))


def _share(term: Term, parties: set[int]) -> Fraction | None:
    """Of the votes in the region; None where none are known."""
    votes = VoteCount.objects.filter(term=term)
    whole = votes.filter(municipality=None)
    counted = whole if whole.exists() else votes
    total = counted.aggregate(n=Sum("votes"))["n"] or 0
    if not total:
        return None
    return Fraction(counted.filter(party__in=parties).aggregate(n=Sum("votes"))["n"] or 0, total)
