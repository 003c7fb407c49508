"""Which parts of a framework agreement signed contracts print or count from (``models.built_upon``)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from contracts.models import FrameworkAgreement, Measure, ResultContract, Target
from contracts.models.points import Kind

SIGNED = ~Q(status__in=ResultContract.OPEN)


def signed_on(agreement: FrameworkAgreement) -> QuerySet[ResultContract]:
    """The signed contracts, the earliest year first."""
    rows = agreement.contracts.filter(SIGNED).select_related("business_house")
    return rows.order_by("year", "business_house__sort_key")


def is_printed(measure: Measure) -> bool:
    """A point of a signed contract is named by it."""
    return _points(measure).exists()


def counted_from(measure: Measure) -> set[tuple[int, int]]:
    """The houses (ids) and years whose baseline of ``measure`` a signed contract counts its rise from."""
    rises = _points(measure).filter(kind=Kind.RISE, base_year__isnull=False)
    pairs = rises.values_list("goal__contract__business_house", "base_year")
    return {(house, year) for house, year in pairs if year is not None}


def houses_with_signed(agreement: FrameworkAgreement) -> set[int]:
    return set(agreement.contracts.filter(SIGNED).values_list("business_house", flat=True))


def _points(measure: Measure) -> QuerySet[Target]:
    rows = Target.objects.filter(measure=measure)
    return rows.exclude(goal__contract__status__in=ResultContract.OPEN)
