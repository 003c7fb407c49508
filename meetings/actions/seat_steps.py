"""The latest thing that happened to a seat, and undoing it: somebody typed a wrong member or day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import ProtectedError

from meetings.actions.periods import Refused, lock_term, reopened
from meetings.models import Absence, Membership, Officer, Seat, Substitute, Term

SeatRow = Membership | Substitute | Absence


@dataclass(frozen=True)
class Step:
    """On ``day`` some rows of the seat began, and others ended."""

    day: date
    begun: list[SeatRow]
    ended: list[SeatRow]

    @property
    def key(self) -> str:
        """Names the step as it was shown: what has changed since is another step."""
        rows = [f"{row._meta.model_name}{row.pk}.{row.revision}" for row in [*self.begun, *self.ended]]
        return "-".join([self.day.isoformat(), *rows])


def latest_step(seat: Seat, term: Term) -> Step | None:
    """What happened last; None while nothing has."""
    rows: list[SeatRow] = [
        *seat.memberships.select_related("person"),
        *seat.substitutes.select_related("person"),
        *Absence.objects.filter(membership__seat=seat).select_related("membership__person"),
    ]
    ends = [row.period.upper for row in rows if row.period.upper not in (None, term.period.upper)]
    days = [row.period.lower for row in rows] + ends
    if not days:
        return None
    day = max(days)
    return Step(
        day,
        begun=[row for row in rows if row.period.lower == day],
        ended=[row for row in rows if row.period.upper == day and row.period.upper != term.period.upper],
    )


@transaction.atomic
def undo_latest(*, seat: Seat, key: str) -> Step | None:
    """What began is deleted, what ended goes on, a chair's post too. The history keeps it all.

    None, and nothing is done, where ``key`` is not the latest step's: a second click, or a quicker colleague.
    """
    term = lock_term(seat.term_id)
    step = latest_step(seat, term)
    if step is None or step.key != key:
        return None
    new_members = [row.person for row in step.begun if isinstance(row, Membership)]
    stays = [row.person for row in step.ended if isinstance(row, Membership)]
    later = Officer.objects.filter(term=term, person__in=set(new_members) - set(stays))
    if post := later.filter(period__startswith__gte=step.day).select_related("person").first():
        raise Refused(f"{post.person} er valgt til {post.get_post_display()}. Ret det først.")
    try:
        for row in reversed(step.begun):
            row.delete()
    except ProtectedError as error:
        raise Refused(
            "Medlemmet har meldt afbud til et møde. Brug «Ret» i stedet for at fortryde.",
        ) from error
    for ended_row in step.ended:
        reopened(ended_row, term=term)
    for officer in Officer.objects.filter(
        term=term, person__in=stays, period__endswith=step.day, for_a_time=False
    ):
        reopened(officer, term=term)
    return step
