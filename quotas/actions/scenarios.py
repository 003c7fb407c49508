"""What-if calculations kept by name, and thrown away."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from kkr_portal.access.models import User
from kkr_portal.registry.models import Council, Municipality
from quotas.models import Issue, Scenario, ScenarioCase, ScenarioWish
from quotas.refused import Refused
from quotas.rules.what_if import MOST_CASES, Case


@transaction.atomic
def keep(
    *, name: str, council: Council | None, issue: Issue, cases: Sequence[Case], by: User | None
) -> Scenario:
    """One to four cases under a name that the KKR has not used; without a KKR it is KL's."""
    if not 1 <= len(cases) <= MOST_CASES:
        raise Refused("En beregning har mellem én og fire kolonner.")
    try:
        with transaction.atomic():
            scenario = Scenario.objects.create(name=name, council=council, issue=issue, by=by)
    except IntegrityError as error:
        if "scenario_name_once" not in str(error):
            raise
        raise Refused("Der er allerede en beregning med det navn. Vælg et andet.", field="name") from None
    places = {one.name: one for one in Municipality.objects.all()}
    for position, case in enumerate(cases, 1):
        row = ScenarioCase.objects.create(
            scenario=scenario, position=position, national_number=case.national, extra=case.extra
        )
        wishes: dict[str, int | None] = {**case.more, **dict.fromkeys(case.exempt)}
        ScenarioWish.objects.bulk_create(
            ScenarioWish(case=row, municipality=places[municipality], persons=persons)
            for municipality, persons in wishes.items()
        )
    return scenario


@transaction.atomic
def throw_away(*, scenario: Scenario) -> None:
    """It stays in the history."""
    scenario.delete()


def cases_of(scenario: Scenario) -> list[Case]:
    """The cases as the rule takes them; two queries."""
    rows = scenario.cases.prefetch_related("wishes__municipality")
    return [
        Case(
            row.national_number, row.extra,
            {one.municipality.name: one.persons for one in row.wishes.all() if one.persons is not None},
            frozenset(one.municipality.name for one in row.wishes.all() if one.persons is None),
        )
        for row in rows
    ]  # fmt: skip
