"""Numbered addenda (tillæg): what is agreed after the signing, each with its own decision."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from contracts.models.contracts import ResultContract
from contracts.models.signed import signed_addendum_stays
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from meetings.models import AgendaItem


@track()
class Addendum(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", "Udkast"
        SIGNED = "signed", "Underskrevet"

    contract = models.ForeignKey(
        ResultContract, on_delete=models.PROTECT, related_name="addenda", verbose_name="resultatkontrakt"
    )
    number = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("overskrift", max_length=200)
    text = models.TextField("tekst")
    status = models.CharField("status", max_length=6, choices=Status, default=Status.DRAFT)
    decided_at = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="besluttet på punkt",
        null=True, blank=True,
    )  # fmt: skip
    holds_from = models.DateField("gælder fra", null=True, blank=True)
    signed_on = models.DateField("underskrevet", null=True, blank=True)
    signed_for_council = models.CharField("underskrevet for KKR", max_length=200, blank=True)
    signed_for_house = models.CharField("underskrevet for erhvervshuset", max_length=200, blank=True)
    revision = revision_field()

    council_path = "contract__council"

    class Meta:
        verbose_name, verbose_name_plural = "tillæg", "tillæg"
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"], name="addendum_number_once",
                violation_error_message="Nummeret er allerede brugt af et andet tillæg.",
            ),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(status="signed", signed_on__isnull=False)
                & Q(holds_from__isnull=False, decided_at__isnull=False)
                & ~Q(signed_for_council="") & ~Q(signed_for_house=""),
                name="addendum_signed_with_decision",
                violation_error_message=(
                    "Et underskrevet tillæg har en beslutning, en dato at gælde fra og begge underskrifter."
                ),
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[]), signed_addendum_stays(), never_emptied()]

    def __str__(self) -> str:
        return f"Tillæg {self.number}: {self.title}"
