"""Reports on a contract: the house enters measurements, the secretariat returns or accepts."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from contracts.models.contracts import ResultContract, readable
from contracts.models.goals import Target
from contracts.models.signed import (
    accepted_report_stays,
    closes_when_accepted,
    closes_when_handed_in,
    measured_where_it_belongs,
)
from kkr_portal.access import predicates
from kkr_portal.access.models import User
from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.models import StoredFile
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from kkr_portal.registry.models import Municipality


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: AnyUser) -> ReportQuerySet:
        """Accepted ones of published contracts are open to everyone; the rest to those inside."""
        public = Q(status="accepted", contract__published_on__isnull=False)
        return self.filter(public | readable("contract__", user))

    def reported_by(self, user: AnyUser) -> ReportQuerySet:
        """Those that the user may enter figures in, were they open: the house's own staff."""
        roles = predicates.roles_of(user)
        if roles.administrator:
            return self.all()
        return self.filter(contract__business_house__in=roles.business_house_of)


@track()
class Report(models.Model):
    """One reporting period that the secretariat opened, and the report that the house gives in it."""

    class Kind(models.TextChoices):
        STATUS = "status", "Status undervejs"
        YEARLY = "yearly", "Årlig status"
        FINAL = "final", "Slutrapport"

    class Status(models.TextChoices):
        OPEN = "open", "Åben"
        SUBMITTED = "submitted", "Indsendt"
        RETURNED = "returned", "Sendt tilbage"
        ACCEPTED = "accepted", "Godkendt"
        CLOSED = "closed", "Lukket uden rapport"

    TRANSITIONS = {
        Status.OPEN: {Status.SUBMITTED, Status.CLOSED},
        Status.SUBMITTED: {Status.RETURNED, Status.ACCEPTED},
        Status.RETURNED: {Status.SUBMITTED, Status.CLOSED},
        Status.CLOSED: {Status.OPEN},
        Status.ACCEPTED: set(),
    }
    WRITABLE = (Status.OPEN, Status.RETURNED)  # the house may enter measurements

    contract = models.ForeignKey(
        ResultContract, on_delete=models.PROTECT, related_name="reports", verbose_name="resultatkontrakt"
    )
    kind = models.CharField("art", max_length=6, choices=Kind)
    title = models.CharField("overskrift", max_length=160)
    covers_until = models.DateField("dækker til og med")
    opens_on = models.DateField("åbner")
    due_on = models.DateField("frist")
    status = models.CharField("status", max_length=9, choices=Status, default=Status.OPEN)
    method = models.TextField("metode og forbehold", blank=True)
    submitted_at = models.DateTimeField("indsendt", null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="indsendt af", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    accepted_at = models.DateTimeField("godkendt", null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="godkendt af", null=True, blank=True,
        editable=False,
    )  # fmt: skip
    invented = models.BooleanField("opdigtet", default=False, help_text="Findes kun i demonstrationen.")
    revision = revision_field()

    objects = ReportQuerySet.as_manager()
    council_path = "contract__council"
    history_children = ["measurements", "notes"]

    class Meta:
        verbose_name, verbose_name_plural = "afrapportering", "afrapporteringer"
        ordering = ["contract", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opens_on")), name="report_due_after_opening",
                violation_error_message="Fristen kan ikke ligge før åbningen.",
            ),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(accepted_at__isnull=False, submitted_at__isnull=False),
                name="report_accepted_after_submission",
                violation_error_message="En afrapportering skal være indsendt, før den godkendes.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=["status"]), accepted_report_stays(), never_emptied()]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("contracts:report", args=[self.pk])

    def is_late(self, today: date) -> bool:
        """The deadline has passed and nothing acceptable lies here."""
        return today > self.due_on and self.status in self.WRITABLE


@track()
class Measurement(models.Model):
    """One reported figure, in the unit of the target; which fields matter, the target's kind says."""

    class Segment(models.TextChoices):
        OPERATION = "drift", "Drift"
        GROWTH = "vækst", "Vækst"

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="measurements", verbose_name="afrapportering"
    )
    target = models.ForeignKey(
        Target, on_delete=models.PROTECT, related_name="measurements", verbose_name="målepunkt"
    )
    segment = models.CharField("segment", max_length=5, choices=Segment, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="kommune",
        null=True,
        blank=True,
    )
    value = models.DecimalField("resultat", max_digits=12, decimal_places=2, null=True, blank=True)
    numerator = models.PositiveIntegerField("tæller", null=True, blank=True)
    denominator = models.PositiveIntegerField("nævner", null=True, blank=True)
    before = models.DecimalField("tidligere måling", max_digits=12, decimal_places=2, null=True, blank=True)
    control = models.DecimalField("kontrolgruppe", max_digits=12, decimal_places=2, null=True, blank=True)
    done = models.BooleanField("gennemført", null=True, blank=True)
    measured_on = models.DateField("målt", null=True, blank=True)
    source = models.CharField("kilde", max_length=300, blank=True)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="fil", null=True, blank=True
    )
    file_name = models.CharField("filnavn", max_length=150, blank=True)
    comment = models.TextField("bemærkning", blank=True)
    revision = revision_field()

    council_path = "report__contract__council"

    class Meta:
        verbose_name, verbose_name_plural = "opgørelse", "opgørelser"
        ordering = ["report", "target", "segment", "municipality__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "target", "segment", "municipality"], nulls_distinct=False,
                name="measured_once_in_a_report",
                violation_error_message="Målepunktet er allerede opgjort i denne afrapportering.",
            ),
            models.CheckConstraint(
                condition=Q(numerator=None) | Q(denominator=None) | Q(numerator__lte=F("denominator")),
                name="numerator_within_denominator",
                violation_error_message="Tælleren kan ikke være større end nævneren.",
            ),
        ]  # fmt: skip
        triggers = [
            counts_revisions(apart_from=[]), closes_when_handed_in("ROW.report_id"),
            measured_where_it_belongs(),
            never_emptied(),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.target}: {self.value}"

    @property
    def shown_name(self) -> str:
        """The name of the file that is read: of the PDF, where an Office file has one."""
        return self.file.shown_name(self.file_name) if self.file else ""


@track()
class ReportNote(models.Model):
    """What was said when a report was returned, or answered; never rewritten by the pages."""

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="notes", verbose_name="afrapportering"
    )
    text = models.TextField("bemærkning")
    at = models.DateTimeField("tidspunkt", db_default=TransactionNow(), editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True)

    council_path = "report__contract__council"

    class Meta:
        verbose_name, verbose_name_plural = "bemærkning", "bemærkninger"
        ordering = ["report", "pk"]
        triggers = [closes_when_accepted("ROW.report_id"), never_emptied()]

    def __str__(self) -> str:
        return self.text[:120]


@track()
class Inhabitants(models.Model):
    """By what population an accepted report's geographic spread was judged: later counts change nothing."""

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="inhabitants", verbose_name="afrapportering"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="kommune"
    )
    persons = models.PositiveIntegerField("indbyggere")
    counted_on = models.DateField("folketal den", null=True, blank=True)

    council_path = "report__contract__council"

    class Meta:
        verbose_name, verbose_name_plural = "folketal i en afrapportering", "folketal i afrapporteringer"
        ordering = ["report", "municipality__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "municipality"], name="inhabitants_once_a_report",
                violation_error_message="Kommunens folketal står der allerede.",
            )
        ]  # fmt: skip
        triggers = [closes_when_accepted("ROW.report_id"), never_emptied()]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.persons}"
