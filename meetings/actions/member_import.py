"""Members of a table take their seats: all rows or none, by the same steps as one at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import transaction

from kkr_portal.importing.plans import Plan, PlannedRow, State
from meetings.actions.memberships import fill_seat
from meetings.actions.periods import Refused, lock_term
from meetings.actions.substitutes import ORIGINS_OF, choose_substitute
from meetings.member_import import MemberRow
from meetings.models import Seat, Term


@transaction.atomic
def import_members(*, term: Term, rows: Iterable[PlannedRow], since: date) -> None:
    """Raises Refused, and does nothing, where one of them can't be."""
    lock_term(term.pk)
    for row in rows:
        try:
            _carry_out(row.does, since)
        except Refused as reason:
            raise Refused(f"Række {row.number}: {reason.message}", "text") from reason


def tried(plan: Plan, *, term: Term, since: date) -> Plan:
    """The plan with what the steps themselves refuse: each row is done, and all of them taken back."""
    refused: dict[int, str] = {}
    with transaction.atomic():
        lock_term(term.pk)
        for row in plan.to_do:
            try:
                with transaction.atomic():
                    _carry_out(row.does, since)
            except Refused as reason:
                refused[row.number] = reason.message.rstrip(".")
        transaction.set_rollback(True)
    rows = [
        replace(row, state=State.REFUSED, note=refused[row.number]) if row.number in refused else row
        for row in plan.rows
    ]
    return replace(plan, rows=rows)


def _carry_out(row: MemberRow, since: date) -> None:
    seat = row.seat
    if seat is None:
        return
    if row.sitting is None and row.member and row.municipality:
        fill_seat(seat=seat, who=row.member, municipality=row.municipality, party=row.party, since=since)
    if row.substitute and row.substitute_municipality:
        choose_substitute(
            seat=seat, who=row.substitute, municipality=row.substitute_municipality,
            party=row.substitute_party, origin=ORIGINS_OF[Seat.Kind(seat.kind)][0], since=since,
        )  # fmt: skip
    for person, email, phone in row.contacts:
        person.email, person.phone = email, phone
        person.save(update_fields=["email", "phone"])
