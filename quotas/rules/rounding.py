"""Whole persons from exact shares: regions first, then the municipalities inside each. [computed]

Boligplaceringsbekendtgørelsen § 4 says nothing of rounding; largest remainder is ours, and the screen says
so. The other reading rounds all municipalities at once and lets the regions follow. Equal remainders are a
tie that people settle; until then the persons at stake are nobody's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import lcm

from kkr_portal.apportionment import LargestRemainder, largest_remainder
from quotas.rules.sources import computed, regulation

ROUNDING = computed(
    regulation("4"), "afrundet med største brøk, regionerne først; reglerne siger ikke, hvordan der afrundes"
)
COUNTRY = "hele landet"


class Order(Enum):
    """What is rounded first; the alternative is there to be compared with."""

    REGIONS_FIRST = "regionerne først, derefter kommunerne i hver region"
    ALL_AT_ONCE = "alle kommuner på én gang; regionskvoten er summen"


@dataclass(frozen=True)
class Rounded:
    """``regions``: the region quotas; ``municipalities``: by region, with whole part, remainder and rank.

    Rounded all at once there is one group of municipalities, ``COUNTRY``, and the regions are sums.
    """

    regions: LargestRemainder[str]
    municipalities: Mapping[str, LargestRemainder[str]]

    @property
    def quotas(self) -> dict[str, int]:
        """By municipality, as far as no lot is open."""
        return {name: n for inside in self.municipalities.values() for name, n in inside.seats.items()}

    @property
    def open(self) -> list[str]:
        """Where a lot must be drawn: «regionerne», or the names of regions."""
        outer = ["regionerne"] if self.regions.tie else []
        return outer + [region for region, inside in self.municipalities.items() if inside.tie]


def in_whole_persons(
    shares: Mapping[str, Fraction],
    regions: Mapping[str, str],
    size: int,
    *,
    order: Order = Order.REGIONS_FIRST,
) -> Rounded:
    """``shares`` by municipality, none negative; ``regions``: each municipality's region; ``size``: persons.

    Raises ValueError for a negative share or size.
    """
    whole = _as_whole_numbers(shares)
    if order is Order.ALL_AT_ONCE:
        return _all_at_once({name: whole.get(name, 0) for name in regions}, regions, size)
    by_region: dict[str, dict[str, int]] = {}
    for name, region in regions.items():
        by_region.setdefault(region, {})[name] = whole.get(name, 0)
    outer = largest_remainder({region: sum(inside.values()) for region, inside in by_region.items()}, size)
    inside = {
        region: largest_remainder(rows, outer.seats.get(region, 0)) for region, rows in by_region.items()
    }
    return Rounded(outer, inside)


def _all_at_once(whole: Mapping[str, int], regions: Mapping[str, str], size: int) -> Rounded:
    """One count over the whole country; the regions are the sums, and have no remainder of their own."""
    country = largest_remainder(whole, size)
    shares: dict[str, int] = {}
    seats: dict[str, int] = {}
    for name, region in regions.items():
        shares[region] = shares.get(region, 0) + whole[name]
        seats[region] = seats.get(region, 0) + country.seats[name]
    return Rounded(LargestRemainder(shares, size, seats, country.quota, {}), {COUNTRY: country})


def _as_whole_numbers(shares: Mapping[str, Fraction]) -> dict[str, int]:
    """The same proportions in whole numbers: counting with them is exact and fast."""
    scale = lcm(*(Fraction(share).denominator for share in shares.values())) if shares else 1
    return {name: int(share * scale) for name, share in shares.items()}
