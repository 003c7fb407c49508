"""What if: another number, extra persons, municipalities that take more, municipalities that are exempt.

With a new national number and no new statistics the known distribution is scaled. The model of
boligplaceringsbekendtgørelsen § 4 needs the year's statistics, so this is the portal's own calculation and no
forecast [computed]. Wishes stay inside the region, as an agreement does (integrationsloven § 8). A hearing on
voluntary wishes precedes a changed number (boligplaceringsbekendtgørelsen § 7, stk. 11) [found].
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kkr_portal.apportionment import LargestRemainder, Tie, largest_remainder
from kkr_portal.law import Breach
from quotas.rules.sources import act, computed, regulation

SCALING = computed(
    regulation("4"),
    "uden nye tal for året regnes den kendte fordeling op eller ned i samme forhold, regionerne først",
)
WISHES = computed(
    act("8", "1"),
    "ønsker og fritagelser flytter kun personer inden for regionen, og de øvrige kommuner deler dem i "
    "forhold til den kendte fordeling",
)
HEARING = regulation("7", "11")
MOST_CASES = 4
PER = 10_000  # inhabitants


@dataclass(frozen=True)
class Case:
    """``more``: persons beyond its share that a municipality takes. ``exempt``: those that take none."""

    national: int
    extra: int = 0
    more: Mapping[str, int] = field(default_factory=dict)
    exempt: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        return self.national + self.extra


@dataclass(frozen=True)
class Answer:
    """Persons by municipality and by region. ``ties``: persons that a lot would settle, by region.

    They are in their region's number and not yet in a municipality's; the key «» is a tie between regions.
    """

    case: Case
    quotas: Mapping[str, int]
    regions: Mapping[str, int]
    ties: Mapping[str, Tie[str]]

    def may_get_more(self, municipality: str) -> bool:
        """Whether a lot could give it one more."""
        return any(municipality in tie.among for region, tie in self.ties.items() if region)


@dataclass(frozen=True)
class _Plain:
    """How they would be shared if nobody volunteered, by region and inside each; exempt ones get none."""

    regions: LargestRemainder[str]
    inside: Mapping[str, LargestRemainder[str]]


def tried(
    case: Case, known: Mapping[str, int], regions: Mapping[str, str]
) -> tuple[Answer | None, list[Breach]]:
    """The answer, or (None) why there is none. ``known``: the quotas to scale, by municipality."""
    if wrong := _asked_wrongly(case, known, regions):
        return None, wrong
    plain = _plain(case, known, regions)
    if wrong := _regions_that_do_not_add_up(case, known, plain):
        return None, wrong
    quotas: dict[str, int] = {}
    ties = {"": plain.regions.tie} if plain.regions.tie else {}
    for region, shared in plain.inside.items():
        inside = shared
        fixed = {name: inside.seats[name] + case.more[name] for name in inside.seats if name in case.more}
        if fixed:
            left = {name: n for name, n in inside.votes.items() if name not in fixed}
            inside = largest_remainder(left, inside.size - sum(fixed.values()))
        quotas |= dict(inside.seats) | fixed
        if inside.tie:
            ties[region] = inside.tie
    return Answer(case, quotas, dict(plain.regions.seats), ties), []


def breaches(case: Case, known: Mapping[str, int], regions: Mapping[str, str]) -> list[Breach]:
    """What can't be calculated; empty where ``answer`` can answer."""
    return tried(case, known, regions)[1]


def answer(case: Case, known: Mapping[str, int], regions: Mapping[str, str]) -> Answer:
    """``known``: the quotas to scale, by municipality; ``regions``: each municipality's region.

    Without wishes it is the scaled distribution. A volunteer gets what it would get without volunteering and
    ``more`` on top, and the others of its region share what is then left. Raises ValueError where there are
    ``breaches``.
    """
    found, wrong = tried(case, known, regions)
    if found is None:
        raise ValueError("; ".join(one.message for one in wrong))
    return found


def _asked_wrongly(case: Case, known: Mapping[str, int], regions: Mapping[str, str]) -> list[Breach]:
    wrong = []
    if case.national < 0 or case.extra < 0:
        wrong.append(Breach(SCALING, "Antallet kan ikke være negativt"))
    if not sum(known.values()):
        wrong.append(Breach(SCALING, "Der er ingen fordeling at regne ud fra"))
    unknown = [name for name in [*case.more, *sorted(case.exempt)] if name not in regions]
    wrong += [Breach(WISHES, f"{name} er ikke en af kommunerne") for name in dict.fromkeys(unknown)]
    wrong += [
        Breach(WISHES, f"{name} kan ikke både være fritaget og tage flere")
        for name in case.more
        if name in case.exempt
    ]
    return wrong + [
        Breach(WISHES, f"{name} skal tage mindst én ekstra") for name, n in case.more.items() if n < 1
    ]


def _regions_that_do_not_add_up(case: Case, known: Mapping[str, int], plain: _Plain) -> list[Breach]:
    wrong = []
    for region, inside in plain.inside.items():
        quota = inside.size
        taking = {name for name in inside.seats if name in case.more}
        fixed = sum(inside.seats[name] + case.more[name] for name in taking)
        rest = [name for name in inside.seats if known[name] and name not in taking | case.exempt]
        if fixed > quota:
            text = f"{_and(sorted(taking))} ville tage {fixed}, og regionens kvote er {quota} ({region})"
            wrong.append(Breach(WISHES, text))
        elif fixed < quota and not rest:
            wrong.append(Breach(WISHES, f"Ingen er tilbage til at tage {quota - fixed} personer ({region})"))
    return wrong


def _plain(case: Case, known: Mapping[str, int], regions: Mapping[str, str]) -> _Plain:
    """Regions first and then inside each, as ``rules.rounding`` does; exempt ones count in their region."""
    members: dict[str, dict[str, int]] = {}
    sums: dict[str, int] = {}
    for name, region in regions.items():
        members.setdefault(region, {})[name] = 0 if name in case.exempt else known.get(name, 0)
        sums[region] = sums.get(region, 0) + known.get(name, 0)
    outer = largest_remainder(sums, case.total)
    inside = {region: largest_remainder(rows, outer.seats.get(region, 0)) for region, rows in members.items()}
    return _Plain(outer, inside)


def per_inhabitants(persons: int, population: int | None) -> Fraction | None:
    """Persons per 10,000 inhabitants; None where the population isn't known."""
    return Fraction(persons * PER, population) if population else None


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} og {names[-1]}"
