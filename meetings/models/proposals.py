"""What members want on an agenda: § 5, stk. 4."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from kkr_portal.registry.models import Person
from meetings.models.agenda import AgendaItem
from meetings.models.closing import closes_with_meeting
from meetings.models.meetings import Meeting


@track()
class Proposal(models.Model):
    """Any member may demand a case in writing, at the latest ten days before an ordinary meeting."""

    class Status(models.TextChoices):
        RECEIVED = "received", "Modtaget"
        TAKEN_IN = "taken_in", "Optaget på dagsordenen"
        DECLINED = "declined", "Afvist"
        WITHDRAWN = "withdrawn", "Trukket tilbage"

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="proposals", verbose_name="møde"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="proposals", verbose_name="stillet af"
    )
    title = models.CharField("overskrift", max_length=250)
    text = models.TextField("forslag", help_text="Hvad sagen handler om, og hvad KKR skal tage stilling til.")
    received_on = models.DateField("modtaget")
    status = models.CharField("status", max_length=9, choices=Status, default=Status.RECEIVED)
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, related_name="proposals", verbose_name="dagsordenspunkt",
        null=True, blank=True,
    )  # fmt: skip
    reason = models.TextField("begrundelse", blank=True)
    revision = revision_field()

    council_path = "meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "forslag", "forslag"
        ordering = ["meeting", "received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(reason=""), name="proposal_declined_with_reason",
                violation_error_message="Et afvist forslag har en begrundelse.",
            )
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[]), closes_with_meeting("ROW.meeting_id"), never_emptied()]

    def __str__(self) -> str:
        return self.title
