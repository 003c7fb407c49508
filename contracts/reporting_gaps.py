"""What a report still lacks: points and segments without a figure."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.models import Report, Target
from contracts.models.points import Kind


@dataclass(frozen=True)
class Gap:
    target: Target
    text: str


def gaps_of(report: Report) -> list[Gap]:
    """In two queries. A point whose result lies in a later year than the report is no gap."""
    year = report.covers_until.year
    measured: dict[int, list[tuple[str, int | None]]] = {}
    for target, segment, place in report.measurements.values_list("target", "segment", "municipality"):
        measured.setdefault(target, []).append((segment, place))
    targets = Target.objects.filter(goal__contract=report.contract_id).select_related("goal")
    gaps = []
    for point in targets.order_by("goal__number", "position"):
        if point.due_year and point.due_year > year:
            continue
        rows = measured.get(point.pk, [])
        if point.kind == Kind.SPREAD:
            missing = [] if any(place for _, place in rows) else [""]
        else:
            found = {segment for segment, place in rows if place is None}
            missing = [one for one in point.segment_names or ("",) if one not in found]
        for segment in missing:
            of = f" ({segment})" if segment else ""
            gaps.append(Gap(point, f"Mål {point.goal.number}: {point.wording}{of}"))
    return gaps
