"""The life of a contract: who approved it, who signed it, where it was sent."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q

from contracts.models.contracts import ResultContract
from contracts.models.signed import closes_when_signed
from contracts.models.versions import ContractVersion
from kkr_portal.access.models import User
from kkr_portal.documents.models import StoredFile
from kkr_portal.lasting import never_emptied, track
from meetings.models import AgendaItem


@track()
class StatusChange(models.Model):
    """One step of a contract's life; never rewritten. A step back has a reason."""

    contract = models.ForeignKey(
        ResultContract, on_delete=models.PROTECT, related_name="status_changes",
        verbose_name="resultatkontrakt",
    )  # fmt: skip
    from_status = models.CharField("fra", max_length=10, choices=ResultContract.Status)
    to_status = models.CharField("til", max_length=10, choices=ResultContract.Status)
    reason = models.TextField("begrundelse", blank=True)
    at = models.DateTimeField("tidspunkt", db_default=TransactionNow(), editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True)

    council_path = "contract__council"

    class Meta:
        verbose_name, verbose_name_plural = "skridt", "skridt"
        ordering = ["contract", "pk"]
        triggers = [
            pgtrigger.Protect(name="status_change_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.get_from_status_display()} → {self.get_to_status_display()}"


@track()
class Approval(models.Model):
    """One of the two approvals. The KKR's points to the agenda item that decided it."""

    class Body(models.TextChoices):
        BOARD = "board", "Erhvervshusets bestyrelse"
        COUNCIL = "council", "KKR"

    contract = models.ForeignKey(
        ResultContract, on_delete=models.CASCADE, related_name="approvals", verbose_name="resultatkontrakt"
    )
    body = models.CharField("godkendt af", max_length=7, choices=Body)
    on = models.DateField("dato")
    decided_at = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="dagsordenspunkt",
        null=True, blank=True,
    )  # fmt: skip
    note = models.CharField("bemærkning", max_length=300, blank=True)
    version = models.ForeignKey(
        ContractVersion, on_delete=models.PROTECT, related_name="+", verbose_name="den godkendte tekst",
        null=True, blank=True, editable=False,
    )  # fmt: skip

    council_path = "contract__council"

    class Meta:
        verbose_name, verbose_name_plural = "godkendelse", "godkendelser"
        ordering = ["contract", "body"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "body"], name="approved_once",
                violation_error_message="Godkendelsen er allerede skrevet ind.",
            ),
            models.CheckConstraint(
                condition=~Q(body="council") | Q(decided_at__isnull=False),
                name="council_approved_at_an_item",
                violation_error_message="KKR's godkendelse peger på punktet, hvor den blev givet.",
            ),
        ]  # fmt: skip
        triggers = [closes_when_signed("ROW.contract_id"), never_emptied()]

    def __str__(self) -> str:
        return self.get_body_display()


@track()
class Signature(models.Model):
    """A chair's signature: name and office as they stand under the contract, and a scan if there is one."""

    class Party(models.TextChoices):
        COUNCIL = "council", "For KKR"
        BOARD = "board", "For erhvervshuset"

    contract = models.ForeignKey(
        ResultContract, on_delete=models.CASCADE, related_name="signatures", verbose_name="resultatkontrakt"
    )
    party = models.CharField("part", max_length=7, choices=Party)
    name = models.CharField("navn", max_length=160)
    office = models.CharField("hverv", max_length=160)
    on = models.DateField("dato")
    scan = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+", verbose_name="scannet side", null=True,
        blank=True,
    )  # fmt: skip
    scan_name = models.CharField("filnavn", max_length=150, blank=True)

    council_path = "contract__council"

    class Meta:
        verbose_name, verbose_name_plural = "underskrift", "underskrifter"
        ordering = ["contract", "-party"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "party"], name="signed_once",
                violation_error_message="Parten har allerede skrevet under.",
            )
        ]  # fmt: skip
        triggers = [closes_when_signed("ROW.contract_id"), never_emptied()]

    def __str__(self) -> str:
        return f"{self.get_party_display()}: {self.name}, {self.office}"


@track()
class Dispatch(models.Model):
    """The signed contract was sent to an authority; never rewritten, a mistake is followed by another row."""

    class Receiver(models.TextChoices):
        KL = "kl", "KL"
        AGENCY = "agency", "Erhvervsstyrelsen"

    contract = models.ForeignKey(
        ResultContract, on_delete=models.PROTECT, related_name="dispatches", verbose_name="resultatkontrakt"
    )
    receiver = models.CharField("modtager", max_length=6, choices=Receiver)
    on = models.DateField("dato")
    how = models.CharField("hvordan", max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="af", null=True)

    council_path = "contract__council"

    class Meta:
        verbose_name, verbose_name_plural = "fremsendelse", "fremsendelser"
        ordering = ["contract", "on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "receiver", "on"], name="dispatched_once_a_day",
                violation_error_message="Fremsendelsen er allerede skrevet ind.",
            )
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(name="dispatch_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.get_receiver_display()}, {self.on:%d.%m.%Y}"
