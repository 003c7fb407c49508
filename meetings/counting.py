"""An election with everything that was counted, read for a page, the minutes or an action.

``read`` takes the same few queries however much was counted; ``count`` asks the rules.
"""

from __future__ import annotations

from django.db.models import QuerySet

from meetings.counting_majority import MajorityCount, count_majority
from meetings.counting_proportional import ProportionalCount, count_proportional
from meetings.models import Election

Count = ProportionalCount | MajorityCount


def read(elections: QuerySet[Election]) -> QuerySet[Election]:
    """With all that ``count`` needs."""
    return elections.select_related("meeting__council", "item__section").prefetch_related(
        "lines__person", "alliances", "rounds__results__line", "lots", "elected__person"
    )


def count(election: Election, *, members: int | None = None) -> Count:
    """Where the election stands. ``members`` of the KKR on the day, to hold groups against.

    Raises NotInForce for a meeting before the first edition.
    """
    if election.kind == Election.Kind.MAJORITY:
        return count_majority(election)
    return count_proportional(election, members=members)
