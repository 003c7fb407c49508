"""Why something past was changed: who sat on a board, and who was announced as appointed."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q

from boards.models.boards import Seat
from kkr_portal.access.models import User
from kkr_portal.lasting import never_emptied, track


@track()
class Correction(models.Model):
    """The one key to a seat's past (``closing``), in the transaction that wrote it. Never changed."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="corrections", verbose_name="plads")
    reason = models.TextField("begrundelse")
    at = models.DateTimeField("rettet", db_default=TransactionNow(), editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True)

    council_path = "seat__seat_kind__board__council"

    class Meta:
        verbose_name, verbose_name_plural = "rettelse af en plads", "rettelser af pladser"
        ordering = ["seat", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="correction_has_reason",
                violation_error_message="Skriv, hvorfor der rettes.",
            )
        ]  # fmt: skip
        triggers = [
            never_emptied(),
            pgtrigger.Protect(name="correction_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.reason
