"""Region quotas and municipal quotas of an issue, in persons, each with its source."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from kkr_portal.registry.models import Council, Municipality
from quotas.models.closing import closes_with_issue
from quotas.models.issues import Issue


@track()
class RegionQuota(models.Model):
    """Announced with the national number; not negotiable. ``council`` is the region's KKR."""

    issue = models.ForeignKey(
        Issue, on_delete=models.CASCADE, related_name="region_quotas", verbose_name="udmelding"
    )
    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="region_quotas", verbose_name="KKR"
    )
    persons = models.PositiveIntegerField("regionskvote")
    source = models.CharField("kilde", max_length=300)
    revision = revision_field()

    council_path = "council"

    class Meta:
        verbose_name, verbose_name_plural = "regionskvote", "regionskvoter"
        ordering = ["issue", "council__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "council"], name="region_quota_once",
                violation_error_message="Regionen har allerede en kvote i udmeldingen.",
            )
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[]), closes_with_issue("ROW.issue_id"), never_emptied()]

    def __str__(self) -> str:
        return f"{self.council.region}: {self.persons}"


class MunicipalQuotaQuerySet(models.QuerySet["MunicipalQuota"]):
    def in_force(self) -> MunicipalQuotaQuerySet:
        """One row a municipality and issue: the fixed quota, else the agreed, else the calculated.

        Ordered by issue and municipality; so filter before, not after.
        """
        rank = models.Case(
            *(models.When(kind=kind, then=n) for n, kind in enumerate(MunicipalQuota.STRONGEST_FIRST)),
            output_field=models.PositiveSmallIntegerField(),
        )
        return self.order_by("issue_id", "municipality_id", rank).distinct("issue_id", "municipality_id")


@track()
class MunicipalQuota(models.Model):
    """A municipality's number in an issue. All three kinds may stand side by side; ``in_force`` chooses.

    Who agreed when, and when the authority was told, stands with the agreement and not here.
    """

    class Kind(models.TextChoices):
        CALCULATED = "calculated", "beregnet"
        AGREED = "agreed", "aftalt"
        FIXED = "fixed", "fastsat"

    STRONGEST_FIRST = [Kind.FIXED, Kind.AGREED, Kind.CALCULATED]

    issue = models.ForeignKey(
        Issue, on_delete=models.CASCADE, related_name="municipal_quotas", verbose_name="udmelding"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="quotas", verbose_name="kommune"
    )
    kind = models.CharField("art", max_length=10, choices=Kind, default=Kind.CALCULATED)
    persons = models.PositiveIntegerField("kvote")
    dated = models.DateField("oplyst den", null=True, blank=True, help_text="Den dag, kilden er dateret.")
    source = models.CharField("kilde", max_length=300)
    revision = revision_field()

    objects = MunicipalQuotaQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "kommunekvote", "kommunekvoter"
        ordering = ["issue", "municipality__sort_key", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "municipality", "kind"], name="municipal_quota_once",
                violation_error_message="Kommunen har allerede en kvote af den art i udmeldingen.",
            ),
            models.CheckConstraint(
                condition=~Q(source=""), name="municipal_quota_has_source",
                violation_error_message="Skriv, hvor tallet står.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[]), closes_with_issue("ROW.issue_id"), never_emptied()]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.persons}"
