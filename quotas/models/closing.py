"""Closed is closed in the database: nothing of a closed issue of quotas changes on any path.

A row's table says with SQL which issue it belongs to. The only way back is a ``Reopening``, an event with a
reason that is written in the same transaction as the change of status.
"""

import pgtrigger
from django.db import IntegrityError

from kkr_portal.lasting import closes_with, constraint_of, refuses

MESSAGE = (
    "Udmeldingen er afsluttet, og dens kvoter kan ikke ændres. Den kan genåbnes med en begrundelse, "
    "og en ny udmelding skrives ind for sig."
)
CONSTRAINT = "issue_is_closed"


def refusal(error: IntegrityError) -> str:
    """The sentence with which one of these triggers refused; empty when it was something else."""
    return MESSAGE if constraint_of(error) == CONSTRAINT else ""


def closes_with_issue(issue: str) -> pgtrigger.Trigger:
    """Refuses every insert, update and delete of a row whose issue is closed.

    ``issue`` is SQL for the issue's id, where ``ROW`` stands for the row: ``"ROW.issue_id"``.
    """
    return closes_with(
        name="closes_with_issue", table="quotas_issue", parent=issue, closed="p.status = 'closed'",
        message=MESSAGE, constraint=CONSTRAINT,
    )  # fmt: skip


def closed_issue_stays() -> pgtrigger.Trigger:
    """On the issue itself: closed to published by a reopening of the same transaction; else nothing."""
    return pgtrigger.Trigger(
        name="closed_issue_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__status="closed"),
        func=(
            "IF TG_OP = 'UPDATE' AND NEW.status = 'published' "  # noqa: S608
            "AND (to_jsonb(NEW) - 'status' - 'revision') = (to_jsonb(OLD) - 'status' - 'revision') "
            "AND EXISTS (SELECT 1 FROM quotas_reopening r WHERE r.issue_id = OLD.id AND r.at = now()) "
            f"THEN RETURN NEW; END IF; {refuses(MESSAGE, CONSTRAINT)}"
        ),
    )


def year_of_closed_issues_stays() -> pgtrigger.Trigger:
    """On a year: which one it is stays; its note goes on being written."""
    return pgtrigger.Trigger(
        name="year_of_closed_issues_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("year"),
        func=(
            "PERFORM 1 FROM quotas_issue i WHERE i.year_id = OLD.id FOR SHARE; "  # noqa: S608
            "IF EXISTS (SELECT 1 FROM quotas_issue i WHERE i.year_id = OLD.id AND i.status = 'closed') "
            f"THEN {refuses(MESSAGE, CONSTRAINT)} END IF; RETURN NEW;"
        ),
    )


def closes_with_its_issues() -> pgtrigger.Trigger:
    """On an announcement: what a closed issue is out of stays as it is, file and date and all."""
    return pgtrigger.Trigger(
        name="closes_with_its_issues",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=(
            "PERFORM 1 FROM quotas_issue i WHERE i.announcement_id = OLD.id FOR SHARE; "  # noqa: S608
            "IF EXISTS (SELECT 1 FROM quotas_issue i WHERE i.announcement_id = OLD.id "
            f"AND i.status = 'closed') THEN {refuses(MESSAGE, CONSTRAINT)} END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
        ),
    )
