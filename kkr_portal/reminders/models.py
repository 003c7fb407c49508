"""What each person wants to be told by mail, and what they have been told.

Nobody is written to who has not asked for it: a person without a ``Choice`` gets nothing. What was told hangs
on the mail that told it, so that a mail that never went off (``outbox.actions.post_own``) has told nothing.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kkr_portal.access.models import User
from kkr_portal.lasting import track
from kkr_portal.outbox.models import Mail
from kkr_portal.year.due import NAMES

LEADS = {1: "Dagen før", 3: "3 dage før", 7: "En uge før", 14: "To uger før", 30: "30 dage før"}  # days
WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]


def default_leads() -> list[int]:
    return [1, 7]


def default_rooms() -> list[str]:
    return list(NAMES)


@track(exclude=["looked_on"])
class Choice(models.Model):
    """What one person has chosen. ``rooms`` by their names in ``year.due``, ``leads`` in days.

    ``digest_since``: no weekly digest of an earlier day. ``looked_on``: the day that the worker last dealt
    with the person, so that it does so once a day.
    """

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="reminder_choice", verbose_name="bruger"
    )
    reminds = models.BooleanField("Mind mig om frister og møder", default=False)
    leads = ArrayField(models.PositiveSmallIntegerField(), verbose_name="hvornår", default=default_leads)
    rooms = ArrayField(models.CharField(max_length=20), verbose_name="om hvad", default=default_rooms)
    digest = models.BooleanField("Send mig et ugebrev", default=False)
    weekday = models.PositiveSmallIntegerField("ugedag", choices=list(enumerate(WEEKDAYS)), default=0)
    digest_since = models.DateField("ugebreve fra", null=True, blank=True, editable=False)
    looked_on = models.DateField("senest gået igennem", null=True, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = "modtager af påmindelser", "modtagere af påmindelser"
        ordering = ["user__email"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reminds=False) | Q(leads__len__gt=0, rooms__len__gt=0),
                name="reminders_of_something",
                violation_error_message="Vælg, hvornår du vil mindes, og om hvad.",
            ),
            models.CheckConstraint(condition=Q(leads__contained_by=list(LEADS)), name="reminder_leads_known"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="digest_weekday_known"),
            models.CheckConstraint(
                condition=Q(digest=False) | Q(digest_since__isnull=False), name="digest_since_a_day"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)


class Reminder(models.Model):
    """A person was reminded of the date ``uid`` on ``day``, ``lead`` days before or later: once.

    A date that moves is another ``day``, and reminded of anew.
    """

    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="reminders")
    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="+")
    uid = models.CharField(max_length=40)
    day = models.DateField()
    lead = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["choice", "uid", "day", "lead"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.uid} {self.day}"


class Digest(models.Model):
    """The weekly digest that was due on ``day``; without a mail there was nothing to say."""

    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="digests")
    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="+", null=True)
    day = models.DateField()
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["choice", "day"], name="digest_once")]

    def __str__(self) -> str:
        return str(self.day)
