"""Geographic spread: each municipality's share of the guidance against its share of the inhabitants.

The contract's afsnit «Mål 8» says «+/- 10 %» and not of what: the target must say whether that is relative
(of the share of the inhabitants) or percentage points. Town and rural: rammeaftalen afsnit 7.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from contracts.rules.sources import computed, heading

BAND = computed(heading("Mål 8"), "«+/- 10 %» kan læses på to måder; målepunktet siger hvilken")


class Reading(Enum):
    RELATIVE = "procent af andelen af indbyggerne"
    POINTS = "procentpoint"


@dataclass(frozen=True)
class Place:
    """A municipality, or the towns or the rural ones together: both shares are of the whole region."""

    name: str
    guided: int
    share_of_guidance: Fraction
    share_of_population: Fraction
    low: Fraction
    high: Fraction

    @property
    def within(self) -> bool:
        """The band's ends belong to it."""
        return self.low <= self.share_of_guidance <= self.high


@dataclass(frozen=True)
class Spread:
    """Nobody guided at all: no places, and nothing can be said."""

    places: tuple[Place, ...]

    @property
    def outside(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if not place.within)

    @property
    def met(self) -> bool | None:
        return None if not self.places else not self.outside


def spread(
    guided: Mapping[str, int], persons: Mapping[str, int], *, band: Fraction, reading: Reading
) -> Spread:
    """``guided`` and ``persons`` by municipality; one that nobody was guided in counts with none.

    Raises ValueError for a negative number, and for guidance in a municipality without inhabitants here.
    """
    if any(n < 0 for n in [*guided.values(), *persons.values()]) or set(guided) - set(persons):
        raise ValueError("every municipality needs its inhabitants, and no number is negative")
    all_guided, everybody = sum(guided.values()), sum(persons.values())
    if not all_guided or not everybody:
        return Spread(())
    places = []
    for name, inhabitants in persons.items():
        of_people = Fraction(inhabitants, everybody)
        give = of_people * band if reading is Reading.RELATIVE else band
        share = Fraction(guided.get(name, 0), all_guided)
        places.append(
            Place(
                name,
                guided.get(name, 0),
                share,
                of_people,
                max(Fraction(0), of_people - give),
                of_people + give,
            )
        )
    return Spread(tuple(places))


def reached(guided: Mapping[str, int], municipalities: Iterable[str]) -> tuple[str, ...]:
    """The municipalities where nobody was guided: what a spread without a band asks is that there be none.

    The contract's afsnit «Mål 2» says only that the whole area is to be found again among those helped.
    """
    return tuple(name for name in municipalities if not guided.get(name))


def together(spread: Spread, groups: Mapping[str, str]) -> dict[str, tuple[Fraction, Fraction]]:
    """Share of guidance and of inhabitants of each group (town, rural); ``groups`` by municipality."""
    shares: dict[str, tuple[Fraction, Fraction]] = {}
    for place in spread.places:
        guidance, people = shares.get(groups[place.name], (Fraction(0), Fraction(0)))
        shares[groups[place.name]] = (guidance + place.share_of_guidance, people + place.share_of_population)
    return shares
