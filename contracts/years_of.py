"""A house over the years: what each measure asked for, and what was reported and accepted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from django.db.models import Prefetch

from contracts.asked_of import asked_of
from contracts.judged import day_of
from contracts.models import Baseline, Measurement, Report, ResultContract, Target, TargetRevision
from contracts.models.points import Kind
from contracts.rules.told_results import figure
from contracts.suggested import Earlier, Known, before, share_of
from contracts.targets_in_force import revision_on
from contracts.years_chart import Asked, Chart, Measured, chart
from kkr_portal.registry.models import BusinessHouse

UNITS = {
    Kind.SHARE: "pct.", Kind.RISE: "pct.", Kind.NET_PROMOTER_SCORE: "NPS", Kind.CONTROL_GROUP: "procentpoint",
}  # fmt: skip


@dataclass(frozen=True)
class Year:
    """One line of the table: what was asked (and before a revision), what was measured."""

    year: int
    asked: tuple[str, ...]
    measured: tuple[str, ...]
    verdict: str


@dataclass
class MeasureYears:
    key: str
    name: str
    unit: str
    asked: dict[int, Asked] = field(default_factory=dict)
    told: dict[int, list[str]] = field(default_factory=dict)
    measured: dict[tuple[int, str], Measured] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    invented: bool = False

    @cached_property
    def chart(self) -> Chart | None:
        return chart(list(self.asked.values()), list(self.measured.values()))

    @cached_property
    def years(self) -> list[Year]:
        found = sorted({*self.told, *self.asked, *(year for year, _ in self.measured)})
        return [self._year(year) for year in found]

    def _year(self, year: int) -> Year:
        rows = sorted(
            (one for (at, _), one in self.measured.items() if at == year), key=lambda one: one.series
        )
        told = tuple(
            f"{one.series}: {figure(one.value)} {self.unit}".removeprefix(": ").strip() for one in rows
        )
        asked = self.asked.get(year)
        verdict = ""
        if asked:
            met = all(one.value >= asked.value for one in rows)
            verdict = "afventer" if not rows else "nået" if met else "ikke nået"
        return Year(year, tuple(self.told.get(year, ())), told, verdict)

    @property
    def description(self) -> str:
        """The drawing in words."""
        parts = [
            f"{one.year}: krav {', '.join(one.asked) or 'intet'}; "
            f"målt {', '.join(one.measured) or 'endnu ikke'}"
            for one in self.years
        ]
        return ". ".join(parts) + "."


def measures_over_years(house: BusinessHouse, contracts: Sequence[ResultContract]) -> list[MeasureYears]:
    """Of contracts that the reader may see, and accepted reports alone; four queries."""
    revisions = Prefetch("revisions", TargetRevision.objects.order_by("number"))
    targets = list(
        Target.objects.filter(goal__contract__in=contracts, kind__in=[*UNITS, Kind.COUNT])
        .select_related("goal__contract", "measure").prefetch_related(revisions)
        .order_by("goal__contract__year", "goal__number", "position")
    )  # fmt: skip
    measured = list(
        Measurement.objects.filter(
            target__in=targets, municipality=None, report__status=Report.Status.ACCEPTED
        ).select_related("report", "target").order_by("report__covers_until", "report__pk")
    )  # fmt: skip
    known = _known(house, measured)
    keys = _keys(targets)
    found: dict[str, MeasureYears] = {}
    for target in targets:
        mine = found.setdefault(keys[target.pk], _new(keys[target.pk], target))
        _ask(mine, target, known)
    for one in measured:
        mine = found[keys[one.target_id]]
        value = _level(one)
        if value is not None:
            year = min(day_of(one), one.report.covers_until).year
            mine.measured[year, one.segment] = Measured(year, value, one.segment)
            mine.invented = mine.invented or one.report.invented
    return list(found.values())


def _new(key: str, target: Target) -> MeasureYears:
    unit = target.unit_noun if target.kind == Kind.COUNT else UNITS[Kind(target.kind)]
    name = target.measure.name if target.measure else target.wording.rstrip(".")
    return MeasureYears(key, name, unit)


def _keys(targets: Iterable[Target]) -> dict[int, str]:
    """Measures by the framework's identity; local points by the first one that they were copied from."""
    keys: dict[int, str] = {}
    for target in targets:  # earlier contracts come first
        group = "andel" if target.kind in (Kind.SHARE, Kind.RISE) else target.kind
        if target.measure_id:
            keys[target.pk] = f"m{target.measure_id}-{group}"
        else:
            keys[target.pk] = keys.get(target.copied_from_id or 0, f"t{target.pk}-{group}")
    return keys


def _ask(mine: MeasureYears, target: Target, known: Known) -> None:
    """A later contract's word for a year goes before an earlier one's; of two at once the higher is drawn."""
    year = target.due_year or target.goal.contract.year
    revision = revision_on(target, date(year, 12, 31))
    text = asked_of(target, revision.new_value if revision else None)
    if revision:
        text += (
            f" (før revisionen {figure(Fraction(revision.old_value))}; {revision.reason} {revision.decision})"
        )
    contract_year = target.goal.contract.year
    told = mine.told.setdefault(year, [])
    if told and mine.sources and mine.sources[-1] != str(contract_year) and contract_year <= year:
        told.clear()
        mine.asked.pop(year, None)
    mine.sources.append(str(contract_year))
    if text not in told:
        told.append(text)
    value = revision.new_value if revision else target.value
    if value is None:
        return
    level, old = Fraction(value), Fraction(target.value or 0) if revision else None
    if target.kind == Kind.RISE:
        earlier = before(target, "", known, date(year, 12, 31))
        if earlier is None:
            return
        level += earlier.per_cent
        old = None if old is None else old + earlier.per_cent
    if year not in mine.asked or mine.asked[year].value < level:
        mine.asked[year] = Asked(year, level, old)


def _known(house: BusinessHouse, measured: Iterable[Measurement]) -> Known:
    known: Known = {}
    for row in Baseline.objects.filter(business_house=house):
        known.setdefault(row.measure_id, []).append(Earlier(Fraction(row.per_cent), row.month, row.source))
    for one in measured:
        if one.target.measure_id and (share := share_of(one)) is not None:
            known.setdefault(one.target.measure_id, []).append(
                Earlier(share * 100, day_of(one), one.source, one.segment)
            )
    return known


def _level(one: Measurement) -> Fraction | None:
    """The figure in the unit of the drawing."""
    kind = one.target.kind
    if kind in (Kind.SHARE, Kind.RISE):
        share = share_of(one)
        return None if share is None else share * 100
    if one.value is None or (kind == Kind.CONTROL_GROUP and one.control is None):
        return None
    return Fraction(one.value) - (Fraction(one.control or 0) if kind == Kind.CONTROL_GROUP else 0)
