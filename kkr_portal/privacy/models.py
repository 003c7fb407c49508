"""That something was erased: by whom, why and how much, and nothing of what it was."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from kkr_portal.access.models import User
from kkr_portal.lasting import never_emptied, track


@track()
class Erasure(models.Model):
    """``person_pk`` and ``user_pk`` are ids, not links: the rows may be gone. ``counts``: rows by model.

    After a backup of an earlier day has been restored, these people have to be erased again.
    """

    at = models.DateTimeField("hvornår", db_default=Now())
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
            pgtrigger.Protect(name="erasure_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"Person {self.person_pk or '–'}, bruger {self.user_pk or '–'}"
