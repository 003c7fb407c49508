"""A contract held against the framework agreement: rammeaftalen afsnit 7.1 (goals) and 7.2 (that they stand).

Goals and measures are matched by identity, never by number or wording. Only what the agreement asks for in
the contract's year must stand; a point that the contract has for another year is held against the agreement's
figure for that year, where there is one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from contracts.rules.sources import computed, section
from contracts.rules.told_points import Kind, asked, segments_told
from kkr_portal.law import Citation

IN_CONTRACTS = section("7.2")
LASTS = section("13")
NATIONAL = section("7.1")
YEARS = computed(
    NATIONAL, "aftalen siger intet om et mål for et år, den ikke nævner; det er vurderet for sig"
)
# Of these a small figure asks for more than a large one.
SMALL_IS_STRICT = {Kind.ROUGHLY_EQUAL, Kind.SPREAD}
# Where each part reaches a share or a score, so does the whole, which is their weighted mean.
PARTS_CARRY_THE_WHOLE = {Kind.SHARE, Kind.NET_PROMOTER_SCORE}


class Type(Enum):
    OUTSIDE = "uden for rammeaftalens år"
    MISSING_GOAL = "mål mangler"
    MISSING_MEASURE = "målepunkt mangler"
    LOWER = "lavere end rammeaftalen"
    OTHER_YEAR = "andet år"
    OTHER_SEGMENT = "andet segment"
    OTHER_BASE = "andet udgangspunkt"


@dataclass(frozen=True)
class Point:
    """What is asked of a measure. ``value`` in the printed unit (45 for 45 pct.); no ``segments``: together.

    Without ``due`` it holds in every year of the agreement, or in the contract's year.
    """

    kind: Kind
    value: Fraction | None = None
    segments: tuple[str, ...] = ()
    due: int | None = None
    base: int | None = None
    reading: str = ""
    noun: str = ""


@dataclass(frozen=True)
class Measure:
    id: int
    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class NationalGoal:
    id: int
    number: int
    title: str
    measures: tuple[Measure, ...]
    only_year: int | None = None


@dataclass(frozen=True)
class Agreement:
    first_year: int
    last_year: int
    goals: tuple[NationalGoal, ...]


@dataclass(frozen=True)
class ContractPoint:
    """``goal`` is the number of the goal it stands under, for the sentence alone."""

    goal: int
    measure: int | None
    point: Point


@dataclass(frozen=True)
class Contract:
    """``national``: the framework goals (ids) that its national goals stem from."""

    year: int
    national: frozenset[int]
    points: tuple[ContractPoint, ...]


@dataclass(frozen=True)
class Deviation:
    """``key`` follows from what deviates, on both sides: another figure is another deviation."""

    type: Type
    sentence: str
    citation: Citation
    key: str
    goal: int | None = None  # the contract's goal, where it stands under one


@dataclass(frozen=True)
class Remark:
    """Worth knowing, and nothing to settle."""

    sentence: str
    citation: Citation


def deviations(agreement: Agreement, contract: Contract) -> list[Deviation]:
    """In the order of the agreement's goals; none twice."""
    if not agreement.first_year <= contract.year <= agreement.last_year:
        years = f"{agreement.first_year}–{agreement.last_year}"
        text = f"Rammeaftalen gælder {years} og ikke {contract.year}."
        return [Deviation(Type.OUTSIDE, text, LASTS, _key(Type.OUTSIDE, contract.year, years))]
    found: dict[str, Deviation] = {}
    for goal in agreement.goals:
        for one in _of_goal(goal, contract):
            found.setdefault(one.key, one)
    return list(found.values())


