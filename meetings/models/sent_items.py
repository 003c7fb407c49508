"""The items of a sent version as rows, for the search: read out of its snapshot, which never changes."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.lasting import never_emptied
from kkr_portal.search.sources import words
from meetings.models.closed_since import item_is_open
from meetings.models.closing import whole_when_sent
from meetings.models.meetings import in_councils, published
from meetings.models.versions import Version, is_latest

TEXTS = ["presentation", "recommendation", "economy"]


class SentItemQuerySet(models.QuerySet["SentItem"]):
    def visible_to(self, user: AnyUser) -> SentItemQuerySet:
        """Items of what is published now, as they were sent; what was closed since is closed here too."""
        closed = in_councils("version__meeting__council", predicates.councils_with_closed_for(user))
        return self.filter(
            is_latest(), published("version__meeting__"), closed | (Q(closed=False) & item_is_open("item_pk"))
        )


class SentItem(models.Model):
    """One item of a sent version, read out of its snapshot by ``of_version``."""

    # A version is never deleted, and its own trigger says so.
    version = models.ForeignKey(
        Version, on_delete=models.DO_NOTHING, related_name="items", verbose_name="version"
    )
    item_pk = models.BigIntegerField("punktets id")  # the item may have been deleted since
    number = models.CharField("nr.", max_length=20)  # «3.4»
    title = models.CharField("overskrift", max_length=250)
    text = models.TextField("tekst", blank=True)
    case_number = models.CharField("sagsnr.", max_length=40, blank=True)
    document_number = models.CharField("dok.nr.", max_length=40, blank=True)
    closed = models.BooleanField("lukket", default=False)
    vector = models.GeneratedField(
        expression=words("title", "text", "case_number", "document_number"),
        output_field=SearchVectorField(), db_persist=True,
    )  # fmt: skip

    objects = SentItemQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "udsendt punkt", "udsendte punkter"
        ordering = ["version", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "item_pk"], name="sent_item_once")]
        indexes = [GinIndex(fields=["vector"], name="sent_item_vector")]
        triggers = [
            whole_when_sent(),
            pgtrigger.Protect(name="sent_item_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @classmethod
    def of_version(cls, version: Version) -> list[SentItem]:
        """The rows of a version, not saved."""
        return [
            cls(
                version=version, item_pk=item["pk"], number=item["number"], title=item["title"],
                text="\n".join(filter(None, (item[name] for name in TEXTS))),
                case_number=item["case_number"], document_number=item["document_number"],
                closed=item["closed"],
            )
            for section in version.snapshot["sections"]
            for item in section["items"]
        ]  # fmt: skip
