"""The mathematical model's arithmetic for an issue, by municipality, with sums at every level."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kkr_portal.apportionment import LargestRemainder
from kkr_portal.apportionment.remainders import Remainder
from kkr_portal.danish_numbers import decimal
from kkr_portal.registry.models import Council, Municipality
from quotas.models import Statistics
from quotas.rules.distribution import Distribution, Facts, Key, Row, distribute
from quotas.rules.rounding import COUNTRY, Order, Rounded


@dataclass(frozen=True)
class Reading:
    """What the text leaves open, as somebody chose it."""

    key: Key = Key.CALCULATED
    order: Order = Order.REGIONS_FIRST

    @property
    def is_default(self) -> bool:
        return self == Reading()


@dataclass(frozen=True)
class ModelLine:
    """``persons``: None while a lot is open. ``rank``: the remainder's place in its group, from 1.

    ``annex``: the calculated quota that the authority printed, where it is known.
    """

    municipality: Municipality
    row: Row
    population_share: Fraction
    immigrant_share: Fraction
    remainder: Remainder
    rank: int
    persons: int | None
    annex: int | None

    @property
    def difference(self) -> int | None:
        if self.persons is None or self.annex is None:
            return None
        return self.persons - self.annex


@dataclass(frozen=True)
class Sums:
    """The same columns summed, for a region or the country."""

    population: int
    immigrants: int
    reunified: int
    share: Fraction
    gross: Fraction
    calculated: Fraction
    distributed: Fraction
    persons: int | None

    @classmethod
    def of(cls, lines: Sequence[ModelLine], persons: int | None) -> Sums:
        rows = [line.row for line in lines]
        return cls(
            sum(row.facts.population for row in rows), sum(row.facts.immigrants for row in rows),
            sum(row.facts.reunified for row in rows), sum((row.share for row in rows), Fraction(0)),
            sum((row.gross for row in rows), Fraction(0)), sum((row.calculated for row in rows), Fraction(0)),
            sum((row.distributed for row in rows), Fraction(0)), persons,
        )  # fmt: skip


@dataclass(frozen=True)
class ModelRegion:
    """``remainder``: the region's own rounding; None where all municipalities were rounded at once."""

    council: Council
    lines: list[ModelLine]
    sums: Sums
    remainder: Remainder | None
    announced: int | None


@dataclass(frozen=True)
class Modelled:
    distribution: Distribution
    reading: Reading
    regions: list[ModelRegion]
    sums: Sums
    open_lots: list[str]  # where equal remainders wait for a lot, in Danish

    @property
    def national(self) -> int:
        return self.distribution.national

    @property
    def lines(self) -> list[ModelLine]:
        return [line for region in self.regions for line in region.lines]

    @property
    def zeroed(self) -> list[ModelLine]:
        """Below zero, and so set to zero."""
        return [line for line in self.lines if line.row.zeroed]

    @property
    def surplus(self) -> Fraction:
        """What those above zero must give up together."""
        return -sum((line.row.calculated for line in self.zeroed), Fraction(0))

    @property
    def surplus_text(self) -> str:
        return decimal(self.surplus, 2)

    @property
    def base(self) -> int:
        """L + F: what is shared out before each municipality's reunified are taken off."""
        return self.national + self.sums.reunified


def facts_of(statistics: Statistics) -> list[Facts]:
    """As the rules take them: by municipality code and region name. One query."""
    rows = statistics.rows.select_related("municipality__region").order_by("municipality__code")
    return [
        Facts(
            row.municipality.code, row.municipality.region.name, row.population, row.immigrants, row.reunified
        )
        for row in rows
    ]


def modelled(
    facts: Sequence[Facts], national: int, reading: Reading, *,
    annex: Mapping[str, int] | None = None, announced: Mapping[int, int] | None = None,
) -> Modelled:  # fmt: skip
    """``annex``: printed numbers by code; ``announced``: region quotas by council id; two queries."""
    distribution = distribute(facts, national, key=reading.key)
    rounded = distribution.rounded(reading.order)
    municipalities = {one.code: one for one in Municipality.objects.all()}
    lines = _lines(distribution, rounded, municipalities, annex or {})
    regions = []
    for council in Council.objects.select_related("region"):
        own = [line for line in lines if line.municipality.region_id == council.region_id]
        if not own:
            continue
        name = council.region.name
        settled = name not in _undecided(rounded) and all(line.persons is not None for line in own)
        regions.append(
            ModelRegion(
                council, sorted(own, key=lambda line: line.municipality.sort_key),
                Sums.of(own, rounded.regions.seats.get(name, 0) if settled else None),
                rounded.regions.rows.get(name), (announced or {}).get(council.pk),
            )
        )  # fmt: skip
    persons = [line.persons for line in lines if line.persons is not None]
    whole = sum(persons) if len(persons) == len(lines) else None
    return Modelled(distribution, reading, regions, Sums.of(lines, whole), _lots(rounded, municipalities))


def _lines(
    distribution: Distribution, rounded: Rounded, municipalities: Mapping[str, Municipality],
    annex: Mapping[str, int],
) -> list[ModelLine]:  # fmt: skip
    people = sum(row.facts.population for row in distribution.rows)
    immigrants = sum(row.facts.immigrants for row in distribution.rows)
    undecided = _undecided(rounded)
    group_of = {name: group for group in rounded.municipalities.values() for name in group.rows}
    ranks = {name: n for group in rounded.municipalities.values() for name, n in _ranks(group).items()}
    lines = []
    for row in distribution.rows:
        code = row.facts.municipality
        remainder = group_of[code].rows[code]
        is_open = remainder.extra is None or row.facts.region in undecided
        lines.append(
            ModelLine(
                municipalities[code], row, Fraction(row.facts.population, people),
                Fraction(row.facts.immigrants, immigrants or 1), remainder, ranks[code],
                None if is_open else group_of[code].seats[code], annex.get(code),
            )
        )  # fmt: skip
    return lines


def _ranks(group: LargestRemainder[str]) -> dict[str, int]:
    """Equal remainders have the same rank."""
    rests = sorted((row.rest for row in group.rows.values()), reverse=True)
    return {name: rests.index(row.rest) + 1 for name, row in group.rows.items()}


def _undecided(rounded: Rounded) -> set[str]:
    """Regions among which a lot is open: what their municipalities have is not known either."""
    return set(rounded.regions.tie.among) if rounded.regions.tie else set()


def _lots(rounded: Rounded, municipalities: Mapping[str, Municipality]) -> list[str]:
    told = []
    if tie := rounded.regions.tie:
        told.append(f"{tie.seats} {_persons(tie.seats)} mellem {', '.join(tie.among)}")
    for group, inside in rounded.municipalities.items():
        if tie := inside.tie:
            names = ", ".join(municipalities[code].name for code in tie.among)
            where = "" if group == COUNTRY else f" i {group}"
            told.append(f"{tie.seats} {_persons(tie.seats)}{where} mellem {names}")
    return told


def _persons(number: int) -> str:
    return "person" if number == 1 else "personer"