def remarks(agreement: Agreement, contract: Contract) -> list[Remark]:
    """Points of years that have passed, and a spread that nobody has put a figure to (afsnit 7.2)."""
    found = []
    for goal in agreement.goals:
        for measure in goal.measures:
            mine = [one for one in contract.points if one.measure == measure.id]
            for one in mine:
                due = one.point.due
                if due and due < contract.year and any(a.due in (None, due) for a in measure.points):
                    text = (
                        f"{_named(one.goal, measure)}: Målepunktet gælder {due}, som er før kontraktens år."
                    )
                    found.append(Remark(text, _of(goal)))
            spreads = [one.point for one in mine if one.point.kind is Kind.SPREAD]
            if spreads and all(point.value is None for point in spreads):
                place = _named(mine[0].goal, measure)
                text = f"{place}: Kontrakten skal selv sætte et konkret mål for spredningen."
                found.append(Remark(text, IN_CONTRACTS))
    return found


def _of_goal(goal: NationalGoal, contract: Contract) -> Iterator[Deviation]:
    holds = goal.only_year in (None, contract.year)
    missing = holds and goal.id not in contract.national
    if missing:
        text = f"Rammeaftalens mål {goal.number}, «{goal.title}», er ikke blandt kontraktens nationale mål."
        yield Deviation(Type.MISSING_GOAL, text, IN_CONTRACTS, _key(Type.MISSING_GOAL, goal.id))
    for measure in goal.measures:
        mine = [one for one in contract.points if one.measure == measure.id]
        if mine or (holds and not missing):
            yield from _of_measure(goal, measure, mine, contract.year)


def _of_measure(
    goal: NationalGoal, measure: Measure, mine: Sequence[ContractPoint], year: int
) -> Iterator[Deviation]:
    elsewhere = [one for one in mine if not _has_year(measure, one.point.due or year)]
    for one in elsewhere:
        yield Deviation(
            Type.OTHER_YEAR,
            f"{_named(one.goal, measure)}: Kontrakten har {asked(one.point, year)}; "
            f"rammeaftalen har {_list([asked(point) for point in measure.points])}.",
            _but(goal, YEARS), _key(Type.OTHER_YEAR, measure.id, one.point, measure.points), one.goal,
        )  # fmt: skip
    for wanted in measure.points:
        same = [one for one in mine if one.point.kind is wanted.kind]
        if wanted.due in (None, year) and goal.only_year in (None, year):
            here = [one for one in same if _covers(one.point, year)]
            if here:
                yield from _compared(goal, measure, wanted, here)
            elif not any(one in elsewhere for one in same):
                yield _missing(goal, measure, wanted, mine, year)
        later = {one.point.due for one in same if one.point.due and one.point.due > year}
        for due in sorted(due for due in later if due is not None and wanted.due in (None, due)):
            there = [one for one in same if one.point.due == due]
            if not (wanted.due is None and wanted.kind is Kind.CONTROL_GROUP):
                yield from _compared(goal, measure, wanted, there)


def _has_year(measure: Measure, due: int) -> bool:
    return any(point.due in (None, due) for point in measure.points)


def _covers(point: Point, year: int) -> bool:
    """A control group is compared with years after the guidance that the contract's year gave."""
    later = point.kind is Kind.CONTROL_GROUP and point.due is not None and point.due > year
    return point.due in (None, year) or later


def _missing(
    goal: NationalGoal, measure: Measure, wanted: Point, mine: Sequence[ContractPoint], year: int
) -> Deviation:
    place = _named(mine[0].goal, measure) if mine else f"Rammeaftalens mål {goal.number}, «{measure.name}»"
    return Deviation(
        Type.MISSING_MEASURE,
        f"{place}: Rammeaftalen har {asked(wanted, year)}; kontrakten har det ikke.",
        _of(goal), _key(Type.MISSING_MEASURE, measure.id, wanted, year), mine[0].goal if mine else None,
    )  # fmt: skip


