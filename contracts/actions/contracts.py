"""A new contract, with what the framework agreement asks for in its year."""

from __future__ import annotations

from django.db import transaction

from contracts.models import ContractPart, FrameworkTarget, Goal, ResultContract, Target

TAKEN_OVER = ["kind", "wording", "value", "unit_noun", "segments", "reading", "base_year", "due_note"]


@transaction.atomic
def create_contract(*, contract: ResultContract, goals: bool) -> ResultContract:
    """Save it with its empty parts, and with ``goals`` the framework's goals and points of its year."""
    contract.save()
    ContractPart.objects.bulk_create(
        ContractPart(contract=contract, kind=kind) for kind in ContractPart.Kind.values
    )
    if goals:
        add_national_goals(contract)
    return contract


def add_national_goals(contract: ResultContract) -> None:
    """The framework's goals that hold in the contract's year, numbered on from those it has."""
    number = contract.goals.count()
    for national in contract.framework.goals.order_by("number").prefetch_related("measures__targets"):
        if not national.holds_in(contract.year):
            continue
        number += 1
        goal = Goal.objects.create(
            contract=contract, number=number, title=national.title, framework_goal=national,
            motivation=national.motivation,
        )  # fmt: skip
        asked = [one for measure in national.measures.all() for one in measure.targets.all()]
        Target.objects.bulk_create(
            target_of(one, goal, position, contract.year)
            for position, one in enumerate((one for one in asked if one.due_year in (None, contract.year)), 1)
        )


def target_of(asked: FrameworkTarget, goal: Goal, position: int, year: int) -> Target:
    """What the agreement asks for, as a point of a contract of ``year``; not saved."""
    values = {name: getattr(asked, name) for name in TAKEN_OVER}
    return Target(
        goal=goal, position=position, measure_id=asked.measure_id, due_year=asked.due_year or year, **values
    )
