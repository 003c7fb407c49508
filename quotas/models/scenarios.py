"""What-if calculations kept by name: one to four cases side by side, on the quotas of one issue."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from kkr_portal.access import predicates
from kkr_portal.access.models import User
from kkr_portal.access.predicates import AnyUser
from kkr_portal.lasting import track
from kkr_portal.registry.models import Council, Municipality
from quotas.models.issues import MOST_PERSONS, Issue
from quotas.rules.what_if import MOST_CASES


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    def visible_to(self, user: AnyUser) -> ScenarioQuerySet:
        """Its own secretariat's, and KL's. KL's own (without a KKR) are every secretariat's to read."""
        drafts = predicates.councils_with_drafts_for(user)
        if drafts is None:
            return self.all()
        own = Q(council__in=drafts)
        return self.filter(own | Q(council__isnull=True)) if drafts else self.none()

    def editable_by(self, user: AnyUser) -> ScenarioQuerySet:
        """Its own secretariat; KL's own KL."""
        edited = predicates.councils_edited_by(user)
        if edited is None:
            return self.all()
        national = Q(council__isnull=True) if predicates.may_edit_national(user) else Q(pk__in=[])
        return self.filter(Q(council__in=edited) | national)


@track()
class Scenario(models.Model):
    """A calculation, never a decision. ``council``: whose secretariat keeps it; None: KL."""

    name = models.CharField("navn", max_length=100)
    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="quota_scenarios", verbose_name="KKR", null=True,
        blank=True,
    )  # fmt: skip
    issue = models.ForeignKey(
        Issue, on_delete=models.PROTECT, related_name="scenarios", verbose_name="regnet ud fra"
    )
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="gemt af", null=True
    )

    objects = ScenarioQuerySet.as_manager()
    council_path = "council"
    history_children = ["cases", "cases__wishes"]

    class Meta:
        verbose_name, verbose_name_plural = "beregning", "beregninger"
        ordering = ["-issue__year__year", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "name"], name="scenario_name_once", nulls_distinct=False,
                violation_error_message="Der er allerede en beregning med det navn.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="scenario_has_name",
                violation_error_message="Giv beregningen et navn.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("quotas:scenario", args=[self.pk])


@track()
class ScenarioCase(models.Model):
    """One column: a national number, persons on top of it, and wishes. In persons."""

    scenario = models.ForeignKey(
        Scenario, on_delete=models.CASCADE, related_name="cases", verbose_name="beregning"
    )
    position = models.PositiveSmallIntegerField("rækkefølge")
    national_number = models.PositiveIntegerField("landstal")
    extra = models.PositiveIntegerField("ekstra personer", default=0)

    council_path = "scenario__council"

    class Meta:
        verbose_name, verbose_name_plural = "kolonne i beregning", "kolonner i beregninger"
        ordering = ["scenario", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["scenario", "position"], name="scenario_position_once",
                violation_error_message="Kolonnen findes allerede.",
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_CASES), name="scenario_positions",
                violation_error_message="En beregning har højst fire kolonner.",
            ),
            models.CheckConstraint(
                condition=Q(national_number__lte=MOST_PERSONS, extra__lte=MOST_PERSONS),
                name="scenario_numbers_possible", violation_error_message="Tallet er for stort.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.scenario}, kolonne {self.position}"


@track()
class ScenarioWish(models.Model):
    """A municipality that takes ``persons`` more than its share, or (None) is exempt."""

    case = models.ForeignKey(
        ScenarioCase, on_delete=models.CASCADE, related_name="wishes", verbose_name="kolonne"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="kommune"
    )
    persons = models.PositiveIntegerField("flere", null=True, blank=True)

    council_path = "case__scenario__council"

    class Meta:
        verbose_name, verbose_name_plural = "ønske i beregning", "ønsker i beregninger"
        ordering = ["case", "municipality__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "municipality"], name="wish_once",
                violation_error_message="Kommunen står allerede i kolonnen.",
            ),
            models.CheckConstraint(
                condition=Q(persons__isnull=True) | Q(persons__gte=1), name="wish_at_least_one",
                violation_error_message="Kommunen skal tage mindst én ekstra.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.municipality}: {'fritaget' if self.persons is None else f'{self.persons} flere'}"
