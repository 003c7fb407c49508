"""The front page's line to a secretariat whose KKR begins a new term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boards.rules.elections import latest_election
from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.first_steps.standing import State, standing_of
from kkr_portal.registry.models import Council


@dataclass(frozen=True)
class Starting:
    """``done`` of ``steps`` first steps are done."""

    council: Council
    election: date
    done: int
    steps: int


def starting(election: date, today: date) -> bool:
    """A term starts from the election until the end of the new KKR's first year."""
    return election < today <= date(election.year + 1, 12, 31)


def starting_terms(user: AnyUser, today: date) -> list[Starting]:
    """Of the KKR that the user is the secretariat of, until every first step is done."""
    election, own = latest_election(today), predicates.roles_of(user).secretariat_of
    if not own or not starting(election, today):
        return []
    found = []
    for council in Council.objects.filter(pk__in=own):
        states = [row.standing.state for row in standing_of(council, election, today)]
        found.append(Starting(council, election, states.count(State.DONE), len(states)))
    return [one for one in found if one.done < one.steps]
