"""A notified agreement is closed in the database: nothing of it changes on any path.

The only way back is an ``AgreementReopening``, an event with a reason, written in the same transaction.
"""

import pgtrigger
from django.db import IntegrityError

from kkr_portal.lasting import closes_with, constraint_of, refuses

MESSAGE = "Aftalen er meddelt Udlændingestyrelsen og kan ikke ændres. Den kan genåbnes med en begrundelse."
CONSTRAINT = "agreement_is_notified"
OUTSIDE = "Kommunen ligger ikke i aftalens region. En aftale gælder inden for regionen."
OUTSIDE_CONSTRAINT = "inside_the_region"


def agreement_refusal(error: IntegrityError) -> str:
    """The sentence with which one of these triggers refused; empty when it was something else."""
    return {CONSTRAINT: MESSAGE, OUTSIDE_CONSTRAINT: OUTSIDE}.get(constraint_of(error), "")


def closes_with_agreement() -> pgtrigger.Trigger:
    """For what hangs on an agreement."""
    return closes_with(
        name="closes_with_agreement", table="quotas_agreement", parent="ROW.agreement_id",
        closed="p.notified_on IS NOT NULL", message=MESSAGE, constraint=CONSTRAINT,
    )  # fmt: skip


def notified_agreement_stays() -> pgtrigger.Trigger:
    """On the agreement itself: notified to open by a reopening of the same transaction; else nothing."""
    given_back = "- 'notified_on' - 'notified_how' - 'revision'"
    return pgtrigger.Trigger(
        name="notified_agreement_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        condition=pgtrigger.Q(old__notified_on__isnull=False),
        func=(
            "IF TG_OP = 'UPDATE' AND NEW.notified_on IS NULL "  # noqa: S608
            f"AND (to_jsonb(NEW) {given_back}) = (to_jsonb(OLD) {given_back}) AND EXISTS "
            "(SELECT 1 FROM quotas_agreementreopening r WHERE r.agreement_id = OLD.id AND r.at = now()) "
            f"THEN RETURN NEW; END IF; {refuses(MESSAGE, CONSTRAINT)}"
        ),
    )


def inside_the_region(*columns: str) -> pgtrigger.Trigger:
    """The municipalities in these columns lie in the region of the agreement's KKR."""
    named = ", ".join(f"NEW.{column}" for column in columns)
    return pgtrigger.Trigger(
        name="inside_the_region",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func=(
            "IF EXISTS (SELECT 1 FROM registry_municipality m JOIN quotas_agreement a "  # noqa: S608
            "ON a.id = NEW.agreement_id JOIN registry_council c ON c.id = a.council_id "
            f"WHERE m.id IN ({named}) AND m.region_id <> c.region_id) "
            f"THEN {refuses(OUTSIDE, OUTSIDE_CONSTRAINT)} END IF; RETURN NEW;"
        ),
    )
