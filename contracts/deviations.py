"""A stored contract held against its framework agreement, and which deviations people have accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from contracts.agreement_then import agreement_then, signed_at
from contracts.asked_of import point_of
from contracts.models import AcceptedDeviation, FrameworkAgreement, Goal, ResultContract
from contracts.rules import framework_check as rule


@dataclass(frozen=True)
class Found:
    """``acceptance`` covers the deviation as it stands now, or is None."""

    deviation: rule.Deviation
    acceptance: AcceptedDeviation | None
    goal: Goal | None


@dataclass(frozen=True)
class Check:
    """``lapsed`` are acceptances of what no longer deviates, or now does so in another way.

    ``as_of`` is when the contract was signed, and with it the agreement that it is held against.
    """

    found: tuple[Found, ...]
    remarks: tuple[rule.Remark, ...]
    lapsed: tuple[AcceptedDeviation, ...]
    as_of: datetime | None = None

    @property
    def open(self) -> list[Found]:
        return [one for one in self.found if one.acceptance is None]


def check(contract: ResultContract) -> Check:
    """In a constant number of queries. A signed contract is held against what the agreement said then."""
    goals = list(contract.goals.prefetch_related("targets"))
    signed, facts = signed_at(contract), contract_of(contract, goals)
    agreement = agreement_then(contract.framework, signed) if signed else agreement_of(contract.framework)
    found = rule.deviations(agreement, facts)
    accepted = {one.key: one for one in contract.accepted_deviations.select_related("by")}
    numbered = {goal.number: goal for goal in goals}
    keys = {one.key for one in found}
    return Check(
        found=tuple(Found(one, accepted.get(one.key), numbered.get(one.goal or 0)) for one in found),
        remarks=tuple(rule.remarks(agreement, facts)),
        lapsed=tuple(one for key, one in accepted.items() if key not in keys),
        as_of=signed,
    )


def agreement_of(agreement: FrameworkAgreement) -> rule.Agreement:
    goals = agreement.goals.prefetch_related("measures__targets")
    return rule.Agreement(
        agreement.first_year,
        agreement.last_year,
        tuple(
            rule.NationalGoal(
                goal.pk, goal.number, goal.title,
                tuple(
                    rule.Measure(
                        measure.pk, measure.name, tuple(point_of(one) for one in measure.targets.all())
                    )
                    for measure in goal.measures.all()
                ),
                goal.only_year,
            )
            for goal in goals
        ),
    )  # fmt: skip


def contract_of(contract: ResultContract, goals: list[Goal]) -> rule.Contract:
    return rule.Contract(
        contract.year,
        frozenset(
            goal.framework_goal_id
            for goal in goals
            if goal.framework_goal_id and goal.scope == Goal.Scope.NATIONAL
        ),
        tuple(
            rule.ContractPoint(goal.number, target.measure_id, point_of(target))
            for goal in goals
            for target in goal.targets.all()
        ),
    )
