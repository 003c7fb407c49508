"""A new year's contract from the last one's: text, goals and key, with the framework's new figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction

from contracts.copied import NextYear, PlannedGoal, next_year_of
from contracts.models import (
    ContractPart,
    FocusArea,
    FundingRow,
    Goal,
    Obligation,
    ResultContract,
    StatusChange,
    Target,
)
from contracts.models.points import NAMES_OF_SEGMENTS
from contracts.refused import Refused
from kkr_portal.access.models import User
from kkr_portal.registry.models import BusinessHouse

KEY_IS_OLD = "Basisbevilling og fordelingsnøgle er fra {year}. Ret dem, når opgørelsen for {new} foreligger."
SEGMENTS = {names: value for value, names in NAMES_OF_SEGMENTS.items()}


def no_agreement(contract: ResultContract) -> str:
    """Why there is no next year."""
    last = contract.framework.last_year
    return (
        f"{contract.framework} gælder til og med {last}, og ingen rammeaftale gælder {contract.year + 1}. "
        "KL skal først lægge den nye rammeaftale ind."
    )


@transaction.atomic
def copy_to_next_year(*, contract: ResultContract, by: User | None) -> ResultContract:
    """A draft for the year after. Raises Refused where the house has one, or no agreement holds then.

    What was left out, and what is open, is written in the new contract's own story.
    """
    BusinessHouse.objects.select_for_update(no_key=True).get(pk=contract.business_house_id)
    year = contract.year + 1
    if ResultContract.objects.filter(business_house=contract.business_house_id, year=year).exists():
        raise Refused(f"{contract.business_house} har allerede en resultatkontrakt for {year}.")
    plan = next_year_of(contract)
    if plan.agreement is None:
        raise Refused(no_agreement(contract))
    new = ResultContract.objects.create(
        council=contract.council, business_house=contract.business_house, year=year, framework=plan.agreement,
        in_force_on=_a_year_later(contract.in_force_on), grant=contract.grant,
        key_source=contract.key_source, copied_from=contract, invented=contract.invented,
    )  # fmt: skip
    _texts(contract, new)
    _goals(plan, new)
    StatusChange.objects.create(
        contract=new, from_status=new.status, to_status=new.status, by=by,
        reason="\n".join([f"Kopieret fra resultatkontrakten for {contract.year}.", *told(plan, contract)]),
    )  # fmt: skip
    return new


def told(plan: NextYear, contract: ResultContract) -> list[str]:
    """What whoever copies must know: left out, new, open, and texts that name the old year."""
    lines = list(plan.notices)
    if count := len(plan.to_decide):
        lines.append(f"{count} {'målepunkt' if count == 1 else 'målepunkter'} mangler en beslutning.")
    if contract.grant is not None:
        lines.append(KEY_IS_OLD.format(year=contract.year, new=plan.year))
    old = str(contract.year)
    named = [part.get_kind_display() for part in contract.parts.all() if old in part.text]
    named += [area.title for area in contract.focus_areas.all() if old in area.text]
    named += [
        str(goal) for goal in contract.goals.all() if old in goal.motivation + goal.method + goal.reporting
    ]
    if named:
        lines.append(f"Teksten nævner {old}, som kan skulle rettes: {', '.join(named)}.")
    return lines


def _a_year_later(day: date) -> date:
    return day.replace(year=day.year + 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(
        year=day.year + 1
    )  # fmt: skip


def _texts(old: ResultContract, new: ResultContract) -> None:
    ContractPart.objects.bulk_create(
        ContractPart(contract=new, kind=part.kind, text=part.text) for part in old.parts.all()
    )
    FocusArea.objects.bulk_create(
        FocusArea(contract=new, position=area.position, title=area.title, text=area.text)
        for area in old.focus_areas.all()
    )
    FundingRow.objects.bulk_create(
        FundingRow(contract=new, municipality_id=row.municipality_id, amount=row.amount)
        for row in old.funding_rows.all()
    )
    kept = ("title", "text", "place", "who", "due_month", "year_offset", "times_a_year")
    Obligation.objects.bulk_create(
        Obligation(contract=new, **{name: getattr(one, name) for name in kept})
        for one in old.obligations.order_by("pk")
    )


def _goals(plan: NextYear, new: ResultContract) -> None:
    for number, planned in enumerate(plan.goals, start=1):
        old, national = planned.old, planned.national
        goal = Goal.objects.create(
            contract=new, number=number, framework_goal=national,
            title=old.title if old else national.title if national else "",
            scope=old.scope if old else Goal.Scope.NATIONAL,
            motivation=old.motivation if old else national.motivation if national else "",
            aim=old.aim if old else "", method=old.method if old else "",
            reporting=old.reporting if old else "",
        )  # fmt: skip
        _points(plan, planned, goal)


def _points(plan: NextYear, planned: PlannedGoal, goal: Goal) -> None:
    made: dict[int, Target] = {}
    for position, one in enumerate(planned.points, start=1):
        old, wanted = plan.olds.get(one.old or 0), plan.wanted.get(one.wanted or 0)
        source = old or wanted
        point = one.point
        target = Target.objects.create(
            goal=goal, position=position, measure_id=one.measure, kind=point.kind.value, wording=one.wording,
            value=None if point.value is None else Decimal(point.value.numerator) / point.value.denominator,
            unit_noun=point.noun, segments=SEGMENTS[point.segments], reading=point.reading,
            base_year=point.base, due_year=point.due, due_note=source.due_note if source else "",
            measured_by=old.measured_by if old else "", to_decide=one.to_decide[:300], copied_from=old,
            part_of=made.get(old.part_of_id) if old and old.part_of_id else None,
        )  # fmt: skip
        if old:
            made[old.pk] = target
