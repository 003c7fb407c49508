"""Minutes: what hands have written over what the portal wrote, their approval, and what must follow."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kkr_portal.access.models import User
from kkr_portal.documents.models import StoredFile
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from kkr_portal.search.sources import words
from meetings.models.agenda import OF_ITEM, AgendaItem
from meetings.models.closing import FOR_GOOD, closes_with_meeting
from meetings.models.meetings import Meeting


@track()
class MinutesPart(models.Model):
    """A part of the minutes that somebody has edited; parts without a row are written by the portal.

    ``written_over`` is the portal's own text at the time of the edit: where it differs from today's, the page
    says so and shows both. The edited text is never replaced by itself. Where the two are the same, the
    portal's own text was frozen by the approval.
    """

    class Kind(models.TextChoices):
        ATTENDANCE = "attendance", "Til stede og afbud"
        ITEM = "item", "Punkt"
        CLOSING = "closing", "Afslutning"

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="minutes_parts", verbose_name="møde"
    )
    kind = models.CharField("del", max_length=10, choices=Kind)
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="minutes_parts", verbose_name="dagsordenspunkt",
        null=True, blank=True,
    )  # fmt: skip
    text = models.TextField("tekst")
    written_over = models.TextField("portalens tekst, da der blev rettet", editable=False)
    revision = revision_field()

    council_path = "meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "rettet del af referatet", "rettede dele af referatet"
        ordering = ["meeting", "kind", "item"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "kind", "item"], nulls_distinct=False, name="minutes_part_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="item", item__isnull=False) | (~Q(kind="item") & Q(item=None)),
                name="minutes_part_of_an_item",
            ),
        ]
        indexes = [GinIndex(words("text"), name="minutes_part_words")]
        triggers = [counts_revisions(apart_from=[]), closes_with_meeting("ROW.meeting_id"), never_emptied()]

    def __str__(self) -> str:
        return str(self.item or self.get_kind_display())

    @property
    def by_hand(self) -> bool:
        return self.text != self.written_over


@track()
class Approval(models.Model):
    """The minutes of ``meeting`` were approved under ``item`` of a later meeting, as the file says."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="approvals", verbose_name="mødets referat"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="approves", verbose_name="godkendt under punkt"
    )
    at = models.DateTimeField("registreret", db_default=Now())
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True)
    minutes = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="referatet, offentligt"
    )
    minutes_closed = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="referatet med lukkede punkter",
        null=True, blank=True,
    )  # fmt: skip

    council_path = "meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "godkendelse", "godkendelser"
        ordering = ["meeting", "pk"]
        triggers = [
            closes_with_meeting("ROW.meeting_id"),  # the next one comes after a reopening
            pgtrigger.Protect(name="approval_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"Referat af {self.meeting}"


@track()
class FollowUp(models.Model):
    """What a decision asks somebody to do. Lives on until the meeting is closed."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="follow_ups", verbose_name="dagsordenspunkt"
    )
    what = models.CharField("hvad", max_length=300)
    owner = models.CharField("ansvarlig", max_length=120)
    due = models.DateField("frist", null=True, blank=True)
    done_on = models.DateField("udført", null=True, blank=True)
    note = models.TextField("bemærkning", blank=True)
    revision = revision_field()

    council_path = "item__section__meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "opfølgning", "opfølgninger"
        ordering = ["due", "pk"]
        triggers = [
            counts_revisions(apart_from=[]),
            closes_with_meeting(OF_ITEM, once=FOR_GOOD),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return self.what
