"""The framework agreement between the ministry and KL: national goals, what they ask for, and duties.

A *measure* is the identity that a contract's points are held against: «brugte henvisninger» is one measure
with 45 pct. in 2021 and 50 pct. in 2023, whatever number its goal has in a contract.
"""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.models.built_upon import agreement_stays, baseline_stays, measure_name_stays, places_stay
from contracts.models.points import Point, value_fits
from contracts.models.signed import closes_when_signed
from kkr_portal.documents.models import StoredFile
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.forms import MONTHS
from kkr_portal.lasting import never_emptied, track
from kkr_portal.registry.models import BusinessHouse, Municipality


@track()
class FrameworkAgreement(models.Model):
    """Holds for whole years, ``first_year`` to ``last_year``; KL keeps it."""

    title = models.CharField("titel", max_length=200, unique=True)
    slug = models.SlugField("adresse", unique=True)
    first_year = models.PositiveSmallIntegerField(
        "første år", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    last_year = models.PositiveSmallIntegerField(
        "sidste år", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    parties = models.CharField("parter", max_length=200, blank=True)
    agreed_on = models.DateField("indgået", null=True, blank=True)
    introduction = models.TextField("indledning", blank=True)
    source = models.CharField("kilde", max_length=300)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="dokument", null=True, blank=True
    )
    revision = revision_field()

    history_children = ["goals", "goals__measures", "goals__measures__targets", "goals__measures__baselines",
                        "obligations", "towns_and_rural"]  # fmt: skip

    class Meta:
        verbose_name, verbose_name_plural = "rammeaftale", "rammeaftaler"
        ordering = ["-first_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_year__gte=F("first_year")),
                name="framework_years_in_order",
                violation_error_message="Sidste år kan ikke ligge før første år.",
            )
        ]
        triggers = [counts_revisions(apart_from=[]), agreement_stays(), never_emptied()]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("contracts:framework", args=[self.slug])

    @property
    def years(self) -> range:
        return range(self.first_year, self.last_year + 1)


@track()
class FrameworkGoal(models.Model):
    agreement = models.ForeignKey(
        FrameworkAgreement, on_delete=models.CASCADE, related_name="goals", verbose_name="rammeaftale"
    )
    number = models.PositiveSmallIntegerField("nummer", validators=[MinValueValidator(1)])
    title = models.CharField("titel", max_length=200)
    motivation = models.TextField("begrundelse", blank=True)
    only_year = models.PositiveSmallIntegerField(
        "gælder kun i", null=True, blank=True, help_text="Tom: alle aftalens år.",
        validators=[MinValueValidator(2000), MaxValueValidator(2100)],
    )  # fmt: skip
    revision = revision_field()

    class Meta:
        verbose_name, verbose_name_plural = "nationalt mål", "nationale mål"
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="framework_goal_number_once",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Nummeret er allerede brugt af et andet mål.",
            )
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=["number"])]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def holds_in(self, year: int) -> bool:
        return self.only_year in (None, year)


@track()
class Measure(models.Model):
    """What is measured, with its identity over the years and whatever number its goal has."""

    goal = models.ForeignKey(
        FrameworkGoal, on_delete=models.CASCADE, related_name="measures", verbose_name="nationalt mål"
    )
    position = models.PositiveSmallIntegerField("rækkefølge")
    name = models.CharField("hvad der måles", max_length=120)
    measured_by = models.CharField("hvem måler", max_length=200, blank=True)
    source = models.CharField("kilde", max_length=300)
    revision = revision_field()

    class Meta:
        verbose_name, verbose_name_plural = "måling i rammeaftalen", "målinger i rammeaftalen"
        ordering = ["goal", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "name"], name="measure_name_once",
                violation_error_message="Målet har allerede en måling med det navn.",
            ),
            models.UniqueConstraint(
                fields=["goal", "position"], name="measure_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=["position"]), measure_name_stays(), never_emptied()]

    def __str__(self) -> str:
        return self.name


@track()
class FrameworkTarget(Point):
    """What the agreement asks of a measure by a year. Without ``due_year`` it holds in every year."""

    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, related_name="targets", verbose_name="måling"
    )
    revision = revision_field()

    class Meta:
        verbose_name, verbose_name_plural = "målepunkt i rammeaftalen", "målepunkter i rammeaftalen"
        ordering = ["measure", "due_year", "pk"]
        constraints = [
            value_fits("framework_target_value_fits"),
            models.UniqueConstraint(
                fields=["measure", "due_year", "segments"], nulls_distinct=False,
                name="framework_target_once_a_year_and_segment", deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Målingen har allerede et målepunkt for det år og segment.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[])]


