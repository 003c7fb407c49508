"""Past is closed in the database: whoever has left a seat, and whoever was announced, stays as written.

The one key is a ``Correction`` of the seat, with its reason, in the same transaction. Adding what was never
written in (a tenure of years ago, with its nominators) is no change of the past.
"""

import pgtrigger
from django.db import IntegrityError

from kkr_portal.lasting import constraint_of, refuses

PAST = "Tiden på pladsen er afsluttet. Den kan rettes med en begrundelse."
ANNOUNCED = "Udpegningen er meddelt. Den kan rettes med en begrundelse."
CONSTRAINTS = {"past_tenure": PAST, "announced_appointment": ANNOUNCED}

ENDED = "upper({period}) <= (now() AT TIME ZONE 'Europe/Copenhagen')::date"
PAST_TENURE = (
    f"EXISTS (SELECT 1 FROM boards_tenure t WHERE t.id = {{tenure}} AND {ENDED.format(period='t.period')})"  # noqa: S608
)
KEY = "EXISTS (SELECT 1 FROM boards_correction c WHERE c.seat_id = ({seat}) AND c.at = now())"
OF_TENURE = "SELECT t.seat_id FROM boards_tenure t WHERE t.id = {tenure}"
# As the history tells, which its triggers alone write.
WRITTEN_NOW = (
    "EXISTS (SELECT 1 FROM boards_tenureevent e WHERE e.pgh_obj_id = {tenure} AND e.pgh_created_at = now())"
)


def refusal(error: IntegrityError) -> str:
    """The sentence with which one of these triggers refused; empty when it was something else."""
    return CONSTRAINTS.get(constraint_of(error), "")


def _refuse_if(condition: str, constraint: str) -> str:
    return f"IF {condition} THEN {refuses(CONSTRAINTS[constraint], constraint)} END IF; "


DONE = "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"


def past_tenure_stays() -> pgtrigger.Trigger:
    """On a tenure: nothing once it is past; once it is announced not who sits where, since when and why."""
    key = KEY.format(seat="OLD.seat_id")
    announced = (
        "EXISTS (SELECT 1 FROM boards_appointment a "
        "WHERE a.tenure_id = OLD.id AND a.announced_on IS NOT NULL)"
    )
    told = "({0}.seat_id, {0}.person_id, {0}.term_id, {0}.decided_at_id, lower({0}.period))"
    changed = f"(TG_OP = 'DELETE' OR {told.format('NEW')} IS DISTINCT FROM {told.format('OLD')})"
    return pgtrigger.Trigger(
        name="past_tenure_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=(
            _refuse_if(f"{ENDED.format(period='OLD.period')} AND NOT {key}", "past_tenure")
            + _refuse_if(f"{changed} AND {announced} AND NOT {key}", "announced_appointment")
            + DONE
        ),
    )


def closes_with_past_tenure() -> pgtrigger.Trigger:
    """For what hangs on a tenure; with a tenure that is written in late it is written in too."""

    def check(row: str) -> str:
        tenure = f"{row}.tenure_id"
        past = PAST_TENURE.format(tenure=tenure)
        key = KEY.format(seat=OF_TENURE.format(tenure=tenure))
        now = WRITTEN_NOW.format(tenure=tenure)
        return _refuse_if(f"{past} AND NOT {key} AND NOT {now}", "past_tenure")

    return pgtrigger.Trigger(
        name="closes_with_past_tenure",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=(
            f"IF TG_OP <> 'INSERT' THEN {check('OLD')} END IF; "
            f"IF TG_OP <> 'DELETE' THEN {check('NEW')} END IF; {DONE}"
        ),
    )


def past_deputy_stays() -> pgtrigger.Trigger:
    """On a deputy chair whose time is over."""
    key = KEY.format(seat=OF_TENURE.format(tenure="OLD.tenure_id"))
    return pgtrigger.Trigger(
        name="past_deputy_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=_refuse_if(f"{ENDED.format(period='OLD.period')} AND NOT {key}", "past_tenure") + DONE,
    )


def announced_appointment_stays() -> pgtrigger.Trigger:
    key = KEY.format(seat=OF_TENURE.format(tenure="OLD.tenure_id"))
    return pgtrigger.Trigger(
        name="announced_appointment_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__announced_on__isnull=False),
        func=_refuse_if(f"NOT {key}", "announced_appointment") + DONE,
    )
