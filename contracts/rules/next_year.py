"""A contract's points carried on to the next year: the figures are the framework's (afsnit 7.1).

Where the agreement has no figure for the new year, or the old contract asked for more, people decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from contracts.rules.framework_check import SMALL_IS_STRICT, Point
from contracts.rules.told_points import Kind, asked, segments_told


@dataclass(frozen=True)
class Old:
    """A point of the contract that is copied."""

    id: int
    measure: int | None
    name: str  # of the measure, or of the point
    point: Point
    wording: str


@dataclass(frozen=True)
class Wanted:
    """A point of the framework agreement."""

    id: int
    measure: int
    name: str
    point: Point
    wording: str


@dataclass(frozen=True)
class Planned:
    """A point of the new contract: from which old one, from which of the framework's, and what is open."""

    old: int | None
    wanted: int | None
    measure: int | None
    point: Point
    wording: str
    to_decide: str = ""


@dataclass(frozen=True)
class Carried:
    points: tuple[Planned, ...]
    notices: tuple[str, ...]


def carried(olds: Sequence[Old], wanted: Sequence[Wanted], *, year: int) -> Carried:
    """The points of one goal from the contract of ``year`` to that of the year after.

    ``wanted`` are all the framework's points of the measures that the goal is about.
    """
    new, made, notices = year + 1, set(), []
    points: list[Planned] = []
    for old in olds:
        of_measure = [one for one in wanted if one.measure == old.measure]
        same_kind = [one for one in of_measure if one.point.kind is old.point.kind]
        holding = [one for one in same_kind if one.point.due in (None, new)]
        if old.measure is None:
            points.append(_local(old, year))
        elif holding:
            match = next((one for one in holding if one.point.segments == old.point.segments), holding[0])
            if match.id not in made:
                made.add(match.id)
                points.append(_from_framework(old, match, year))
        elif old.point.due is not None and old.point.due > new:
            points.append(Planned(old.id, None, old.measure, old.point, old.wording))
        elif _is_past(old, of_measure, year):
            notices.append(f"«{old.name}» gjaldt {old.point.due or year} og er ikke taget med.")
        else:
            points.append(_undecided(old, of_measure, year))
    return Carried(tuple(points), tuple(notices))


def fresh(wanted: Sequence[Wanted], *, year: int) -> tuple[Planned, ...]:
    """The framework's points for ``year`` as they stand, for what the old contract did not have."""
    return tuple(
        Planned(None, one.id, one.measure, replace(one.point, due=one.point.due or year), one.wording)
        for one in wanted
        if one.point.due in (None, year)
    )


def _is_past(old: Old, of_measure: Sequence[Wanted], year: int) -> bool:
    """Its year lies before the contract's own, or it was something to do once and the agreement is done."""
    due = old.point.due or year
    done = bool(of_measure) and all(one.point.due is not None and one.point.due <= year for one in of_measure)
    return due < year or (old.point.kind is Kind.ACTIVITY and done)


def _local(old: Old, year: int) -> Planned:
    point = _moved(old.point)
    what = f"Lokalt målepunkt fra {year}: Gælder tallet også i {year + 1}?"
    return Planned(
        old.id, None, None, point, in_next_year(old.wording, year), what if point.value is not None else ""
    )


def _from_framework(old: Old, match: Wanted, year: int) -> Planned:
    asks = match.point
    value = old.point.value if asks.value is None else asks.value
    point = replace(
        _moved(old.point),
        value=value,
        segments=asks.segments,
        base=asks.base or _moved(old.point).base,
        due=_moved(old.point).due if asks.kind is Kind.CONTROL_GROUP else year + 1,
    )
    same = old.point.value == value and old.point.segments == asks.segments
    wording = in_next_year(old.wording, year) if same else match.wording
    open_questions = []
    if _was_stricter(old.point, asks) and old.point.due in (None, year):
        open_questions.append(
            f"Kontrakten for {year} har {asked(old.point, year)}, rammeaftalen {asked(asks, year + 1)}."
        )
    if old.point.segments != asks.segments:
        open_questions.append(
            f"Kontrakten for {year} måler {segments_told(old.point.segments)}, rammeaftalen "
            f"{segments_told(asks.segments)}."
        )
    told = " ".join([*open_questions, "Hvad skal gælde?"]) if open_questions else ""
    return Planned(old.id, match.id, old.measure, point, wording, told)


def _undecided(old: Old, of_measure: Sequence[Wanted], year: int) -> Planned:
    have = ", ".join(dict.fromkeys(asked(one.point) for one in of_measure)) or "intet målepunkt"
    text = (
        f"Rammeaftalen har ikke dette målepunkt for {year + 1} (den har {have}). Skal det med, og med hvad?"
    )
    return Planned(old.id, None, old.measure, _moved(old.point), in_next_year(old.wording, year), text[:300])


def _was_stricter(old: Point, asks: Point) -> bool:
    if old.value is None or asks.value is None:
        return False
    return old.value < asks.value if asks.kind in SMALL_IS_STRICT else old.value > asks.value


def _moved(point: Point) -> Point:
    return replace(
        point,
        due=None if point.due is None else point.due + 1,
        base=None if point.base is None else point.base + 1,
    )


def in_next_year(text: str, year: int) -> str:
    """Both years of «fra 2021 til 2022» move on; later ones first, so that none moves twice."""
    for one in (year + 2, year + 1, year, year - 1):
        text = text.replace(str(one), str(one + 1))
    return text
