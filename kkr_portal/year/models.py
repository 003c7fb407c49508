"""Calendars that people subscribe to: a secret address each, and what it has told so far."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from kkr_portal.access.models import User
from kkr_portal.lasting import track
from kkr_portal.registry.models import Council


@track(exclude=["told", "read_at"])
class CalendarFeed(models.Model):
    """The dates that ``user`` may know of, of one KKR or of all, at an address that nobody can guess.

    Only the address's SHA-256 is kept (``digest``). ``told``: per UID what was told last, so that a change
    raises its SEQUENCE and what is gone is cancelled (``feeds``). Revoked is deleted.
    """

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="calendar_feeds", verbose_name="bruger"
    )
    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="+", verbose_name="KKR", null=True, blank=True,
        help_text="Tom: alle fem.",
    )  # fmt: skip
    digest = models.CharField("adressens kontrolsum", max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("oprettet", db_default=Now())
    read_at = models.DateTimeField("senest hentet", null=True, editable=False)
    told = models.JSONField("fortalt", default=dict, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "kalenderabonnement", "kalenderabonnementer"
        ordering = ["-made_at", "pk"]

    def __str__(self) -> str:
        return f"Årshjul for {self.council or 'alle fem KKR'}"
