"""A spread as it is shown: each municipality's share against its share of the inhabitants, town and rural."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from contracts.models import Inhabitants, Measurement, Report, ResultContract, Target
from contracts.models.framework import TownOrRural
from contracts.models.points import Kind, Reading, in_rules
from contracts.rules import spread as rules
from contracts.rules.targets import Verdict
from contracts.rules.told_points import number
from kkr_portal.registry.models import Municipality


@dataclass(frozen=True)
class Counted:
    """The inhabitants of the house's municipalities, by name, and the latest day of the counts."""

    persons: dict[str, int]
    on: date | None


@dataclass(frozen=True)
class Area:
    """The house's municipalities with their inhabitants; ``kinds`` says town or rural where it is known.

    ``kept``: by the id of each accepted report, what it was judged by.
    """

    municipalities: Sequence[Municipality]
    kinds: dict[str, str]
    kept: dict[int, Counted]

    def counted(self, report: int) -> Counted:
        """For a report: what was kept with it, else the latest."""
        if report in self.kept:
            return self.kept[report]
        rows = self.municipalities
        return Counted(
            {one.name: one.population or 0 for one in rows},  # type: ignore[attr-defined]
            max((one.population_date for one in rows if one.population_date), default=None),  # type: ignore[attr-defined]
        )


@dataclass(frozen=True)
class SpreadShown:
    """``unreached``: municipalities without anybody guided. ``groups``: town and rural, share and share."""

    target: Target
    report: Report
    band: str
    spread: rules.Spread
    unreached: tuple[str, ...]
    groups: dict[str, tuple[Fraction, Fraction]]
    verdict: Verdict
    guided: int
    counted_on: date | None
    has_band: bool
    kinds: dict[str, str]

    @property
    def is_accepted(self) -> bool:
        return self.report.status == Report.Status.ACCEPTED

    @property
    def rows(self) -> list[tuple[rules.Place, str, bool]]:
        """Each municipality with town or rural, and whether it passes."""
        return [
            (one, self.kinds.get(one.name, ""), one.within if self.has_band else one.guided > 0)
            for one in self.spread.places
        ]

    @property
    def told(self) -> str:
        """The result in a sentence."""
        places = len(self.spread.places)
        if not self.has_band:
            if not self.unreached:
                return f"Alle {places} kommuner er blandt de vejledte"
            return f"{places - len(self.unreached)} af {places} kommuner er blandt de vejledte"
        outside = len(self.spread.outside)
        return f"{places - outside} af {places} kommuner ligger inden for båndet {self.band}"


def area_of(contract: ResultContract) -> Area:
    """Three queries."""
    rows = Municipality.objects.filter(business_house=contract.business_house_id).with_latest_population()
    kinds = TownOrRural.objects.filter(
        agreement=contract.framework_id, business_house=contract.business_house_id
    )
    return Area(
        list(rows.order_by("sort_key")),
        {one.municipality.name: one.get_kind_display() for one in kinds.select_related("municipality")},
        _kept(contract),
    )


def _kept(contract: ResultContract) -> dict[int, Counted]:
    found: dict[int, list[Inhabitants]] = {}
    rows = Inhabitants.objects.filter(report__contract=contract).select_related("municipality")
    for one in rows.order_by("municipality__sort_key"):
        found.setdefault(one.report_id, []).append(one)
    return {
        report: Counted(
            {one.municipality.name: one.persons for one in mine},
            max((one.counted_on for one in mine if one.counted_on), default=None),
        )
        for report, mine in found.items()
    }


def spread_shown(
    target: Target, value: Decimal | None, measured: Iterable[Measurement], area: Area
) -> SpreadShown | None:
    """By the latest report that has figures; None without any."""
    rows = [one for one in measured if one.municipality_id is not None and one.value is not None]
    if not rows:
        return None
    last = rows[-1].report_id
    guided = {
        one.municipality.name: int(one.value or 0)
        for one in rows
        if one.report_id == last and one.municipality
    }
    band = in_rules(Kind.SPREAD, value)
    reading = rules.Reading.POINTS if target.reading == Reading.POINTS else rules.Reading.RELATIVE
    counted = area.counted(last)
    persons = counted.persons
    shown = rules.spread(
        {name: n for name, n in guided.items() if name in persons}, persons,
        band=band or Fraction(0), reading=reading,
    )  # fmt: skip
    unreached = rules.reached(guided, persons)
    if not shown.places:
        verdict = Verdict.AWAITING
    elif band is None:
        verdict = Verdict.NOT_MET if unreached else Verdict.MET
    else:
        verdict = Verdict.MET if shown.met else Verdict.NOT_MET
    unit = "procentpoint" if reading is rules.Reading.POINTS else "pct. af andelen af indbyggerne"
    told = "" if value is None else f"± {number(Fraction(value))} {unit}"
    groups = {}
    if all(name in area.kinds for name in persons):
        groups = dict(sorted(rules.together(shown, area.kinds).items()))
    return SpreadShown(
        target, rows[-1].report, told, shown, unreached, groups, verdict, sum(guided.values()),
        counted.on, band is not None, area.kinds,
    )  # fmt: skip
