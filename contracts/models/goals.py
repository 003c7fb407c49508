"""A contract's goals with their measurable points, and what people decided about them."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from contracts.models.contracts import ResultContract
from contracts.models.framework import FrameworkGoal, Measure
from contracts.models.points import Point, value_fits
from contracts.models.signed import closes_when_signed
from kkr_portal.access.models import User
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from meetings.models import AgendaItem

OF_GOAL = "SELECT g.contract_id FROM contracts_goal g WHERE g.id = ROW.goal_id"


@track()
class Goal(models.Model):
    """A goal with its three blocks. ``number`` is its place; the national goal it stems from is a link."""

    class Scope(models.TextChoices):
        NATIONAL = "national", "Nationalt mål"
        LOCAL = "local", "Lokalt mål"

    contract = models.ForeignKey(
        ResultContract, on_delete=models.CASCADE, related_name="goals", verbose_name="resultatkontrakt"
    )
    number = models.PositiveSmallIntegerField("nummer")
    title = models.CharField("titel", max_length=200)
    scope = models.CharField("nationalt eller lokalt", max_length=8, choices=Scope, default=Scope.NATIONAL)
    framework_goal = models.ForeignKey(
        FrameworkGoal, on_delete=models.PROTECT, related_name="contract_goals",
        verbose_name="rammeaftalens mål", null=True, blank=True,
        help_text="Hvilket nationalt mål dette svarer til. Numrene følges ikke ad.",
    )  # fmt: skip
    motivation = models.TextField("begrundelse", blank=True)
    aim = models.TextField(
        "Mål", blank=True, help_text="Tekst før målepunkterne. Målepunkterne skrives for sig."
    )
    method = models.TextField("Metode", blank=True)
    reporting = models.TextField("Afrapportering", blank=True)
    revision = revision_field()

    council_path = "contract__council"
    history_children = ["targets", "targets__revisions"]

    class Meta:
        verbose_name, verbose_name_plural = "mål", "mål"
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "number"], name="goal_number_once", deferrable=models.Deferrable.DEFERRED,
                violation_error_message="Nummeret er allerede brugt af et andet mål i kontrakten.",
            ),
            models.CheckConstraint(
                condition=~Q(scope="national") | Q(framework_goal__isnull=False),
                name="national_goal_has_framework_goal",
                violation_error_message="Et nationalt mål svarer til et af rammeaftalens mål.",
            ),
        ]  # fmt: skip
        triggers = [
            counts_revisions(apart_from=["number"]),
            closes_when_signed("ROW.contract_id"),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"Mål {self.number}: {self.title}"

    def get_absolute_url(self) -> str:
        return f"{self.contract.get_absolute_url()}#maal-{self.number}"


@track()
class Target(Point):
    """One measurable point (målepunkt) of a goal."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="targets", verbose_name="mål")
    position = models.PositiveSmallIntegerField("rækkefølge")
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="contract_targets",
        verbose_name="rammeaftalens måling", null=True, blank=True,
        help_text="Hvilken af rammeaftalens målinger det holdes op mod. Tom: kun lokalt.",
    )  # fmt: skip
    part_of = models.ForeignKey(
        "self", on_delete=models.CASCADE, related_name="parts", verbose_name="heraf, del af", null=True,
        blank=True, help_text="Et antal, der er en del af et andet: «heraf mindst 600 vækstforløb».",
    )  # fmt: skip
    measured_by = models.CharField("hvem måler", max_length=200, blank=True)
    to_decide = models.CharField(
        "mangler en beslutning", max_length=300, blank=True,
        help_text="Hvad nogen skal tage stilling til, før kontrakten kan godkendes. Tom: intet.",
    )  # fmt: skip
    baseline_reason = models.CharField(
        "hvorfor lavere end udgangspunktet", max_length=300, blank=True,
        help_text="Skal kun udfyldes, når målet er lavere end det, der allerede er målt for huset.",
    )  # fmt: skip
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="copies", verbose_name="kopieret fra",
        null=True, blank=True, editable=False,
    )  # fmt: skip
    revision = revision_field()

    council_path = "goal__contract__council"
    history_children = ["revisions"]

    class Meta:
        verbose_name, verbose_name_plural = "målepunkt", "målepunkter"
        ordering = ["goal", "position"]
        constraints = [
            value_fits("target_value_fits"),
            models.UniqueConstraint(
                fields=["goal", "position"], name="target_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(part_of=None) | Q(kind="count"), name="part_of_a_count",
                violation_error_message="Kun et antal kan være en del af et andet antal.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=["position"]), closes_when_signed(OF_GOAL), never_emptied()]


@track()
class TargetRevision(models.Model):
    """A signed target that was revised: the old value stays, the new one has a reason and a decision.

    Never rewritten: a mistake is followed by another revision.
    """

    target = models.ForeignKey(
        Target, on_delete=models.PROTECT, related_name="revisions", verbose_name="målepunkt"
    )
    number = models.PositiveSmallIntegerField("nummer")
    old_value = models.DecimalField("tidligere tal", max_digits=12, decimal_places=2)
    new_value = models.DecimalField("nyt tal", max_digits=12, decimal_places=2)
    holds_from = models.DateField("gælder fra")
    reason = models.TextField("begrundelse")
    decided_at = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="besluttet på punkt",
        null=True, blank=True,
    )  # fmt: skip
    decision = models.CharField(
        "beslutning", max_length=300, help_text="Hvor og hvornår det blev besluttet, fx KKR-møde og dato."
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True)

    council_path = "target__goal__contract__council"

    class Meta:
        verbose_name, verbose_name_plural = "revideret målepunkt", "reviderede målepunkter"
        ordering = ["target", "number"]
        constraints = [
            models.UniqueConstraint(fields=["target", "number"], name="target_revision_number_once"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(decision=""), name="target_revision_has_reason",
                violation_error_message="En revision har en begrundelse og en beslutning.",
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(name="target_revision_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.old_value} → {self.new_value}"


@track()
class AcceptedDeviation(models.Model):
    """A deviation from the framework agreement that people accepted, with the reason.

    ``key`` is the deviation's identity from ``rules.deviations``; it changes when what deviates changes, so
    an acceptance never covers something else than what was read.
    """

    contract = models.ForeignKey(
        ResultContract, on_delete=models.CASCADE, related_name="accepted_deviations",
        verbose_name="resultatkontrakt",
    )  # fmt: skip
    key = models.CharField("afvigelse", max_length=200)
    sentence = models.TextField("afvigelsen, som den stod")
    reason = models.TextField("begrundelse")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True)
    on = models.DateField("accepteret")

    council_path = "contract__council"

    class Meta:
        verbose_name, verbose_name_plural = "accepteret afvigelse", "accepterede afvigelser"
        ordering = ["contract", "key"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "key"], name="deviation_accepted_once"),
            models.CheckConstraint(
                condition=~Q(reason=""), name="deviation_accepted_with_reason",
                violation_error_message="Skriv, hvorfor afvigelsen accepteres.",
            ),
        ]  # fmt: skip
        triggers = [closes_when_signed("ROW.contract_id"), never_emptied()]

    def __str__(self) -> str:
        return self.sentence[:120]
