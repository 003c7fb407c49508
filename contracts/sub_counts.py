"""A count that is part of another («heraf 600 vækstforløb») is never larger than the whole, in one report."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from contracts.models import Measurement, Report, Target
from contracts.models.points import Kind
from contracts.rules.told_points import number

TOO_LARGE = "Delen kan ikke være større end det hele: «{whole}» er opgjort til {figure}."
TOO_SMALL = "Det hele kan ikke være mindre end en del af det: «{part}» er opgjort til {figure}."
OF_A_WHOLE = "«{part}» er større end det, det er en del af."


@dataclass(frozen=True)
class Neighbours:
    """The stored figures of what a count is part of, and of its own parts."""

    wholes: tuple[Measurement, ...] = ()
    parts: tuple[Measurement, ...] = ()

    def fault(self, segment: str, value: Decimal) -> str:
        """Why ``value`` of ``segment`` can't be; empty where it can. A segment is also part of the whole."""
        for row in self.wholes:
            if row.segment in ("", segment) and row.value is not None and value > row.value:
                return TOO_LARGE.format(whole=row.target, figure=number(Fraction(row.value)))
        for row in self.parts:
            if segment in ("", row.segment) and row.value is not None and value < row.value:
                return TOO_SMALL.format(part=row.target, figure=number(Fraction(row.value)))
        return ""


def neighbours(report: Report, target: Target) -> Neighbours:
    """Of a count; nothing for other kinds. Two queries."""
    if target.kind != Kind.COUNT:
        return Neighbours()
    rows = report.measurements.filter(municipality=None).select_related("target")
    wholes = rows.filter(target=target.part_of_id) if target.part_of_id else rows.none()
    return Neighbours(tuple(wholes), tuple(rows.filter(target__part_of=target)))


def too_large_parts(report: Report) -> list[str]:
    """For each part that is larger than its whole in the report, a sentence. One query."""
    rows = list(report.measurements.filter(municipality=None).select_related("target"))
    found = []
    for row in rows:
        wholes = tuple(one for one in rows if one.target_id == row.target.part_of_id)
        if row.value is not None and Neighbours(wholes).fault(row.segment, row.value):
            found.append(OF_A_WHOLE.format(part=row.target))
    return list(dict.fromkeys(found))
