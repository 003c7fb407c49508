"""What a rise is counted from: the house's earlier accepted figure of the same measure, or its baseline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from contracts.models import Baseline, Measurement, Report, ResultContract, Target
from contracts.models.points import Kind, in_rules


@dataclass(frozen=True)
class Earlier:
    """``per_cent`` as printed; ``on`` when it was measured; ``source`` where it stands."""

    per_cent: Fraction
    on: date
    source: str
    segment: str = ""


Known = dict[int, list[Earlier]]  # by measure


def earlier_figures(contract: ResultContract) -> Known:
    """All that is known of the house's shares by measure; two queries."""
    known: Known = {}
    baselines = Baseline.objects.filter(measure__contract_targets__goal__contract=contract).distinct()
    for one in baselines.filter(business_house=contract.business_house_id):
        known.setdefault(one.measure_id, []).append(Earlier(Fraction(one.per_cent), one.month, one.source))
    measured = Measurement.objects.filter(
        report__status=Report.Status.ACCEPTED, municipality=None, target__measure__isnull=False,
        report__contract__business_house=contract.business_house_id,
        report__contract__year__lte=contract.year, target__kind__in=[Kind.SHARE, Kind.RISE],
    )  # fmt: skip
    for found in measured.select_related("report", "target").order_by("report__covers_until", "pk"):
        share = share_of(found)
        if share is not None and found.target.measure_id:
            day = found.measured_on or found.report.covers_until
            source = found.source or found.report.title
            known.setdefault(found.target.measure_id, []).append(
                Earlier(share * 100, day, source, found.segment)
            )
    return known


def share_of(one: Measurement) -> Fraction | None:
    """The share that a figure tells; None where it tells none."""
    if one.numerator is not None and one.denominator:
        return Fraction(one.numerator, one.denominator)
    return in_rules(Kind.SHARE, one.value)


def before(target: Target, segment: str, known: Known, until: date) -> Earlier | None:
    """Of the base year where the point names one, else the latest before the year of the result."""
    if target.kind != Kind.RISE or target.measure_id is None:
        return None
    rows: Iterable[Earlier] = known.get(target.measure_id, [])
    fit = [one for one in rows if one.segment == segment and one.on < until]
    if target.base_year:
        fit = [one for one in fit if one.on.year == target.base_year]
    else:
        fit = [one for one in fit if one.on.year < (target.due_year or until.year)]
    return max(fit, key=lambda one: one.on, default=None)
