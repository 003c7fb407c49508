"""A case sent to the members in writing, in special cases: § 5, stk. 10."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import closes_with, never_emptied, track
from kkr_portal.registry.models import Council, Person
from meetings.models.agenda import AgendaItem
from meetings.models.meetings import in_councils
from meetings.models.sitting import Vote
from meetings.models.terms import Seat


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    def visible_to(self, user: AnyUser) -> ConsultationQuerySet:
        """What was sent out, for the KKR's own people and KL; drafts for the secretariat and KL."""
        drafts = in_councils("council", predicates.councils_with_drafts_for(user))
        insiders = in_councils("council", predicates.councils_with_closed_for(user))
        return self.filter(drafts | insiders & ~Q(status=Consultation.Status.DRAFT))

    def editable_by(self, user: AnyUser) -> ConsultationQuerySet:
        return self.filter(in_councils("council", predicates.councils_edited_by(user)))

    def counting_answers(self) -> ConsultationQuerySet:
        """With ``asked`` and ``answered``, how many were asked and how many have answered."""
        return self.annotate(asked=Count("answers"), answered=Count("answers", filter=~Q(answers__answer="")))


@track()
class Consultation(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", "Kladde"
        OPEN = "open", "I høring"
        CLOSED = "closed", "Afsluttet"

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="consultations", verbose_name="KKR"
    )
    title = models.CharField("overskrift", max_length=250)
    text = models.TextField("sagen")
    question = models.TextField("hvad medlemmerne tager stilling til")
    reason = models.TextField(
        "hvorfor sagen ikke kan vente", help_text="Formanden kan i særlige tilfælde vælge skriftlig høring."
    )
    status = models.CharField("status", max_length=6, choices=Status, default=Status.DRAFT)
    opened_on = models.DateField("sendt", null=True, blank=True, editable=False)
    answer_by = models.DateField("svar senest")
    closed_on = models.DateField("afsluttet", null=True, blank=True, editable=False)
    decision = models.TextField("beslutning", blank=True)
    reported_in = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="consultations", verbose_name="refereret under",
        null=True, blank=True,
    )  # fmt: skip
    revision = revision_field()

    objects = ConsultationQuerySet.as_manager()
    council_path = "council"
    history_children = ["answers"]

    class Meta:
        verbose_name, verbose_name_plural = "skriftlig høring", "skriftlige høringer"
        ordering = ["-answer_by", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="draft", opened_on=None, closed_on=None)
                | Q(status="open", opened_on__isnull=False, closed_on=None)
                | Q(status="closed", opened_on__isnull=False, closed_on__gte=F("opened_on")),
                name="consultation_has_its_dates",
            )
        ]
        triggers = [
            counts_revisions(apart_from=[]),
            pgtrigger.Protect(
                name="closed_consultation_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="closed", old__reported_in__isnull=False),
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:consultation", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_closed(self) -> bool:
        return self.status == self.Status.CLOSED

    @property
    def is_locked(self) -> bool:
        """Closed and reported in a meeting: the database refuses changes."""
        return self.is_closed and self.reported_in_id is not None


@track()
class ConsultationAnswer(models.Model):
    """A member who was asked, with name and party as they were; ``answer`` is blank until given."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.CASCADE, related_name="answers", verbose_name="høring"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", verbose_name="plads")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="person")
    name = models.CharField("navn", max_length=170)
    party = models.CharField("parti", max_length=100, blank=True)
    chair = models.BooleanField("formand", default=False)
    answer = models.CharField("svar", max_length=8, choices=Vote.Answer, blank=True)
    comment = models.TextField("bemærkning", blank=True)
    answered_on = models.DateField("svaret", null=True, blank=True, editable=False)
    revision = revision_field()

    council_path = "consultation__council"

    class Meta:
        verbose_name, verbose_name_plural = "høringssvar", "høringssvar"
        ordering = ["consultation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "seat"], name="one_answer_a_seat"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="answer_has_its_date",
            ),
        ]
        triggers = [
            counts_revisions(apart_from=[]),
            closes_with(
                name="closed_consultation_takes_no_answer",
                table="meetings_consultation",
                parent="ROW.consultation_id",
                closed="p.status = 'closed'",
                message="Høringen er afsluttet.",
                constraint="closed_consultation",
            ),
            never_emptied(),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
