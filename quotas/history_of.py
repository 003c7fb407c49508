"""A municipality's and a region's quotas over the years: every issue, and which one holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kkr_portal.danish_numbers import decimal
from kkr_portal.registry.models import Council, Municipality
from kkr_portal.spreadsheets import Cell, Sheet
from quotas.drawing.bars import BarChart, Row, bar_chart
from quotas.models import Issue, MunicipalQuota, RegionQuota


@dataclass(frozen=True)
class Held:
    """One issue's number for a place. ``latest``: no later issue of the year has changed it."""

    issue: Issue
    persons: int | None
    by_kind: Mapping[str, MunicipalQuota]
    latest: bool

    @property
    def in_force(self) -> MunicipalQuota | None:
        return next(
            (self.by_kind[kind] for kind in MunicipalQuota.STRONGEST_FIRST if kind in self.by_kind), None
        )

    @property
    def share(self) -> Fraction | None:
        """Of the national number."""
        if self.persons is None or not self.issue.national_number:
            return None
        return Fraction(self.persons, self.issue.national_number)

    def number(self, kind: str) -> int | None:
        return self.by_kind[kind].persons if kind in self.by_kind else None


@dataclass(frozen=True)
class RegionYears:
    """``rows``: the region quota of each issue; ``years`` and ``places``: what holds, by year."""

    council: Council
    rows: list[Held]
    totals: Mapping[int, int | None]
    years: list[Issue]
    places: list[tuple[Municipality, list[int | None]]]
    older: int

    @property
    def shown_totals(self) -> list[int | None]:
        """Of the municipalities' quotas in each year that is shown."""
        return [self.totals.get(issue.pk) for issue in self.years]


def latest_of(issues: Iterable[Issue]) -> dict[int, Issue]:
    """By year: the issue with the highest number."""
    found: dict[int, Issue] = {}
    for issue in issues:
        kept = found.get(issue.year_id)
        if kept is None or issue.number > kept.number:
            found[issue.year_id] = issue
    return found


def municipal_history(municipality: Municipality, issues: Sequence[Issue]) -> list[Held]:
    """Those issues that have a number for the municipality; one query."""
    kinds: dict[int, dict[str, MunicipalQuota]] = {}
    for quota in MunicipalQuota.objects.filter(municipality=municipality, issue__in=issues):
        kinds.setdefault(quota.issue_id, {})[quota.kind] = quota
    latest = latest_of(issues)
    rows = [
        Held(issue, None, kinds[issue.pk], latest[issue.year_id] == issue)
        for issue in issues
        if issue.pk in kinds
    ]
    return [
        Held(row.issue, row.in_force.persons if row.in_force else None, row.by_kind, row.latest)
        for row in rows
    ]


def region_history(council: Council, issues: Sequence[Issue], *, years: int) -> RegionYears:
    """The municipalities of the last ``years`` years that have numbers; three queries."""
    announced = {
        one.issue_id: one.persons for one in RegionQuota.objects.filter(council=council, issue__in=issues)
    }
    held: dict[int, dict[int, int]] = {}
    quotas = MunicipalQuota.objects.filter(issue__in=issues, municipality__region=council.region_id)
    for quota in quotas.in_force():
        held.setdefault(quota.issue_id, {})[quota.municipality_id] = quota.persons
    latest = latest_of(issues)
    known = [issue for issue in issues if issue.pk in announced or issue.pk in held]
    rows = [Held(issue, announced.get(issue.pk), {}, latest[issue.year_id] == issue) for issue in known]
    with_numbers = [one for one in known if latest[one.year_id] == one and one.pk in held]
    shown = with_numbers[:years]
    places = [
        (one, [held[issue.pk].get(one.pk) for issue in shown])
        for one in Municipality.objects.filter(region=council.region_id)
    ]
    totals = {pk: sum(numbers.values()) for pk, numbers in held.items()}
    return RegionYears(council, rows, totals, shown, places, len(with_numbers) - len(shown))


def years_chart(rows: Iterable[Held]) -> BarChart:
    """What holds in each year that is known, the newest first, as in the table beside it."""
    return bar_chart(
        [
            Row(str(row.issue.year), row.persons, decimal(row.persons or 0, 0))
            for row in rows
            if row.latest and row.persons is not None
        ]
    )


def municipality_sheet(municipality: Municipality, rows: Iterable[Held]) -> Sheet:
    head = ["År", "Udmelding", "Beregnet", "Aftalt", "Fastsat", "Gældende kvote", "Landstal", "Kilde"]
    cells: list[list[Cell]] = [
        [row.issue.year.year, row.issue.number,
         *(row.number(kind) for kind in MunicipalQuota.Kind.values), row.persons,
         row.issue.national_number, row.in_force.source if row.in_force else ""]
        for row in rows
    ]  # fmt: skip
    return Sheet(f"Kvoter {municipality}", head, cells)


def region_sheet(found: RegionYears) -> Sheet:
    """One row a municipality and one a column for each year that is shown."""
    head = ["Kode", "Kommune", *(f"{issue.year}" for issue in found.years)]
    cells: list[list[Cell]] = [[one.code, one.name, *numbers] for one, numbers in found.places]
    return Sheet(f"Kvoter {found.council.region}", head, cells)
