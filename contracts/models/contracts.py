"""The yearly contract between a KKR and a business house, and its text part by part."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from contracts.models.framework import FrameworkAgreement
from contracts.models.signed import closes_when_signed, house_of_the_council, signed_contract_stays
from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from kkr_portal.registry.models import BusinessHouse, Council
from meetings.models.meetings import in_councils


class ResultContractQuerySet(models.QuerySet["ResultContract"]):
    def visible_to(self, user: AnyUser) -> ResultContractQuerySet:
        """Published ones are open to everyone, the others to the secretariat, KL and the house's people."""
        return self.filter(Q(published_on__isnull=False) | readable("", user))

    def editable_by(self, user: AnyUser) -> ResultContractQuerySet:
        return self.filter(in_councils("council", predicates.councils_edited_by(user)))


def readable(path: str, user: AnyUser) -> Q:
    """Contracts (by ``path`` to them, with ``__``) that the user reads before they are published."""
    drafts = in_councils(f"{path}council", predicates.councils_with_drafts_for(user))
    return drafts | Q(**{f"{path}business_house__in": predicates.houses_of(user)})


@track()
class ResultContract(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", "Udkast"
        NEGOTIATED = "negotiated", "Forhandlet"
        APPROVED = "approved", "Godkendt"
        SIGNED = "signed", "Underskrevet"
        SENT = "sent", "Sendt"
        PUBLISHED = "published", "Offentliggjort"
        IN_FORCE = "in_force", "I kraft"
        REPORTED = "reported", "Afrapporteret"

    # Where a contract can go from each status. From «signed» on the database lets it go forward only.
    TRANSITIONS = {
        Status.DRAFT: {Status.NEGOTIATED},
        Status.NEGOTIATED: {Status.DRAFT, Status.APPROVED},
        Status.APPROVED: {Status.NEGOTIATED, Status.SIGNED},
        Status.SIGNED: {Status.SENT},
        Status.SENT: {Status.PUBLISHED},
        Status.PUBLISHED: {Status.IN_FORCE},
        Status.IN_FORCE: {Status.REPORTED},
        Status.REPORTED: set(),
    }
    OPEN = (Status.DRAFT, Status.NEGOTIATED, Status.APPROVED)
    TEXT_OPEN = (Status.DRAFT, Status.NEGOTIATED)  # what is approved is not rewritten: it goes back first

    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="contracts", verbose_name="KKR"
    )
    business_house = models.ForeignKey(
        BusinessHouse, on_delete=models.PROTECT, related_name="contracts", verbose_name="erhvervshus"
    )
    year = models.PositiveSmallIntegerField(
        "år", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    framework = models.ForeignKey(
        FrameworkAgreement, on_delete=models.PROTECT, related_name="contracts", verbose_name="rammeaftale"
    )
    status = models.CharField("status", max_length=10, choices=Status, default=Status.DRAFT)
    in_force_on = models.DateField("træder i kraft")
    grant = models.PositiveIntegerField(
        "basisbevilling i alt (1.000 kr.)", null=True, blank=True,
        help_text="Den sum, der trykkes under fordelingsnøglen.",
    )  # fmt: skip
    key_source = models.CharField("kilde til fordelingsnøglen", max_length=300, blank=True)
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="copies", verbose_name="kopieret fra",
        null=True, blank=True, editable=False,
    )  # fmt: skip
    published_on = models.DateField("offentliggjort", null=True, blank=True, editable=False)
    invented = models.BooleanField("opdigtet", default=False, help_text="Findes kun i demonstrationen.")
    revision = revision_field()

    objects = ResultContractQuerySet.as_manager()
    council_path = "council"
    history_children = [
        "parts", "focus_areas", "goals", "goals__targets", "goals__targets__revisions", "funding_rows",
        "obligations", "accepted_deviations", "approvals", "signatures", "dispatches", "status_changes",
        "addenda", "reports",
    ]  # fmt: skip

    class Meta:
        verbose_name, verbose_name_plural = "resultatkontrakt", "resultatkontrakter"
        ordering = ["-year", "business_house__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["business_house", "year"], name="one_contract_a_year",
                violation_error_message="Erhvervshuset har allerede en resultatkontrakt for det år.",
            ),
            models.CheckConstraint(
                condition=Q(published_on=None)
                & Q(status__in=["draft", "negotiated", "approved", "signed", "sent"])
                | Q(published_on__isnull=False, status__in=["published", "in_force", "reported"]),
                name="contract_published_with_date",
                violation_error_message="En offentliggjort kontrakt har en dato.",
            ),
        ]  # fmt: skip
        triggers = [
            counts_revisions(apart_from=["status"]),
            house_of_the_council(),
            signed_contract_stays(),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"Resultatkontrakt {self.year} for {self.business_house.name}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:contract", args=[self.business_house.slug, self.year])

    @property
    def is_signed(self) -> bool:
        return self.status not in self.OPEN

    @property
    def text_is_open(self) -> bool:
        """Its text, goals and money may be written in."""
        return self.status in self.TEXT_OPEN


@track()
class ContractPart(models.Model):
    """One part of the contract's text, in Markdown with tables and footnotes."""

    class Kind(models.TextChoices):
        """In the order in which the document prints them; focus areas, goals and key stand between."""

        PREAMBLE = "preamble", "Indledning"
        ABOUT = "about", "Om erhvervshuset"
        REPORTING = "reporting", "Opfølgning og rapportering"
        FOCUS = "focus", "Særlige indsatsområder"
        ECONOMY = "economy", "Økonomi"
        ENTRY = "entry", "Ikrafttræden"
        GOALS = "goals", "Mål"

    contract = models.ForeignKey(
        ResultContract, on_delete=models.CASCADE, related_name="parts", verbose_name="resultatkontrakt"
    )
    kind = models.CharField("del", max_length=9, choices=Kind)
    text = models.TextField("tekst", blank=True)
    revision = revision_field()

    council_path = "contract__council"

    class Meta:
        verbose_name, verbose_name_plural = "del af kontrakten", "dele af kontrakten"
        ordering = ["contract", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "kind"], name="part_once",
                violation_error_message="Kontrakten har allerede den del.",
            )
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[]), closes_when_signed("ROW.contract_id"), never_emptied()]

    def __str__(self) -> str:
        return self.get_kind_display()


@track()
class FocusArea(models.Model):
    """A special focus area (særligt indsatsområde); its number is its place."""

    contract = models.ForeignKey(
        ResultContract, on_delete=models.CASCADE, related_name="focus_areas", verbose_name="resultatkontrakt"
    )
    position = models.PositiveSmallIntegerField("rækkefølge")
    title = models.CharField("overskrift", max_length=200)
    text = models.TextField("tekst", blank=True)
    revision = revision_field()

    council_path = "contract__council"

    class Meta:
        verbose_name, verbose_name_plural = "særligt indsatsområde", "særlige indsatsområder"
        ordering = ["contract", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "position"], name="focus_area_position_once",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]  # fmt: skip
        triggers = [
            counts_revisions(apart_from=["position"]),
            closes_when_signed("ROW.contract_id"),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return self.title
