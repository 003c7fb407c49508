"""The quotas of an issue as a map, as bars and as a table that can be sorted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from kkr_portal.danish_numbers import decimal
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import Cell, Sheet
from quotas.drawing import bars, tiles
from quotas.drawing.shapes import Outline, ShapeMap, shape_map
from quotas.models import Issue, MunicipalityShape
from quotas.rules.what_if import per_inhabitants
from quotas.what_if_of import basis_of

MEASURES = {"persons": "Personer", "per": "Personer pr. 10.000 indbyggere"}
SORTS = {
    "name": "Kommune", "code": "Kode", "region": "Region", "persons": "Kvote", "population": "Indbyggere",
    "per": "Pr. 10.000",
}  # fmt: skip
NUMERIC = {"persons", "population", "per"}


@dataclass(frozen=True)
class Place:
    """One municipality. None: not known."""

    code: str
    name: str
    sort_key: str
    region: str
    region_code: str
    persons: int | None
    population: int | None

    @property
    def per(self) -> Fraction | None:
        return None if self.persons is None else per_inhabitants(self.persons, self.population)

    @property
    def persons_shown(self) -> str:
        return "?" if self.persons is None else decimal(self.persons, 0)

    @property
    def per_shown(self) -> str:
        return "?" if self.per is None else decimal(self.per, 1)

    @property
    def url(self) -> str:
        return reverse("quotas:municipality", args=[self.code])


@dataclass(frozen=True)
class Head:
    """A column's heading: the address that sorts by it, and how it is sorted now."""

    key: str
    label: str
    query: str
    order: str  # "ascending", "descending" or ""

    @property
    def is_number(self) -> bool:
        return self.key in NUMERIC


@dataclass(frozen=True)
class RegionBars:
    region: str
    chart: bars.BarChart


@dataclass(frozen=True)
class QuotaMap:
    issue: Issue
    measure: str
    places: list[Place]
    heads: list[Head]
    tiles: tiles.TileMap | None
    shapes: ShapeMap | None
    bars: list[RegionBars]
    population_source: str

    @property
    def measured(self) -> str:
        return MEASURES[self.measure]

    @property
    def total(self) -> int:
        return sum(place.persons or 0 for place in self.places)

    @property
    def unknown(self) -> int:
        return sum(place.persons is None for place in self.places)


def quota_map(issue: Issue, council: Council | None, *, measure: str, sort: str) -> QuotaMap:
    """``sort`` is a column's name, with a minus for the largest first. A constant number of queries."""
    basis = basis_of(issue)
    places = [
        Place(
            one.code, one.name, one.sort_key, one.region.name, one.region.code, basis.known.get(one.name),
            basis.populations.get(one.name),
        )
        for one in basis.municipalities
        if council is None or one.region_id == council.region_id
    ]  # fmt: skip
    shown = {place.code: _shown(place, measure) for place in places}
    outlines = dict(MunicipalityShape.objects.values_list("municipality__code", "credit"))
    whole = set(shown) <= set(outlines)
    return QuotaMap(
        issue, measure, sorted_by(places, sort), heads(sort, measure, council),
        None if whole else tiles.tile_map(shown, {place.region_code: place.region for place in places}),
        _outlined(shown) if whole else None, _bars(places, measure), basis.population_source,
    )  # fmt: skip


def _outlined(shown: dict[str, tiles.Municipality]) -> ShapeMap:
    rows = MunicipalityShape.objects.select_related("municipality")
    found = {one.municipality.code: one for one in rows}
    outlines = {code: Outline(one.path, one.x, one.y) for code, one in found.items()}
    return shape_map(shown, outlines, ", ".join(sorted({one.credit for one in found.values()})))


def _shown(place: Place, measure: str) -> tiles.Municipality:
    number: int | Fraction | None = place.persons if measure == "persons" else place.per
    text = place.persons_shown if measure == "persons" else place.per_shown
    unit = "personer" if measure == "persons" else "pr. 10.000 indbyggere"
    told = f"{place.name}, {place.region}: {'ikke kendt' if number is None else f'{text} {unit}'}"
    return tiles.Municipality(place.code, place.name, place.region_code, number, text, told, place.url)


def _bars(places: Sequence[Place], measure: str) -> list[RegionBars]:
    """One drawing a region, all on the same axis, the largest first."""
    numbers = {place.code: place.persons if measure == "persons" else place.per for place in places}
    largest = max((number for number in numbers.values() if number is not None), default=1)
    regions: dict[str, list[Place]] = {}
    for place in places:
        regions.setdefault(place.region, []).append(place)
    charts = []
    for region, inside in sorted(regions.items()):
        ranked = sorted(inside, key=lambda place: (-(numbers[place.code] or 0), place.sort_key))
        rows = [
            bars.Row(
                place.name, numbers[place.code],
                place.persons_shown if measure == "persons" else place.per_shown,
            )
            for place in ranked
        ]  # fmt: skip
        charts.append(RegionBars(region, bars.bar_chart(rows, largest=largest)))
    return charts


def sorted_by(places: Sequence[Place], sort: str) -> list[Place]:
    """What isn't known comes last, whichever way; equal ones by name."""
    key, largest_first = sort.removeprefix("-"), sort.startswith("-")
    if key not in SORTS:
        return list(places)
    by_name = sorted(places, key=lambda place: place.sort_key)
    if key == "name":
        return by_name[::-1] if largest_first else by_name
    known = [place for place in by_name if getattr(place, key) is not None]
    unknown = [place for place in by_name if getattr(place, key) is None]
    return sorted(known, key=lambda place: getattr(place, key), reverse=largest_first) + unknown


def heads(sort: str, measure: str, council: Council | None) -> list[Head]:
    """The second press turns the order; numbers begin with the largest."""
    found = []
    for key, label in SORTS.items():
        order = {key: "ascending", f"-{key}": "descending"}.get(sort, "")
        first, other = (f"-{key}", key) if key in NUMERIC else (key, f"-{key}")
        query = f"show={measure}&sort={other if sort == first else first}"
        found.append(Head(key, label, query + (f"&kkr={council.slug}" if council else ""), order))
    return found


def sheet(shown: QuotaMap) -> Sheet:
    """In the order that is shown."""
    head = ["Kode", "Kommune", "Region", "Kvote", "Indbyggere", "Pr. 10.000 indbyggere"]
    rows: list[list[Cell]] = [
        [place.code, place.name, place.region, place.persons, place.population, place.per]
        for place in shown.places
    ]
    return Sheet(f"Kommunekvoter {shown.issue.year}", head, rows)
