"""The model's statistics for an issue, and its result as it was stored, to the digit.

What is stored can be computed again from the statistics at any time: ``manage.py verify`` does.
"""

from __future__ import annotations

from fractions import Fraction

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q

from kkr_portal.access.models import User
from kkr_portal.lasting import never_emptied, track
from kkr_portal.registry.models import Municipality
from quotas.models.closing import closes_with_issue
from quotas.models.issues import Issue
from quotas.rules.distribution import Key
from quotas.rules.rounding import Order

EXACT = 200  # characters of a fraction as «numerator/denominator»


@track()
class Statistics(models.Model):
    """The table that came with an issue, or that somebody has made up to try the model with."""

    issue = models.OneToOneField(
        Issue, on_delete=models.CASCADE, related_name="statistics", verbose_name="udmelding"
    )
    source = models.CharField("kilde", max_length=300)
    constructed = models.BooleanField(
        "konstrueret", default=False, help_text="Tallene er lavet til forsøg og vises som sådan."
    )

    history_children = ["rows", "calculation", "calculation__rows"]

    class Meta:
        verbose_name, verbose_name_plural = "statistik", "statistik"
        ordering = ["issue"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""), name="statistics_has_source",
                violation_error_message="Skriv, hvor tallene kommer fra.",
            )
        ]  # fmt: skip
        triggers = [closes_with_issue("ROW.issue_id"), never_emptied()]

    def __str__(self) -> str:
        return f"Statistik til {self.issue}"


@track()
class StatisticsRow(models.Model):
    """One municipality's three numbers, in persons, as the model asks for them."""

    statistics = models.ForeignKey(
        Statistics, on_delete=models.CASCADE, related_name="rows", verbose_name="statistik"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="kommune"
    )
    population = models.PositiveIntegerField("indbyggere")
    immigrants = models.PositiveIntegerField(
        "indvandrere", help_text="Fra ikke-vestlige lande, uden dem med tilladelse til studier eller arbejde."
    )
    reunified = models.PositiveIntegerField(
        "familiesammenførte", help_text="Til flygtninge, indrejst det foregående år."
    )

    class Meta:
        verbose_name, verbose_name_plural = "række i statistikken", "rækker i statistikken"
        ordering = ["statistics", "municipality__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["statistics", "municipality"], name="statistics_row_once",
                violation_error_message="Kommunen står allerede i statistikken.",
            )
        ]  # fmt: skip
        triggers = [
            closes_with_issue("SELECT s.issue_id FROM quotas_statistics s WHERE s.id = ROW.statistics_id"),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return str(self.municipality)


@track()
class Calculation(models.Model):
    """The model's result for a national number, with the readings that the text leaves open."""

    statistics = models.OneToOneField(
        Statistics, on_delete=models.CASCADE, related_name="calculation", verbose_name="statistik"
    )
    national_number = models.PositiveIntegerField("landstal")
    key = models.CharField(
        "omfordeling", max_length=10, choices=[(key.name.lower(), key.value) for key in Key],
        default=Key.CALCULATED.name.lower(),
    )  # fmt: skip
    rounding = models.CharField(
        "afrunding", max_length=13, choices=[(order.name.lower(), order.value) for order in Order],
        default=Order.REGIONS_FIRST.name.lower(),
    )  # fmt: skip
    at = models.DateTimeField("beregnet", db_default=TransactionNow(), editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True)

    history_children = ["rows"]

    class Meta:
        verbose_name, verbose_name_plural = "modelberegning", "modelberegninger"
        ordering = ["statistics"]
        triggers = [
            closes_with_issue("SELECT s.issue_id FROM quotas_statistics s WHERE s.id = ROW.statistics_id"),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"Modelberegning til {self.statistics.issue}"

    @property
    def reading(self) -> tuple[Key, Order]:
        """How the result was reached, as the rules take it."""
        return Key[self.key.upper()], Order[self.rounding.upper()]


@track()
class CalculatedRow(models.Model):
    """One municipality's result: exact fractions as text, and the whole persons (None: a lot is open)."""

    calculation = models.ForeignKey(
        Calculation, on_delete=models.CASCADE, related_name="rows", verbose_name="modelberegning"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="kommune"
    )
    share = models.CharField("andel", max_length=EXACT)
    calculated = models.CharField("beregnet", max_length=EXACT)
    distributed = models.CharField("fordelt", max_length=EXACT)
    persons = models.PositiveIntegerField("hele personer", null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "modelberegnet kommune", "modelberegnede kommuner"
        ordering = ["calculation", "municipality__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["calculation", "municipality"], name="calculated_row_once",
                violation_error_message="Kommunen står allerede i beregningen.",
            )
        ]  # fmt: skip
        triggers = [
            closes_with_issue(
                "SELECT s.issue_id FROM quotas_statistics s JOIN quotas_calculation c "
                "ON c.statistics_id = s.id WHERE c.id = ROW.calculation_id"
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return str(self.municipality)

    @property
    def exact(self) -> tuple[Fraction, Fraction, Fraction]:
        """Share, calculated and distributed. Raises ValueError when somebody has stored no fraction."""
        return Fraction(self.share), Fraction(self.calculated), Fraction(self.distributed)
