"""Versions of a contract: its whole content as it was, to compare with and to print again."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.functions import TransactionNow
from django.db import models

from contracts.models.contracts import ResultContract
from kkr_portal.access.models import User
from kkr_portal.documents.models import StoredFile
from kkr_portal.lasting import never_emptied, track


@track()
class ContractVersion(models.Model):
    """Never rewritten. ``content`` is what ``contracts.content`` made of the contract."""

    contract = models.ForeignKey(
        ResultContract, on_delete=models.PROTECT, related_name="versions", verbose_name="resultatkontrakt"
    )
    number = models.PositiveSmallIntegerField("nummer")
    occasion = models.CharField("anledning", max_length=200)
    content = models.JSONField("indhold")
    pdf = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="PDF", null=True, blank=True
    )
    at = models.DateTimeField("tidspunkt", db_default=TransactionNow(), editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True)

    council_path = "contract__council"

    class Meta:
        verbose_name, verbose_name_plural = "version", "versioner"
        ordering = ["contract", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="contract_version_number_once")
        ]
        triggers = [
            pgtrigger.Protect(name="contract_version_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}: {self.occasion}"
