"""The funding key is saved as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from contracts.models import FundingRow, ResultContract
from contracts.rules.funding_key import FundingKey, Share
from kkr_portal.registry.models import Municipality


class KeyRefused(Exception):
    """The key can't be what is printed: why, as a Danish sentence."""


@transaction.atomic
def save_key(
    *, contract: ResultContract, amounts: Mapping[int, int], total: int | None,
    municipalities: Sequence[Municipality],
) -> None:  # fmt: skip
    """Put the rows in place of the stored ones (``amounts`` by municipality id, thousand kroner).

    Raises KeyRefused where the rows miss ``total`` by more than rounding, or name a municipality of
    another house. A key without rows, or without a total, is still being written.
    """
    names = {one.pk: one.name for one in municipalities}
    if set(amounts) - set(names):
        raise KeyRefused("Fordelingsnøglen har en kommune, der ikke hører til erhvervshuset.")
    rows = [Share(names[pk], amount) for pk, amount in amounts.items()]
    if rows and total is not None:
        for breach in FundingKey(rows, total).breaches():
            raise KeyRefused(f"{breach.message.rstrip('.')}.")
    stored = {row.municipality_id: row for row in contract.funding_rows.all()}
    FundingRow.objects.filter(pk__in=[row.pk for pk, row in stored.items() if pk not in amounts]).delete()
    for pk, amount in amounts.items():
        row = stored.get(pk) or FundingRow(contract=contract, municipality_id=pk)
        if row.amount != amount:
            row.amount = amount
            row.save()
