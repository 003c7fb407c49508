"""The addenda of a contract, for its page, its life and its print."""

from __future__ import annotations

from django.db.models import QuerySet

from contracts.models import Addendum, ResultContract


def addenda_of(contract: ResultContract, *, signed_only: bool = False) -> QuerySet[Addendum]:
    """By number, with the items that decided them. The public and the print get the signed ones alone."""
    rows = Addendum.objects.filter(contract=contract).order_by("number")
    rows = rows.select_related("decided_at__section__meeting__council")
    return rows.filter(status=Addendum.Status.SIGNED) if signed_only else rows
