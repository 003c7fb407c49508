"""An agenda as it was sent: frozen, numbered, with every file's checksum. Never changed, never deleted."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from kkr_portal.access import predicates
from kkr_portal.access.models import User
from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.models import StoredFile
from kkr_portal.lasting import never_emptied, track
from kkr_portal.search.sources import words
from meetings.models.closing import closes_with_meeting, whole_when_sent
from meetings.models.meetings import Meeting, in_councils, published


def _printed(name: str, *, optional: bool = True) -> models.ForeignKey:
    return models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name=name,
        null=optional, blank=optional,
    )  # fmt: skip


@track()
class Version(models.Model):
    """Version 1, 2, … of a meeting's agenda.

    ``snapshot`` is the agenda in plain values (``versions.py`` writes and reads it). The closed prints are
    None where nothing is closed, the packets where there are no attachments.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="versions", verbose_name="møde"
    )
    number = models.PositiveSmallIntegerField("version")
    sent_at = models.DateTimeField("udsendt", db_default=Now())
    sent_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="udsendt af", null=True
    )
    note = models.TextField("besked til medlemmerne", blank=True)
    snapshot = models.JSONField("dagsordenen, som den blev sendt")
    agenda = _printed("offentlig dagsorden", optional=False)
    agenda_closed = _printed("dagsorden med lukkede punkter")
    packet = _printed("offentlige bilag")
    packet_closed = _printed("bilag med lukkede punkter")

    council_path = "meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "udsendt version", "udsendte versioner"
        ordering = ["meeting", "-number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="version_once")]
        triggers = [
            closes_with_meeting("ROW.meeting_id"),
            pgtrigger.Protect(name="version_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    def get_absolute_url(self) -> str:
        meeting = self.meeting
        return reverse("meetings:version", args=[meeting.council.slug, meeting.date, self.number])


def is_latest() -> Q:
    """What belongs to the latest ``version`` of its meeting."""
    later = Version.objects.filter(
        meeting=OuterRef("version__meeting"), number__gt=OuterRef("version__number")
    )
    return Q(~Exists(later))


class SentFileQuerySet(models.QuerySet["SentFile"]):
    def of_latest_versions(self) -> SentFileQuerySet:
        """Those of each meeting's latest version."""
        return self.filter(is_latest())

    def visible_to(self, user: AnyUser) -> SentFileQuerySet:
        """Files of what is published now, as it was sent; what has been closed since is closed here too."""
        from meetings.models.closed_since import attachment_is_open  # it stands above this module

        closed = in_councils("version__meeting__council", predicates.councils_with_closed_for(user))
        return self.of_latest_versions().filter(
            published("version__meeting__"), closed | (Q(closed=False) & attachment_is_open("attachment_pk"))
        )


@track(exclude=["vector"])
class SentFile(models.Model):
    """One attachment of a sent version: which content it was, where it stood, and whether it was closed."""

    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, related_name="files", verbose_name="version"
    )
    place = models.CharField("nr.", max_length=20)  # «3.4.1»
    title = models.CharField("titel", max_length=250)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="fil")
    file_name = models.CharField("filnavn", max_length=150)
    closed = models.BooleanField("lukket", default=False)
    attachment_pk = models.BigIntegerField("bilagets id")  # the attachment may have been deleted since
    # Kept: where a word stands in every title, counting the stems anew costs more than all else of a search.
    vector = models.GeneratedField(
        expression=words("title", "file_name"), output_field=SearchVectorField(), db_persist=True
    )

    objects = SentFileQuerySet.as_manager()
    council_path = "version__meeting__council"

    class Meta:
        verbose_name, verbose_name_plural = "udsendt fil", "udsendte filer"
        ordering = ["version", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "attachment_pk"], name="sent_file_once")]
        indexes = [GinIndex(fields=["vector"], name="sent_file_vector")]
        triggers = [
            whole_when_sent(),
            pgtrigger.Protect(name="sent_file_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.title}"
