"""Twenty years of contracts with six houses, each as large as the one in the source."""

from __future__ import annotations

from contracts.models import ContractPart, FocusArea, FundingRow, Goal, ResultContract, Target
from kkr_portal.registry.models import BusinessHouse, Municipality

YEARS = range(2003, 2023)


def fill(pattern: ResultContract) -> None:
    """Copies of ``pattern`` for every house and year that has none, in a few writes."""
    there = set(ResultContract.objects.values_list("business_house", "year"))
    houses = BusinessHouse.objects.select_related("council")
    made = ResultContract.objects.bulk_create(
        ResultContract(
            council=house.council, business_house=house, year=year, framework=pattern.framework,
            in_force_on=pattern.in_force_on.replace(year=year), grant=pattern.grant, invented=True,
        )
        for house in houses for year in YEARS if (house.pk, year) not in there
    )  # fmt: skip
    for model, rows in ((ContractPart, pattern.parts), (FocusArea, pattern.focus_areas)):
        _copy(model, list(rows.all()), "contract", [(one.pk, one) for one in made])
    places = {house.pk: list(Municipality.objects.filter(business_house=house)) for house in houses}
    FundingRow.objects.bulk_create(
        FundingRow(contract=one, municipality=place, amount=1000)
        for one in made for place in places[one.business_house_id]
    )  # fmt: skip
    for goal in pattern.goals.prefetch_related("targets"):
        goals = _copy(Goal, [goal], "contract", [(one.pk, one) for one in made])
        targets = list(goal.targets.all())
        for target in targets:
            target.part_of = None
        _copy(Target, targets, "goal", [(one.pk, one) for one in goals])


def _copy(model, rows, owner: str, owners) -> list:
    names = [f.attname for f in model._meta.concrete_fields if not f.primary_key and f.name != owner]
    return model.objects.bulk_create(
        model(**{owner: one}, **{name: getattr(row, name) for name in names})
        for _, one in owners
        for row in rows
    )
