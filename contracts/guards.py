"""No CPR number is signed or published: asked before each step after which a text stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from django.db.models import Model

from contracts.models import Report, ResultContract, Target
from contracts.refused import Refused
from kkr_portal import cpr


def refuse_cpr(rows: Iterable[Model]) -> None:
    """Raises Refused, naming where."""
    if told := cpr.refusal(rows):
        raise Refused(told)


def of_contract(contract: ResultContract) -> Iterable[Model]:
    """Every row of the contract with a text of its own; its addenda are signed by themselves."""
    return chain(
        [contract], contract.parts.all(), contract.focus_areas.all(), contract.goals.all(),
        Target.objects.filter(goal__contract=contract), contract.accepted_deviations.all(),
        contract.obligations.all(),
    )  # fmt: skip


def of_report(report: Report) -> Iterable[Model]:
    return chain([report], report.measurements.select_related("target"))
