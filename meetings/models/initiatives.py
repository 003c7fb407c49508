"""Status tables: what the KKR has set going, who runs it, how far it is. Kept from meeting to meeting."""

from __future__ import annotations

import re

from django.db import models
from django.urls import reverse

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.editing import counts_revisions, revision_field
from kkr_portal.lasting import track
from kkr_portal.registry.models import Council
from meetings.models.meetings import in_councils


class InitiativeTableQuerySet(models.QuerySet["InitiativeTable"]):
    def visible_to(self, user: AnyUser) -> InitiativeTableQuerySet:
        """For the KKR's own people and KL; everyone else reads it where it is attached to an agenda."""
        return self.filter(in_councils("council", predicates.councils_with_closed_for(user)))

    def editable_by(self, user: AnyUser) -> InitiativeTableQuerySet:
        return self.filter(in_councils("council", predicates.councils_edited_by(user)))


@track()
class InitiativeTable(models.Model):
    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, related_name="initiative_tables", verbose_name="KKR"
    )
    title = models.CharField("overskrift", max_length=200)
    introduction = models.TextField("indledning", blank=True)
    revision = revision_field()

    objects = InitiativeTableQuerySet.as_manager()
    council_path = "council"
    history_children = ["initiatives"]

    class Meta:
        verbose_name, verbose_name_plural = "statusoversigt", "statusoversigter"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "title"], name="initiative_table_title_once",
                violation_error_message="KKR har allerede en statusoversigt med den overskrift.",
            )
        ]  # fmt: skip
        triggers = [counts_revisions(apart_from=[])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:initiative_table", args=[self.council.slug, self.pk])


@track()
class Initiative(models.Model):
    """``status`` may hold several, an empty line between them: one row of the table each."""

    table = models.ForeignKey(
        InitiativeTable, on_delete=models.CASCADE, related_name="initiatives", verbose_name="statusoversigt"
    )
    position = models.PositiveIntegerField("placering")
    name = models.CharField("initiativ", max_length=250)
    run_by = models.CharField("hvem står for det", max_length=250, blank=True)
    status = models.TextField("status", blank=True)
    revision = revision_field()

    council_path = "table__council"

    class Meta:
        verbose_name, verbose_name_plural = "initiativ", "initiativer"
        ordering = ["table", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "position"],
                name="initiative_position",
                deferrable=models.Deferrable.DEFERRED,
            )
        ]
        triggers = [counts_revisions(apart_from=["position"])]

    def __str__(self) -> str:
        return self.name

    @property
    def statuses(self) -> list[str]:
        """At least one, which may be empty."""
        return [part.strip() for part in re.split(r"\r?\n\s*\r?\n", self.status.strip())]