def _compared(
    goal: NationalGoal, measure: Measure, wanted: Point, mine: Sequence[ContractPoint]
) -> Iterator[Deviation]:
    """One demand of the agreement against the contract's points of the same kind and year."""
    place, number, points = _named(mine[0].goal, measure), mine[0].goal, [one.point for one in mine]
    uncovered = _uncovered(wanted, points)
    if uncovered:
        yield Deviation(
            Type.OTHER_SEGMENT,
            f"{place}: Kontrakten har {_list([asked(one) for one in points])} "
            f"{_list(sorted({segments_told(one.segments) for one in points}))}; "
            f"rammeaftalen har {asked(wanted)} {segments_told(wanted.segments)}.",
            _of(goal), _key(Type.OTHER_SEGMENT, measure.id, wanted, points), number,
        )  # fmt: skip
    low = [
        one for one in _strictest(wanted, points)
        if _asks_less(one, wanted) or (one.value is not None and wanted.value is not None
                                      and one.reading != wanted.reading)
    ]  # fmt: skip
    if low:
        yield Deviation(
            Type.LOWER,
            f"{place}: Kontrakten har {_list([asked(one) for one in low])}; "
            f"rammeaftalen har {asked(wanted)}.",
            _of(goal), _key(Type.LOWER, measure.id, wanted, low), number,
        )  # fmt: skip
    bases = {one.base for one in points if one.base}
    if wanted.kind is Kind.RISE and wanted.base and bases and wanted.base not in bases:
        yield Deviation(
            Type.OTHER_BASE,
            f"{place}: Kontrakten regner stigningen fra {_list([str(base) for base in sorted(bases)])}, "
            f"rammeaftalen fra {wanted.base}.",
            _of(goal), _key(Type.OTHER_BASE, measure.id, wanted, points), number,
        )  # fmt: skip


def _uncovered(wanted: Point, points: Sequence[Point]) -> set[str]:
    """The segments asked for that no point measures; "" stands for all together."""
    have = {segment for point in points for segment in point.segments or ("",)}
    if not wanted.segments and {"drift", "vækst"} <= have and wanted.kind in PARTS_CARRY_THE_WHOLE:
        return set()
    return set(wanted.segments or ("",)) - have


def _strictest(wanted: Point, points: Sequence[Point]) -> list[Point]:
    """For each segment asked for, the point that asks for most; those of other segments where none fits."""
    chosen: list[Point] = []
    for segment in wanted.segments or ("",):
        fitting = [one for one in points if segment in (one.segments or ("",))] or list(points)
        best = fitting[0]
        for one in fitting[1:]:
            if _asks_less(best, one):
                best = one
        if best not in chosen:
            chosen.append(best)
    return chosen


def _asks_less(one: Point, other: Point) -> bool:
    """No figure asks for least of all: of an activity nothing, of a control group only to be better."""
    if other.value is None:
        return False
    if one.value is None:
        return True
    return one.value > other.value if other.kind in SMALL_IS_STRICT else one.value < other.value


def _named(goal: int, measure: Measure) -> str:
    return f"Mål {goal}, «{measure.name}»"


def _of(goal: NationalGoal) -> Citation:
    return Citation(NATIONAL.rulebook, NATIONAL.paragraph, heading=f"mål {goal.number}", sign=NATIONAL.sign)


def _but(goal: NationalGoal, why: Citation) -> Citation:
    return _of(goal).but(why.certainty, why.note)


def _list(words: Sequence[str]) -> str:
    once = list(dict.fromkeys(words))
    return once[0] if len(once) == 1 else f"{', '.join(once[:-1])} og {once[-1]}"


def _key(kind: Type, measure: int, *facts: object) -> str:
    told = "|".join(_plain(fact) for fact in facts)
    return f"{kind.name.lower()}-{measure}-{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def _plain(fact: object) -> str:
    if isinstance(fact, Point):
        segments = "+".join(sorted(fact.segments))
        return f"{fact.kind.name},{fact.value},{segments},{fact.due},{fact.base},{fact.reading}"
    if isinstance(fact, list | tuple):
        return ";".join(sorted(_plain(one) for one in fact))
    return str(fact)
