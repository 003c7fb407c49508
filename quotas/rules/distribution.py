"""The mathematical model, national over all municipalities: boligplaceringsbekendtgørelsen § 4. [found, 2022]

For a municipality k: a_k = 2·p_k − i_k, with p its share of the population and i its share of the
immigrants from non-western countries (without permits for study or work). b_k = a_k·(L + F), with L the
national number and F all persons family-reunified to refugees who entered last year; c_k = b_k − F_k, so that
Σc = L. Where c_k is below zero d_k is 0, and what the others must give up is taken in proportion to c_k
[computed: the found text ends before it]. Σd = L. The wording of 2021 is very probably the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from kkr_portal.law import Breach
from quotas.rules.rounding import Order, Rounded, in_whole_persons
from quotas.rules.sources import computed, regulation

MODEL = regulation("4")
REDISTRIBUTION = computed(
    MODEL,
    "det, som kommuner under nul skulle have afgivet, tages fra de øvrige i forhold til deres beregnede tal",
)


class Key(Enum):
    """How the surplus is taken from the municipalities above zero."""

    CALCULATED = "i forhold til det beregnede tal"
    SHARE = "i forhold til andelen af fordelingen"


@dataclass(frozen=True)
class Facts:
    """One municipality's statistics, all in persons."""

    municipality: str
    region: str
    population: int
    immigrants: int
    reunified: int


@dataclass(frozen=True)
class Row:
    """One municipality's arithmetic: a, b, c and d of the model."""

    facts: Facts
    share: Fraction
    gross: Fraction
    calculated: Fraction
    distributed: Fraction

    @property
    def zeroed(self) -> bool:
        """Below zero in the calculation itself."""
        return self.calculated < 0


@dataclass(frozen=True)
class Distribution:
    national: int
    rows: tuple[Row, ...]
    key: Key

    @property
    def by_municipality(self) -> dict[str, Fraction]:
        return {row.facts.municipality: row.distributed for row in self.rows}

    @property
    def by_region(self) -> dict[str, Fraction]:
        sums: dict[str, Fraction] = {}
        for row in self.rows:
            sums[row.facts.region] = sums.get(row.facts.region, Fraction(0)) + row.distributed
        return sums

    def rounded(self, order: Order = Order.REGIONS_FIRST) -> Rounded:
        """In whole persons, by region and municipality."""
        regions = {row.facts.municipality: row.facts.region for row in self.rows}
        return in_whole_persons(self.by_municipality, regions, self.national, order=order)


def facts_breaches(facts: Sequence[Facts], *, municipalities: Sequence[str], national: int) -> list[Breach]:
    """Why the model cannot be computed: rows missing, twice or foreign, negative numbers, nobody anywhere."""
    names = [one.municipality for one in facts]
    wrong = [Breach(MODEL, f"{name} mangler") for name in municipalities if name not in names]
    wrong += [
        Breach(MODEL, f"{name} står to gange") for name in dict.fromkeys(names) if names.count(name) > 1
    ]
    wrong += [
        Breach(MODEL, f"{name} er ikke en af kommunerne") for name in names if name not in municipalities
    ]
    for one in facts:
        if min(one.population, one.immigrants, one.reunified) < 0:
            wrong.append(Breach(MODEL, f"{one.municipality} har et negativt tal"))
    if national < 0:
        wrong.append(Breach(MODEL, "Landstallet kan ikke være negativt"))
    if not sum(one.population for one in facts):
        wrong.append(Breach(MODEL, "Der er ingen indbyggere"))
    return wrong


def distribute(facts: Sequence[Facts], national: int, *, key: Key = Key.CALCULATED) -> Distribution:
    """The model's rows in the order of ``facts``; they must be without ``facts_breaches``.

    With no immigrant anywhere the share i has no meaning; it is then taken as p, so that a is p [computed].
    """
    people = sum(one.population for one in facts)
    immigrants = sum(one.immigrants for one in facts)
    reunified = sum(one.reunified for one in facts)
    calculated: list[tuple[Facts, Fraction, Fraction, Fraction]] = []
    for one in facts:
        of_immigrants = (
            Fraction(one.immigrants, immigrants) if immigrants else Fraction(one.population, people)
        )
        share = 2 * Fraction(one.population, people) - of_immigrants
        gross = share * (national + reunified)
        calculated.append((one, share, gross, gross - one.reunified))
    left = _taken_from_the_positive(calculated, national, key)
    rows = [
        Row(one, share, gross, c, left.get(n, Fraction(0)))
        for n, (one, share, gross, c) in enumerate(calculated)
    ]
    return Distribution(national, tuple(rows), key)


def _taken_from_the_positive(
    calculated: Sequence[tuple[Facts, Fraction, Fraction, Fraction]], national: int, key: Key
) -> dict[int, Fraction]:
    """By place: what those above zero keep, in all ``national``.

    Taken by share, a small number may fall below zero; it is then zero too, and the rest is taken from the
    others anew, until nobody is below [computed].
    """
    paying = {n: (share, c) for n, (_, share, _, c) in enumerate(calculated) if c > 0}
    while paying:
        surplus = sum((c for _, c in paying.values()), Fraction(0)) - national
        weights = {n: c if key is Key.CALCULATED else share for n, (share, c) in paying.items()}
        basis = sum(weights.values(), Fraction(0))
        left = {n: c - surplus * weights[n] / basis for n, (_, c) in paying.items()}
        if not (below := [n for n, kept in left.items() if kept < 0]):
            return left
        for n in below:
            del paying[n]
    return {}


def scaled(known: Mapping[str, int], regions: Mapping[str, str], national: int) -> Rounded:
    """Another national number without new statistics: the known quotas in the same proportion. [computed]

    Raises ValueError when nothing is known to scale.
    """
    if not sum(known.values()):
        raise ValueError("there is no distribution to scale")
    return in_whole_persons({name: Fraction(n) for name, n in known.items()}, regions, national)
