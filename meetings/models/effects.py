"""What a decision under an item carries out: planned with the agenda, carried out with the decision."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kkr_portal.access.models import User
from kkr_portal.lasting import never_emptied, track
from meetings.models.agenda import OF_ITEM, AgendaItem
from meetings.models.closing import closes_with_meeting


@track()
class Effect(models.Model):
    """``kind`` and ``ref`` name the thing to its room (``meetings.deciding``); ``title`` is shown."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="effects", verbose_name="dagsordenspunkt"
    )
    kind = models.CharField("slags", max_length=40, editable=False)
    ref = models.CharField("kilde", max_length=120, editable=False)
    title = models.CharField("hvad der besluttes", max_length=250)
    carried_out_at = models.DateTimeField("gennemført", null=True, blank=True, editable=False)
    carried_out_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True, blank=True,
        editable=False,
    )  # fmt: skip

    council_path = "item__section__meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "virkning af en beslutning", "virkninger af beslutninger"
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "kind", "ref"], name="effect_once_under_an_item"),
            models.UniqueConstraint(
                fields=["kind", "ref"], condition=Q(carried_out_at__isnull=False),
                name="effect_carried_out_once",
            ),
        ]  # fmt: skip
        triggers = [closes_with_meeting(OF_ITEM), never_emptied()]

    def __str__(self) -> str:
        return self.title

    @property
    def is_carried_out(self) -> bool:
        return self.carried_out_at is not None
