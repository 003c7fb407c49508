"""Absence from one meeting, reported beforehand: § 5, stk. 11."""

from __future__ import annotations

from django.db import transaction

from kkr_portal.access.models import User
from meetings.actions.life import TO_BE_HELD, NotPossible, locked
from meetings.models import AbsenceNotice, Meeting, Membership
from meetings.roster import roster_on

HELD = "Mødet er holdt: fraværet skrives ind under selve mødet."


@transaction.atomic
def report_absence(
    *, meeting: Meeting, membership: Membership, note: str = "", by: User | None
) -> AbsenceNotice:
    """Note that the member can't come. Once more is the notice that is there already, with the newer note."""
    now = _open(meeting)
    sitting = {one.member.pk for one in roster_on(now.council, now.date).members if one.member}
    if membership.pk not in sitting:
        raise NotPossible("Personen er ikke medlem af KKR på mødets dag.")
    notice, _ = now.absence_notices.update_or_create(
        membership=membership, defaults={"note": note.strip()}, create_defaults={"note": note.strip(), "by": by}
    )
    return notice


@transaction.atomic
def withdraw_absence(*, meeting: Meeting, membership: Membership) -> None:
    """The member comes after all."""
    _open(meeting).absence_notices.filter(membership=membership).delete()


def _open(meeting: Meeting) -> Meeting:
    now = locked(meeting)
    if now.is_cancelled:
        raise NotPossible("Mødet er aflyst: der skal ikke meldes afbud.")
    if now.status not in TO_BE_HELD:
        raise NotPossible(HELD)
    return now
