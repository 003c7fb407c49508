"""Mail that waits until a person releases it. Each is handed to the mail server once, and never twice.

A worker claims a mail (``sending``, committed) before it speaks to the mail server. Does it die in between,
nobody can know whether the mail went off: it stays ``sending`` until a person says so (``actions``), and it
keeps its ``message_id``, so that a mailbox that gets it a second time can tell.

A mail is either a KKR's or a person's own: one that the ``subscriber`` has asked the portal for and that no
one else reads. Asking for it is its release. It goes off only while the rights that it was made with hold.
"""

from __future__ import annotations

from typing import Self

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import date_format

from kkr_portal.access.models import User
from kkr_portal.documents.models import StoredFile
from kkr_portal.lasting import track
from kkr_portal.registry.models import Council


class MailQuerySet(models.QuerySet["Mail"]):
    def of_councils(self, councils: frozenset[int] | None) -> Self:
        """The mails of these KKR, of all five for None; never a person's own."""
        mails = self.filter(subscriber=None)
        return mails if councils is None else mails.filter(council__in=councils)


OF_A_KKR = "{row}.subscriber_id IS NULL"


# A person's own mails leave no history: their text is the person's, and is deleted after a while.
@track(
    pghistory.InsertEvent(condition=pgtrigger.Condition(OF_A_KKR.format(row="NEW"))),
    pghistory.UpdateEvent(
        condition=pgtrigger.Condition(f"OLD.* IS DISTINCT FROM NEW.* AND {OF_A_KKR.format(row='NEW')}")
    ),
    pghistory.DeleteEvent(condition=pgtrigger.Condition(OF_A_KKR.format(row="OLD"))),
    exclude=["subscriber", "rights", "expires_at", "stop_url"],
)
class Mail(models.Model):
    """``key`` says what the mail is about, once for ever: the same key twice is the same mail.

    Of a person's own mail: ``rights`` is the mark of the rights that it was made with, after ``expires_at``
    it is not worth sending, and ``stop_url`` is where one says no to more.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Venter på frigivelse"
        RELEASED = "released", "Frigivet"
        SENDING = "sending", "Under afsendelse"
        SENT = "sent", "Sendt"
        FAILED = "failed", "Kunne ikke sendes"
        DISCARDED = "discarded", "Kasseret"

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="mails", verbose_name="KKR", null=True, blank=True
    )
    subscriber = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="own_mails", verbose_name="abonnent", null=True,
        blank=True, editable=False,
    )  # fmt: skip
    key = models.CharField("nøgle", max_length=200, unique=True, editable=False)
    batch = models.CharField("udsendelse", max_length=200, help_text="Hvad mailen hører til.")
    to_name = models.CharField("modtager", max_length=170)
    to_address = models.EmailField("e-mail")
    subject = models.CharField("emne", max_length=250)
    body = models.TextField("tekst")
    calendar = models.TextField("kalenderfil", blank=True, editable=False)
    calendar_method = models.CharField("kalendermetode", max_length=10, blank=True, editable=False)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="vedhæftet fil", null=True,
        blank=True, editable=False,
    )  # fmt: skip
    file_name = models.CharField("filnavn", max_length=150, blank=True, editable=False)
    state = models.CharField("tilstand", max_length=9, choices=State, default=State.DRAFT)
    message_id = models.CharField("Message-ID", max_length=200, unique=True, editable=False)
    made_at = models.DateTimeField("oprettet", db_default=Now())
    released_at = models.DateTimeField("frigivet", null=True, blank=True)
    released_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="frigivet af", null=True, blank=True
    )
    claimed_at = models.DateTimeField("påbegyndt", null=True, blank=True)
    sent_at = models.DateTimeField("sendt", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("forsøg", default=0)
    next_try_at = models.DateTimeField("prøves igen", null=True, blank=True, editable=False)
    trouble = models.CharField("fejl", max_length=500, blank=True)
    rights = models.CharField("rettighedernes mærke", max_length=64, blank=True, editable=False)
    expires_at = models.DateTimeField("sendes ikke efter", null=True, blank=True, editable=False)
    stop_url = models.CharField("afmelding", max_length=500, blank=True, editable=False)

    objects = MailQuerySet.as_manager()
    council_path = "council"

    class Meta:
        verbose_name, verbose_name_plural = "mail", "mails"
        ordering = ["-made_at", "pk"]
        indexes = [models.Index(fields=["state", "released_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"])
                | Q(released_at__isnull=False, released_by__isnull=False)
                | Q(released_at__isnull=False, subscriber__isnull=False),
                name="mail_released_by_a_person",
            ),
            models.CheckConstraint(
                condition=Q(council__isnull=False, subscriber=None, rights="", expires_at=None, stop_url="")
                | Q(council=None, subscriber__isnull=False, expires_at__isnull=False)
                & ~Q(rights="")
                & ~Q(stop_url="")
                & ~Q(state="draft"),
                name="mail_is_a_kkrs_or_a_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_mail_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to_name}: {self.batch if self.subscriber_id else self.subject}"


@track()
class Outage(models.Model):
    """The mail server can't be reached: since when, how often it was tried, and when it is tried next.

    One row while it lasts, none otherwise. Meanwhile no mail is begun on, so none is lost or doubled.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    since = models.DateTimeField("siden", db_default=Now())
    tries = models.PositiveIntegerField("forsøg", default=1)
    next_try_at = models.DateTimeField("næste forsøg")
    trouble = models.CharField("fejl", max_length=500)

    class Meta:
        verbose_name, verbose_name_plural = "afbrydelse", "afbrydelser"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_outage_at_a_time")]

    def __str__(self) -> str:
        since, again = (
            date_format(timezone.localtime(at), "j. F Y \\k\\l. H.i") for at in (self.since, self.next_try_at)
        )
        tries = "én gang" if self.tries == 1 else f"{self.tries} gange"
        return (
            f"Mailserveren har ikke svaret siden {since}. Portalen har prøvet {tries} og prøver igen {again}."
        )
