"""That something was erased: by whom, why and how much, and nothing of what it was."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.functions import TransactionNow
from django.db import models

from kkr_portal.access.models import User
from kkr_portal.lasting import never_emptied, refuses, track

STAYS = "En sletning kan ikke ændres eller fjernes bagefter."


def _erasure_stays() -> pgtrigger.Trigger:
    """Nothing but the numbers is written afterwards, and they in the transaction that erases."""
    return pgtrigger.Trigger(
        name="erasure_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=(
            "IF TG_OP = 'UPDATE' AND OLD.at = now() AND "
            "(to_jsonb(NEW) - 'counts') = (to_jsonb(OLD) - 'counts') THEN RETURN NEW; END IF; "
            f"{refuses(STAYS, 'erasure_stays')}"
        ),
    )


@track()
class Erasure(models.Model):
    """``person_pk`` and ``user_pk`` are ids, not links: the rows may be gone. ``counts``: rows by model.

    The one key to the history, in the transaction that writes it (``lasting``). After a backup of an earlier
    day has been restored, these people have to be erased again.
    """

    at = models.DateTimeField("hvornår", db_default=TransactionNow())
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af")
    person_pk = models.BigIntegerField("personens id", null=True)
    user_pk = models.BigIntegerField("brugerens id", null=True)
    reason = models.CharField("begrundelse", max_length=300)
    counts = models.JSONField("rækker")

    class Meta:
        verbose_name, verbose_name_plural = "sletning af en person", "sletninger af personer"
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person_pk__isnull=False) | models.Q(user_pk__isnull=False),
                name="erasure_of_somebody",
            )
        ]
        triggers = [
            _erasure_stays(),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"Person {self.person_pk or '–'}, bruger {self.user_pk or '–'}"