@track()
class TownOrRural(models.Model):
    """Whether the agreement's annex 1 counts a municipality among its house's towns or its rural ones."""

    class Kind(models.TextChoices):
        TOWN = "town", "By"
        RURAL = "rural", "Land"

    agreement = models.ForeignKey(
        FrameworkAgreement, on_delete=models.CASCADE, related_name="towns_and_rural",
        verbose_name="rammeaftale",
    )  # fmt: skip
    business_house = models.ForeignKey(
        BusinessHouse, on_delete=models.PROTECT, related_name="+", verbose_name="erhvervshus"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="kommune"
    )
    kind = models.CharField("by eller land", max_length=5, choices=Kind)

    class Meta:
        verbose_name, verbose_name_plural = "by- eller landkommune", "by- og landkommuner"
        ordering = ["agreement", "business_house__sort_key", "municipality__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "municipality"], name="town_or_rural_once",
                violation_error_message="Kommunen står allerede på aftalens liste.",
            )
        ]  # fmt: skip
        triggers = [places_stay(), never_emptied()]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.get_kind_display()}"


@track()
class Baseline(models.Model):
    """An earlier measurement that a rise is counted from: one house's own, or the whole country's."""

    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, related_name="baselines", verbose_name="måling"
    )
    business_house = models.ForeignKey(
        BusinessHouse, on_delete=models.PROTECT, related_name="baselines", verbose_name="erhvervshus",
        null=True, blank=True, help_text="Tom: hele landet.",
    )  # fmt: skip
    month = models.DateField("måned", help_text="Den første i den måned, der blev målt i.")
    per_cent = models.DecimalField("procent", max_digits=5, decimal_places=2)
    source = models.CharField("kilde", max_length=300)

    class Meta:
        verbose_name, verbose_name_plural = "udgangspunkt", "udgangspunkter"
        ordering = ["measure", "month", "business_house__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "business_house", "month"], nulls_distinct=False, name="baseline_once",
                violation_error_message="Der er allerede et udgangspunkt for den måned.",
            ),
            models.CheckConstraint(
                condition=Q(per_cent__gte=0, per_cent__lte=100), name="baseline_is_a_share",
                violation_error_message="En andel er mellem 0 og 100 pct.",
            ),
        ]  # fmt: skip
        triggers = [baseline_stays(), never_emptied()]

    def __str__(self) -> str:
        return f"{self.measure}, {self.business_house or 'hele landet'}: {self.per_cent}"


@track()
class Obligation(models.Model):
    """A duty outside the goals, of a framework agreement or of one contract, which comes back every year.

    ``due_month`` with ``year_offset`` gives its last day: month 6 and offset 1 is 30 June of the year after.
    """

    agreement = models.ForeignKey(
        FrameworkAgreement, on_delete=models.CASCADE, related_name="obligations", verbose_name="rammeaftale",
        null=True, blank=True,
    )  # fmt: skip
    contract = models.ForeignKey(
        "contracts.ResultContract", on_delete=models.CASCADE, related_name="obligations",
        verbose_name="resultatkontrakt", null=True, blank=True,
    )  # fmt: skip
    title = models.CharField("pligt", max_length=200)
    text = models.TextField("hvad den går ud på", blank=True)
    place = models.CharField("står i", max_length=120, help_text="Fx «rammeaftalen, afsnit 9».")
    who = models.CharField("hvem", max_length=120, blank=True)
    due_month = models.PositiveSmallIntegerField(
        "senest udgangen af måned", null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )  # fmt: skip
    year_offset = models.PositiveSmallIntegerField(
        "år efter kontraktåret", default=0, validators=[MaxValueValidator(5)]
    )
    times_a_year = models.CharField("gange om året", max_length=20, blank=True, help_text="Fx «3-4».")
    revision = revision_field()

    class Meta:
        verbose_name, verbose_name_plural = "pligt", "pligter"
        ordering = ["year_offset", "due_month", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=False, contract=None)
                | Q(agreement=None, contract__isnull=False),
                name="obligation_has_one_owner",
                violation_error_message="En pligt hører til en rammeaftale eller til en kontrakt.",
            ),
            models.CheckConstraint(
                condition=Q(due_month=None) | Q(due_month__gte=1, due_month__lte=12),
                name="obligation_month_exists",
                violation_error_message="Måneden er et tal fra 1 til 12.",
            ),
        ]
        # Those of an agreement hang on no contract, and the second lets them be.
        triggers = [counts_revisions(apart_from=[]), closes_when_signed("ROW.contract_id"), never_emptied()]

    def __str__(self) -> str:
        return self.title

    @property
    def month_name(self) -> str:
        """«juni»; empty where no month is fixed."""
        return MONTHS[self.due_month - 1] if self.due_month else ""

    def due_on(self, year: int) -> date | None:
        """The last day for a contract of ``year``; None where no month is fixed."""
        if self.due_month is None:
            return None
        later = year + self.year_offset + self.due_month // 12
        return date.fromordinal(date(later, self.due_month % 12 + 1, 1).toordinal() - 1)
