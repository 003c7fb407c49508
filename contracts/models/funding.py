"""The funding key (fordelingsnøglen): what each municipality pays of the basic grant, as printed."""

from django.db import models

from contracts.models.contracts import ResultContract
from contracts.models.signed import closes_when_signed
from kkr_portal.lasting import never_emptied, track
from kkr_portal.registry.models import Municipality


@track()
class FundingRow(models.Model):
    contract = models.ForeignKey(
        ResultContract, on_delete=models.CASCADE, related_name="funding_rows", verbose_name="resultatkontrakt"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="+", verbose_name="kommune"
    )
    amount = models.PositiveIntegerField("beløb (1.000 kr.)")

    council_path = "contract__council"

    class Meta:
        verbose_name, verbose_name_plural = "række i fordelingsnøglen", "fordelingsnøgle"
        ordering = ["contract", "municipality__sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "municipality"], name="municipality_once_in_key",
                violation_error_message="Kommunen står allerede i fordelingsnøglen.",
            )
        ]  # fmt: skip
        triggers = [closes_when_signed("ROW.contract_id"), never_emptied()]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.amount}"
