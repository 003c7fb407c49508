"""How each point, goal and contract stands after what was reported; the arithmetic is told with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import QuerySet

from contracts.asked_of import asked_of
from contracts.document import goals_of
from contracts.models import Goal, Measurement, Report, ResultContract, Target, TargetRevision
from contracts.models.points import IN_PER_CENT, Kind, in_rules
from contracts.rules import targets
from contracts.rules.targets import Verdict, worst
from contracts.rules.told_results import sentence
from contracts.spread_of import Area, SpreadShown, area_of, spread_shown
from contracts.suggested import Earlier, Known, before, earlier_figures
from contracts.targets_in_force import revision_on

LATER = "Resultatet gælder {year}, og tallet her er foreløbigt."


@dataclass(frozen=True)
class Row:
    """One segment, or the whole; ``told`` is the arithmetic and ``note`` what the reader must know of it."""

    segment: str
    measured: Measurement | None
    told: str
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True)
class PointStatus:
    target: Target
    asked: str
    revision: TargetRevision | None
    rows: tuple[Row, ...]
    verdict: Verdict
    spread: SpreadShown | None = None

    @property
    def asked_before(self) -> str:
        """What a revised point asked for before; empty where none is in force."""
        return asked_of(self.target, self.revision.old_value) if self.revision else ""

    @property
    def is_measured(self) -> bool:
        return any(row.measured for row in self.rows) or self.spread is not None


@dataclass(frozen=True)
class GoalStatus:
    goal: Goal
    points: tuple[PointStatus, ...]

    @property
    def verdict(self) -> Verdict:
        return worst([one.verdict for one in self.points])


@dataclass(frozen=True)
class Status:
    goals: tuple[GoalStatus, ...]

    @cached_property
    def points(self) -> list[PointStatus]:
        return [point for goal in self.goals for point in goal.points]

    @property
    def verdict(self) -> Verdict:
        return worst([goal.verdict for goal in self.goals])

    @property
    def counts(self) -> dict[str, int]:
        """How many points are met, missed and awaited, in that order."""
        found = Counter(point.verdict for point in self.points)
        return {verdict.value: found[verdict] for verdict in Verdict}


def report_status(report: Report) -> Status:
    """By this report's figures alone."""
    return _status(report.contract, report.measurements.all())


def contract_status(contract: ResultContract, *, handed_in: bool = False) -> Status:
    """By the latest figure of each point in the accepted reports; ``handed_in``: in all of them."""
    found = Measurement.objects.filter(report__contract=contract)
    return _status(contract, found if handed_in else found.filter(report__status=Report.Status.ACCEPTED))


def _status(contract: ResultContract, measurements: QuerySet[Measurement]) -> Status:
    """In a constant number of queries."""
    rows: dict[int, list[Measurement]] = {}
    with_places = measurements.select_related("report", "municipality", "file__conversion__result")
    for one in with_places.order_by(
        "report__covers_until", "report__pk", "municipality__sort_key", "segment"
    ):
        rows.setdefault(one.target_id, []).append(one)
    known = earlier_figures(contract)
    area = area_of(contract)
    return Status(
        tuple(
            GoalStatus(
                goal,
                tuple(_point(target, rows.get(target.pk, []), known, area) for target in goal.targets.all()),
            )
            for goal in goals_of(contract)
        )
    )


def _point(target: Target, measured: Sequence[Measurement], known: Known, area: Area) -> PointStatus:
    latest = {one.segment: one for one in measured if one.municipality_id is None}
    day = max((day_of(one) for one in measured), default=date.max)
    revision = revision_on(target, day)
    asked = asked_of(target, revision.new_value if revision else None)
    if target.kind == Kind.SPREAD:
        value = revision.new_value if revision else target.value
        shown = spread_shown(target, value, measured, area)
        verdict = shown.verdict if shown else Verdict.AWAITING
        if shown and is_later(target, day):
            verdict = Verdict.AWAITING
        return PointStatus(target, asked, revision, (), verdict, shown)
    rows = tuple(
        _row(target, segment, latest.get(segment), known, revision)
        for segment in target.segment_names or ("",)
    )
    found = {row.verdict for row in rows}
    verdict = targets.Verdict.MET if found == {Verdict.MET} else worst([row.verdict for row in rows])
    return PointStatus(target, asked, revision, rows, verdict)


def _row(
    target: Target, segment: str, one: Measurement | None, known: Known, revision: TargetRevision | None
) -> Row:
    if one is None:
        return Row(segment, None, "", Verdict.AWAITING)
    day = day_of(one)
    earlier = before(target, segment, known, day) if one.before is None else None
    asked = target.asked()
    if revision:
        asked = replace(asked, value=in_rules(target.kind, revision.new_value))
    measured = in_rule(target.kind, one, earlier)
    judged = targets.judge(asked, [measured]).rows
    mine = next((row for row in judged if row.segment == segment), judged[0])
    noun = target.unit_noun if target.kind == Kind.COUNT else ""
    told = sentence(asked, measured, mine, noun=noun)
    if is_later(target, day):
        return Row(segment, one, told, Verdict.AWAITING, LATER.format(year=target.due_year))
    note = f"Tidligere måling: {earlier.source}, {earlier.on:%d.%m.%Y}." if earlier else ""
    return Row(segment, one, told, mine.verdict, note)


def in_rule(kind: str, one: Measurement, earlier: Earlier | None = None) -> targets.Measurement:
    """A stored figure as the rules take it."""
    came_from: Decimal | None = one.before
    start = in_rules(kind, came_from)
    if start is None and earlier is not None and kind in IN_PER_CENT:
        start = earlier.per_cent / 100
    return targets.Measurement(
        segment=one.segment,
        value=in_rules(kind, one.value),
        numerator=one.numerator,
        denominator=one.denominator,
        before=start,
        control=in_rules(kind, one.control),
        done=one.done,
    )


def day_of(one: Measurement) -> date:
    """The day a figure stands for: when it was measured, or what its report covers."""
    return one.measured_on or one.report.covers_until


def is_later(target: Target, day: date) -> bool:
    """The year of the result lies after the figure's."""
    return target.due_year is not None and target.due_year > day.year
