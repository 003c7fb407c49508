"""The agreement of a region's municipalities on an issue's quotas: who takes over, signed, notified."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from kkr_portal.access import predicates
from kkr_portal.access.models import User
from kkr_portal.access.predicates import AnyUser
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from kkr_portal.registry.models import Council, Municipality
from meetings.models import AgendaItem
from quotas.models.agreed import closes_with_agreement, inside_the_region, notified_agreement_stays
from quotas.models.issues import Issue


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, user: AnyUser) -> AgreementQuerySet:
        """A notified agreement is everyone's to read; one being written its own secretariat's and KL's."""
        drafts = predicates.councils_with_drafts_for(user)
        return (
            self.all()
            if drafts is None
            else self.filter(Q(notified_on__isnull=False) | Q(council__in=drafts))
        )

    def editable_by(self, user: AnyUser) -> AgreementQuerySet:
        """The region's own secretariat."""
        edited = predicates.councils_edited_by(user)
        return self.all() if edited is None else self.filter(council__in=edited)

    def with_places(self) -> AgreementQuerySet:
        return self.select_related("issue__year", "council__region")


@track()
class Agreement(models.Model):
    """One for each region and issue. Without transfers it adopts the calculated quotas.

    ``recorded_from`` names the document that an agreement of the past was written in from; what that document
    does not tell (signatures, numbers before the transfers) stays unknown. ``notified_on`` closes it.
    ``sentences`` and the rows of ``transfers`` say the same: one action writes both, the text for the people
    who edit it together, the rows for the sums.
    """

    class IfChanged(models.TextChoices):
        LAPSES = "lapses", "Aftalen falder bort"
        CONTINUES = "continues", "Overtagelserne gælder også de nye kvoter"

    issue = models.ForeignKey(
        Issue, on_delete=models.PROTECT, related_name="agreements", verbose_name="udmelding"
    )
    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="quota_agreements", verbose_name="KKR"
    )
    if_changed = models.CharField(
        "hvis landstallet ændres", max_length=9, choices=IfChanged, default=IfChanged.LAPSES
    )
    sentences = models.TextField("overtagelser", blank=True)
    note = models.TextField(
        "bemærkning", blank=True, help_text="Kommer med i brevet til Udlændingestyrelsen."
    )
    decided_on = models.DateField("besluttet den", null=True, blank=True)
    decided_at = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="dagsordenspunkt",
        null=True, blank=True,
    )  # fmt: skip
    notified_on = models.DateField("meddelt den", null=True, blank=True)
    notified_how = models.CharField("hvordan", max_length=200, blank=True)
    recorded_from = models.CharField("skrevet ind efter", max_length=300, blank=True)
    revision = revision_field()

    objects = AgreementQuerySet.as_manager()
    council_path = "council"
    history_children = ["transfers", "signatures", "reopenings"]

    class Meta:
        verbose_name, verbose_name_plural = "kvoteaftale", "kvoteaftaler"
        ordering = ["issue", "council__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "council"], name="one_agreement_a_region",
                violation_error_message="Regionen har allerede en aftale til denne udmelding.",
            ),
            models.CheckConstraint(
                condition=Q(notified_on__isnull=True) | Q(decided_on__isnull=True)
                | Q(notified_on__gte=F("decided_on")),
                name="notified_after_the_decision",
                violation_error_message="Aftalen kan ikke være meddelt, før den blev besluttet.",
            ),
            models.CheckConstraint(
                condition=Q(notified_on__isnull=True) | Q(decided_on__isnull=False) | ~Q(recorded_from=""),
                name="notified_means_decided",
                violation_error_message="Skriv først, hvornår KKR besluttede aftalen.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[]), notified_agreement_stays(), never_emptied()]

    def __str__(self) -> str:
        return f"Aftale om kommunekvoter {self.issue.year}, {self.council.region}"

    def get_absolute_url(self) -> str:
        return self.url("agreement")

    def url(self, name: str) -> str:
        """The address of one of the agreement's pages."""
        return reverse(f"quotas:{name}", args=[self.issue.year.year, self.issue.number, self.council.slug])

    @property
    def is_notified(self) -> bool:
        return self.notified_on is not None

    @property
    def says_how(self) -> bool:
        """Whether it says how to distribute when the national number changes."""
        return self.if_changed == Agreement.IfChanged.CONTINUES


@track()
class AgreementTransfer(models.Model):
    """``taker`` takes over from ``giver``: so many persons, or (None) the whole quota, whatever it is."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="transfers", verbose_name="aftale"
    )
    giver = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="afgiver"
    )
    taker = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="overtager"
    )
    persons = models.PositiveIntegerField("personer", null=True, blank=True)
    position = models.PositiveSmallIntegerField("rækkefølge", default=1)

    council_path = "agreement__council"

    class Meta:
        verbose_name, verbose_name_plural = "overtagelse", "overtagelser"
        ordering = ["agreement", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "giver", "taker"], name="transferred_once",
                violation_error_message="Overtagelsen står der allerede.",
            ),
            models.UniqueConstraint(
                fields=["agreement", "giver"], condition=Q(persons__isnull=True),
                name="whole_quota_given_once",
                violation_error_message="Kommunens hele kvote kan kun overtages én gang.",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")), name="not_from_itself",
                violation_error_message="En kommune kan ikke overtage sin egen kvote.",
            ),
            models.CheckConstraint(
                condition=Q(persons__isnull=True) | Q(persons__gte=1), name="at_least_one_person",
                violation_error_message="Der skal overtages mindst én person.",
            ),
        ]  # fmt: skip
        triggers = [closes_with_agreement(), inside_the_region("giver_id", "taker_id"), never_emptied()]

    def __str__(self) -> str:
        return f"{self.taker} fra {self.giver}"


@track()
class AgreementSignature(models.Model):
    """A municipality has signed."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="signatures", verbose_name="aftale"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="kommune"
    )
    on = models.DateField("dato")

    council_path = "agreement__council"

    class Meta:
        verbose_name, verbose_name_plural = "underskrift på aftale", "underskrifter på aftaler"
        ordering = ["agreement", "municipality__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "municipality"], name="agreement_signed_once",
                violation_error_message="Kommunen har allerede skrevet under.",
            )
        ]  # fmt: skip
        triggers = [closes_with_agreement(), inside_the_region("municipality_id"), never_emptied()]

    def __str__(self) -> str:
        return f"{self.municipality}, {self.on:%d.%m.%Y}"


@track()
class AgreementReopening(models.Model):
    """A notified agreement was opened again. The one key to it; never changed afterwards."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="reopenings", verbose_name="aftale"
    )
    reason = models.TextField("begrundelse")
    notified_on = models.DateField("var meddelt den")
    at = models.DateTimeField("genåbnet", db_default=TransactionNow(), editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True)

    council_path = "agreement__council"

    class Meta:
        verbose_name, verbose_name_plural = "genåbning af aftale", "genåbninger af aftaler"
        ordering = ["agreement", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="agreement_reopening_has_reason",
                violation_error_message="Skriv, hvorfor aftalen genåbnes.",
            )
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(
                name="agreement_reopening_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}, genåbnet {self.at:%d.%m.%Y}"
