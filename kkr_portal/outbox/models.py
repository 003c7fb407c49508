"""Mail that waits until a person releases it. Each is handed to the mail server once, and never twice.

A worker claims a mail (``sending``, committed) before it speaks to the mail server. Does it die in between,
nobody can know whether the mail went off: it stays ``sending`` until a person says so (``actions``), and it
keeps its ``message_id``, so that a mailbox that gets it a second time can tell.
"""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import date_format

from kkr_portal.access.models import User
from kkr_portal.documents.models import StoredFile
from kkr_portal.registry.models import Council


@pghistory.track()
class Mail(models.Model):
    """``key`` says what the mail is about, once for ever: the same key twice is the same mail."""

    class State(models.TextChoices):
        DRAFT = "draft", "Venter på frigivelse"
        RELEASED = "released", "Frigivet"
        SENDING = "sending", "Under afsendelse"
        SENT = "sent", "Sendt"
        FAILED = "failed", "Kunne ikke sendes"
        DISCARDED = "discarded", "Kasseret"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="mails", verbose_name="KKR")
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

    council_path = "council"

    class Meta:
        verbose_name, verbose_name_plural = "mail", "mails"
        ordering = ["-made_at", "pk"]
        indexes = [models.Index(fields=["state", "released_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"]) | Q(released_at__isnull=False),
                name="mail_released_by_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="sent_mail_has_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to_name}: {self.subject}"


@pghistory.track()
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
