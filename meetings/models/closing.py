"""Closed is closed in the database: once a meeting's minutes are approved, nothing of it changes on any path.

A row's table says with SQL which meeting it belongs to. The only way back is a ``Reopening``, an event with a
reason that is written in the same transaction as the change of status.
"""

import pgtrigger
from django.db import IntegrityError

LOCKED = "('approved', 'closed')"
MESSAGE = "Mødet er lukket: referatet er godkendt. Det kan kun ændres, når mødet genåbnes med en begrundelse."

CONSTRAINT = "closed_with_meeting"


def is_closed_error(error: IntegrityError) -> bool:
    """Whether the database refused because the meeting is closed."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") == CONSTRAINT


def closes_with_meeting(meeting: str) -> pgtrigger.Trigger:
    """Refuses every insert, update and delete of a row whose meeting is closed.

    ``meeting`` is SQL for the meeting's id, where ``ROW`` stands for the row: ``"ROW.meeting_id"``. The
    meeting's row is held meanwhile, so that it can't be closed between the check and the write.
    """
    # Hold first, read then: a filter on the status would lock nothing while the row still reads as open.
    check = (
        f"PERFORM 1 FROM meetings_meeting m WHERE m.id = ({meeting}) FOR SHARE; "  # noqa: S608
        f"IF EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.id = ({meeting}) AND m.status IN {LOCKED}) "
        f"THEN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation', "
        "CONSTRAINT = 'closed_with_meeting'; END IF;"
    )
    return pgtrigger.Trigger(
        name="closes_with_meeting",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=(
            f"IF TG_OP <> 'INSERT' THEN {check.replace('ROW.', 'OLD.')} END IF; "
            f"IF TG_OP <> 'DELETE' THEN {check.replace('ROW.', 'NEW.')} RETURN NEW; END IF; RETURN OLD;"
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
            "THEN RETURN NEW; END IF; "
            f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation', "
            "CONSTRAINT = 'closed_with_meeting';"
        ),
    )
