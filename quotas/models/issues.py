"""The national number of a year: its issues (udmeldinger), each out of an announcement by the authority.

The number may be changed during the year, so a year has one issue or more; one announcement may change two
years, and then each year has its own issue of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kkr_portal.access import predicates
from kkr_portal.access.models import User
from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.models import StoredFile
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import never_emptied, track
from quotas.models.closing import (
    closed_issue_stays,
    closes_with_issue,
    closes_with_its_issues,
    year_of_closed_issues_stays,
)

if TYPE_CHECKING:
    from quotas.models.quotas import MunicipalQuotaQuerySet

FIRST_YEAR, LAST_YEAR = 1999, 2100  # integrationsloven holds from 1999
MOST_PERSONS = 1_000_000


@track()
class QuotaYear(models.Model):
    """A calendar year that refugees are distributed in. What is decided for it is decided the year before."""

    year = models.PositiveSmallIntegerField(
        "år", unique=True, error_messages={"unique": "Året findes allerede."}
    )
    note = models.TextField("bemærkning", blank=True, help_text="Vises på årets side.")
    revision = revision_field()

    history_children = ["issues", "issues__region_quotas", "issues__municipal_quotas", "issues__reopenings"]

    class Meta:
        verbose_name, verbose_name_plural = "kvoteår", "kvoteår"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR), name="quota_year_possible",
                violation_error_message=f"Året skal ligge mellem {FIRST_YEAR} og {LAST_YEAR}.",
            )
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[]), year_of_closed_issues_stays(), never_emptied()]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return reverse("quotas:year", args=[self.year])


@track()
class Announcement(models.Model):
    """A letter or decision of the authority. ``dated``: the day it bears; ``source``: where it was found."""

    title = models.CharField("betegnelse", max_length=200)
    dated = models.DateField("dateret", null=True, blank=True)
    reference = models.CharField("sagsnummer", max_length=60, blank=True)
    source = models.CharField("kilde", max_length=300)
    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="dokument", null=True, blank=True
    )
    file_name = models.CharField("filnavn", max_length=200, blank=True)
    revision = revision_field()

    class Meta:
        verbose_name, verbose_name_plural = "meddelelse", "meddelelser"
        ordering = ["-dated", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "dated"], name="announcement_once", nulls_distinct=False,
                violation_error_message="Meddelelsen er allerede skrevet ind.",
            ),
            models.CheckConstraint(
                condition=~Q(source=""), name="announcement_has_source",
                violation_error_message="Skriv, hvor oplysningen er fundet.",
            ),
            models.CheckConstraint(
                condition=Q(file__isnull=True, file_name="") | Q(file__isnull=False) & ~Q(file_name=""),
                name="announcement_file_has_name",
                violation_error_message="Et dokument har et filnavn.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[]), closes_with_its_issues(), never_emptied()]

    def __str__(self) -> str:
        return self.title


class IssueQuerySet(models.QuerySet["Issue"]):
    def visible_to(self, user: AnyUser) -> IssueQuerySet:
        """Published numbers are everyone's to read; those being entered are KL's."""
        return self.all() if predicates.may_edit_national(user) else self.exclude(status=Issue.Status.DRAFT)


@track()
class Issue(models.Model):
    """One national number for one year, with the region and municipal quotas that belong to it.

    ``national_number`` is in persons; None where only some quotas of the year are known, and then ``lacks``
    says what is missing. ``number`` counts the issues of the year from 1.
    """

    class Kind(models.TextChoices):
        ANNOUNCED = "announced", "Udmeldt"
        CHANGED = "changed", "Ændret"

    class Status(models.TextChoices):
        DRAFT = "draft", "Under indtastning"
        PUBLISHED = "published", "Offentliggjort"
        CLOSED = "closed", "Afsluttet"

    TRANSITIONS = {
        Status.DRAFT: {Status.PUBLISHED},
        Status.PUBLISHED: {Status.DRAFT, Status.CLOSED},
        Status.CLOSED: {Status.PUBLISHED},  # by a reopening
    }

    year = models.ForeignKey(QuotaYear, on_delete=models.PROTECT, related_name="issues", verbose_name="år")
    number = models.PositiveSmallIntegerField("udmelding nr.", default=1)
    kind = models.CharField("art", max_length=9, choices=Kind, default=Kind.ANNOUNCED)
    status = models.CharField("status", max_length=9, choices=Status, default=Status.DRAFT)
    announcement = models.ForeignKey(
        Announcement, on_delete=models.PROTECT, related_name="issues", verbose_name="meddelelse"
    )
    national_number = models.PositiveIntegerField("landstal", null=True, blank=True)
    reason = models.TextField("hvorfor landstallet er ændret", blank=True)
    lacks = models.CharField(
        "hvad der mangler", max_length=300, blank=True,
        help_text="Udfyldes, når kun en del af årets tal er kendt. Vises ved tallene.",
    )  # fmt: skip
    revision = revision_field()

    objects = IssueQuerySet.as_manager()
    history_children = ["region_quotas", "municipal_quotas", "documents", "reopenings"]

    if TYPE_CHECKING:
        municipal_quotas: MunicipalQuotaQuerySet

    class Meta:
        verbose_name, verbose_name_plural = "udmelding", "udmeldinger"
        ordering = ["-year__year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "number"], name="issue_number_once",
                violation_error_message="Året har allerede en udmelding med det nummer.",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1) & (Q(number=1) | Q(kind="changed")), name="issue_number_fits_kind",
                violation_error_message="Kun årets første udmelding er «udmeldt»; de følgende er ændringer.",
            ),
            models.CheckConstraint(
                condition=Q(national_number__isnull=False) | ~Q(lacks=""), name="issue_number_or_what_lacks",
                violation_error_message="Skriv landstallet, eller hvad der mangler.",
            ),
            models.CheckConstraint(
                condition=Q(national_number__isnull=True) | Q(national_number__lte=MOST_PERSONS),
                name="national_number_possible",
                violation_error_message="Landstallet er for stort.",
            ),
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[]), closed_issue_stays(), never_emptied()]

    def __str__(self) -> str:
        return f"{self.year}, udmelding {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("quotas:issue", args=[self.year.year, self.number])

    @property
    def is_closed(self) -> bool:
        return self.status == Issue.Status.CLOSED

    @property
    def is_draft(self) -> bool:
        return self.status == Issue.Status.DRAFT

    @property
    def is_partial(self) -> bool:
        return bool(self.lacks)


@track()
class IssueDocument(models.Model):
    """A document that belongs to an issue beside its announcement: an annex, the letter that fixes quotas."""

    issue = models.ForeignKey(
        Issue, on_delete=models.CASCADE, related_name="documents", verbose_name="udmelding"
    )
    title = models.CharField("betegnelse", max_length=200)
    dated = models.DateField("dateret", null=True, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="dokument")
    file_name = models.CharField("filnavn", max_length=200)

    class Meta:
        verbose_name, verbose_name_plural = "dokument til udmelding", "dokumenter til udmeldinger"
        ordering = ["issue", "dated", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "title"], name="issue_document_once",
                violation_error_message="Udmeldingen har allerede et dokument med den betegnelse.",
            )
        ]  # fmt: skip
        triggers = [closes_with_issue("ROW.issue_id"), never_emptied()]

    def __str__(self) -> str:
        return self.title


@track()
class Reopening(models.Model):
    """A closed issue was opened again. The one key to it; never changed afterwards."""

    issue = models.ForeignKey(
        Issue, on_delete=models.PROTECT, related_name="reopenings", verbose_name="udmelding"
    )
    reason = models.TextField("begrundelse")
    at = models.DateTimeField("genåbnet", db_default=TransactionNow(), editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True)

    class Meta:
        verbose_name, verbose_name_plural = "genåbning", "genåbninger"
        ordering = ["issue", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="issue_reopening_has_reason",
                violation_error_message="Skriv, hvorfor udmeldingen genåbnes.",
            )
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(name="issue_reopening_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.issue}, genåbnet {self.at:%d.%m.%Y}"
