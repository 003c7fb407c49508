"""Fill many seats from a pasted table: all rows or none."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from meetings.actions.memberships import fill_seat
from meetings.actions.periods import Refused, lock_term
from meetings.actions.substitutes import ORIGINS_OF, choose_substitute
from meetings.models import Seat, Term
from meetings.pasted_members import PastedRow, look_up, read
from meetings.roster import roster_on


@transaction.atomic
def fill_many(*, term: Term, text: str, since: date) -> list[PastedRow]:
    """The rows as they were done. Raises Refused, and does nothing, where one of them can't be.

    They are read again under the lock: a seat may have been filled since they were shown.
    """
    term = lock_term(term.pk)
    rows = look_up(read(text), roster_on(term.council, since))
    if not rows:
        raise Refused("Tabellen har ingen rækker.", "text")
    for row in rows:
        if row.errors or not (row.seat and row.member and row.municipality):
            raise Refused(f"Linje {row.line}: {' '.join(row.errors)}", "text")
        try:
            _fill(row, row.seat, since)
        except Refused as reason:
            raise Refused(f"Linje {row.line}: {reason.message}", "text") from reason
    return rows


def _fill(row: PastedRow, seat: Seat, since: date) -> None:
    if row.member and row.municipality:
        fill_seat(seat=seat, who=row.member, municipality=row.municipality, party=row.party, since=since)
    if row.substitute and row.substitute_municipality:
        choose_substitute(
            seat=seat, who=row.substitute, municipality=row.substitute_municipality,
            party=row.party, origin=ORIGINS_OF[Seat.Kind(seat.kind)][0], since=since,
        )  # fmt: skip
