"""Closed is closed in the database: once a meeting's minutes are approved, nothing of it changes on any path.

A row's table says with SQL which meeting it belongs to. The only way back is a ``Reopening``, an event with a
reason that is written in the same transaction as the change of status.
"""

import pgtrigger
from django.db import IntegrityError

from kkr_portal.lasting import closes_with, constraint_of, refuses

LOCKED = "('approved', 'closed')"
FOR_GOOD = "('closed')"
MESSAGE = "Mødet er lukket: referatet er godkendt. Det kan kun ændres, når mødet genåbnes med en begrundelse."
SENT = "Dagsordenen er sendt ud. Det, den består af, ligger fast."
FIXED = "Sammensætningen er fastlagt, og det, den er beregnet af, ligger fast. Ophæv først fastlæggelsen."
CONSTRAINT = "closed_with_meeting"
SENT_CONSTRAINT = "whole_when_sent"
FIXED_CONSTRAINT = "composition_is_fixed"


def refusal(error: IntegrityError) -> str:
    """The sentence with which one of these triggers refused; empty when it was something else."""
    return {CONSTRAINT: MESSAGE, SENT_CONSTRAINT: SENT, FIXED_CONSTRAINT: FIXED}.get(constraint_of(error), "")


def is_closed_error(error: IntegrityError) -> bool:
    """Whether the database refused because the meeting is closed."""
    return constraint_of(error) == CONSTRAINT


def closes_with_meeting(meeting: str, *, once: str = LOCKED) -> pgtrigger.Trigger:
    """Refuses every insert, update and delete of a row whose meeting is closed.

    ``meeting`` is SQL for the meeting's id, where ``ROW`` stands for the row: ``"ROW.meeting_id"``; ``once``
    the statuses that close it, also as SQL.
    """
    return closes_with(
        name="closes_with_meeting", table="meetings_meeting", parent=meeting, closed=f"p.status IN {once}",
        message=MESSAGE, constraint=CONSTRAINT,
    )  # fmt: skip


def whole_when_sent() -> pgtrigger.Trigger:
    """What belongs to a sent version is written with it, in its transaction, as its history tells."""
    return pgtrigger.Trigger(
        name="whole_when_sent",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=(
            "IF NOT EXISTS (SELECT 1 FROM meetings_versionevent e WHERE e.pgh_obj_id = NEW.version_id "  # noqa: S608
            f"AND e.pgh_created_at = now()) THEN {refuses(SENT, SENT_CONSTRAINT)} END IF; RETURN NEW;"
        ),
    )


def closes_when_fixed() -> pgtrigger.Trigger:
    """For what a composition is computed from: it stays as it is while the composition is fixed."""
    return closes_with(
        name="closes_when_fixed", table="meetings_term", parent="ROW.term_id",
        closed="p.fixed_on IS NOT NULL", message=FIXED, constraint=FIXED_CONSTRAINT,
    )  # fmt: skip


def fixed_term_stays() -> pgtrigger.Trigger:
    """On the term itself: what it is computed from, its votes apart. Unfixing it is the key."""
    return pgtrigger.Trigger(
        name="fixed_term_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__fixed_on__isnull=False),
        func=(
            "IF TG_OP = 'UPDATE' AND (NEW.fixed_on IS NULL "
            "OR (NEW.council_id, NEW.election_date, NEW.method, NEW.drawn, NEW.fixed_on) = "
            "(OLD.council_id, OLD.election_date, OLD.method, OLD.drawn, OLD.fixed_on)) THEN RETURN NEW; "
            f"END IF; {refuses(FIXED, FIXED_CONSTRAINT)}"
        ),
    )


def closed_meeting_stays() -> pgtrigger.Trigger:
    """On the meeting itself: approved to closed, or back to drafted minutes by a reopening; else nothing.

    A reopening counts in the transaction that wrote it: its time is the database's own.
    """
    return pgtrigger.Trigger(
        name="closed_meeting_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__status__in=["approved", "closed"]),
        func=(
            "IF TG_OP = 'UPDATE' AND OLD.status = 'approved' AND NEW.status = 'closed' "  # noqa: S608
            "AND (to_jsonb(NEW) - 'status' - 'revision') = (to_jsonb(OLD) - 'status' - 'revision') "
            "THEN RETURN NEW; END IF; "
            "IF TG_OP = 'UPDATE' AND NEW.status = 'minutes_drafted' AND EXISTS "
            "(SELECT 1 FROM meetings_reopening r WHERE r.meeting_id = OLD.id AND r.at = now()) "
            f"THEN RETURN NEW; END IF; {refuses(MESSAGE, CONSTRAINT)}"
        ),
    )
