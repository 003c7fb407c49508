"""What a contract becomes in the next year, before anything is written: goals, points, and what is told."""

from __future__ import annotations

from dataclasses import dataclass, field

from contracts.asked_of import point_of
from contracts.models import FrameworkAgreement, FrameworkGoal, FrameworkTarget, Goal, ResultContract, Target
from contracts.rules import next_year
from contracts.rules.next_year import Old, Planned, Wanted


@dataclass(frozen=True)
class PlannedGoal:
    """``old`` is the goal that is copied; None for one that is new in the framework's next year."""

    old: Goal | None
    national: FrameworkGoal | None
    points: tuple[Planned, ...]


@dataclass
class NextYear:
    """``agreement`` is None where none holds in the year: then there is nothing to copy to."""

    year: int
    agreement: FrameworkAgreement | None
    goals: list[PlannedGoal] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    olds: dict[int, Target] = field(default_factory=dict)
    wanted: dict[int, FrameworkTarget] = field(default_factory=dict)

    @property
    def to_decide(self) -> list[str]:
        return [point.to_decide for goal in self.goals for point in goal.points if point.to_decide]


def next_year_of(contract: ResultContract) -> NextYear:
    """A constant number of queries; writes nothing."""
    year = contract.year + 1
    agreement = contract.framework
    if year not in agreement.years:
        found = FrameworkAgreement.objects.filter(first_year__lte=year, last_year__gte=year).first()
        plan = NextYear(year, found)
        if found is None:
            return plan
        plan.notices.append(
            f"{agreement} gælder til og med {agreement.last_year}. {year} følger {found}: mål og målepunkter "
            "er genkendt på deres titler."
        )
        agreement = found
    else:
        plan = NextYear(year, agreement)
    _plan(plan, contract, agreement)
    return plan


def _plan(plan: NextYear, contract: ResultContract, agreement: FrameworkAgreement) -> None:
    nationals = list(agreement.goals.prefetch_related("measures__targets"))
    by_title = {goal.title.casefold(): goal for goal in nationals}
    by_name = {(goal.pk, one.name.casefold()): one for goal in nationals for one in goal.measures.all()}
    goals = list(contract.goals.select_related("framework_goal").prefetch_related("targets__measure__goal"))
    used: set[int] = set()
    plan.olds = {target.pk: target for goal in goals for target in goal.targets.all()}
    every = _wanted(plan, nationals)
    covered: set[int] = set()
    for goal in goals:
        here = by_title.get(goal.framework_goal.title.casefold()) if goal.framework_goal else None
        if goal.scope == Goal.Scope.NATIONAL and (here is None or not here.holds_in(plan.year)):
            plan.notices.append(_left_out(goal, here, plan.year))
            continue
        olds = []
        for target in goal.targets.all():
            measure = target.measure
            if measure is not None:
                home = by_title.get(measure.goal.title.casefold())
                measure = by_name.get((home.pk, measure.name.casefold())) if home else None
            name = measure.name if measure else target.wording[:60]
            olds.append(
                Old(target.pk, measure.pk if measure else None, name, point_of(target), target.wording)
            )
            covered |= {measure.pk} if measure else set()
        result = next_year.carried(olds, every, year=contract.year)
        plan.notices += [f"Mål {goal.number}: {text}" for text in result.notices]
        plan.goals.append(PlannedGoal(goal, here, result.points))
        if goal.scope == Goal.Scope.NATIONAL and here:
            used.add(here.pk)
    _new_ones(plan, nationals, used, covered, every)


def _new_ones(
    plan: NextYear, nationals: list[FrameworkGoal], used: set[int], covered: set[int], every: list[Wanted]
) -> None:
    """What the agreement asks for in the new year and the old contract does not have."""
    for national in nationals:
        if not national.holds_in(plan.year):
            continue
        measures = {one.pk for one in national.measures.all()} - covered
        points = next_year.fresh([one for one in every if one.measure in measures], year=plan.year)
        if national.pk not in used:
            place = sum(1 for one in plan.goals if one.old is None or one.old.scope == Goal.Scope.NATIONAL)
            plan.goals.insert(place, PlannedGoal(None, national, points))
            plan.notices.append(f"«{national.title}» er nyt fra rammeaftalen.")
        elif points:
            place = next(
                n for n, one in enumerate(plan.goals)
                if one.national == national and (one.old is None or one.old.scope == Goal.Scope.NATIONAL)
            )  # fmt: skip
            goal = plan.goals[place]
            plan.goals[place] = PlannedGoal(goal.old, national, (*goal.points, *points))
            names = dict.fromkeys(one.name for one in every if one.measure in measures)
            fresh = {one.measure for one in points}
            names = {one.name: None for one in every if one.measure in fresh}
            plan.notices += [f"«{name}» er nyt fra rammeaftalen." for name in names]


def _wanted(plan: NextYear, nationals: list[FrameworkGoal]) -> list[Wanted]:
    found = []
    for goal in nationals:
        for measure in goal.measures.all():
            for target in measure.targets.all():
                plan.wanted[target.pk] = target
                found.append(Wanted(target.pk, measure.pk, measure.name, point_of(target), target.wording))
    return found


def _left_out(goal: Goal, here: FrameworkGoal | None, year: int) -> str:
    if here is None:
        return f"«{goal.title}» findes ikke i den nye rammeaftale og er ikke taget med."
    return f"«{goal.title}» gælder kun i {here.only_year} og er ikke taget med i {year}."
