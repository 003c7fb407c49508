"""The framework agreement and the contracts as the demonstration loads them, held against the source."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.models import Baseline, FrameworkAgreement, FundingRow, Measurement, Target
from contracts.rules.funding_key import FundingKey, Share
from kkr_portal.demonstration import contracts


@pytest.fixture
def contract(db):
    return contracts.load()


def test_the_framework_has_eight_goals_the_fifth_of_2021_alone(contract):
    goals = FrameworkAgreement.objects.get().goals.all()
    assert [goal.number for goal in goals] == list(range(1, 9))
    assert [goal.number for goal in goals if not goal.holds_in(2022)] == [5]


def test_baselines_of_the_country_and_all_six_houses(contract):
    awareness = Baseline.objects.filter(measure__name="Kendskab til huset", month=date(2020, 9, 1))
    assert {row.business_house and row.business_house.slug: row.per_cent for row in awareness} == {
        None: 33, "hovedstaden": 26, "sjaelland": 34, "fyn": 33, "sydjylland": 32, "midtjylland": 36,
        "nordjylland": 40,
    }  # fmt: skip


def test_the_contract_has_seven_national_goals_and_a_local_one(contract):
    assert [(goal.number, goal.scope, goal.framework_goal.number) for goal in contract.goals.all()] == [
        (1, "national", 1), (2, "national", 2), (3, "national", 3), (4, "national", 4), (5, "national", 6),
        (6, "national", 7), (7, "national", 8), (8, "local", 2),
    ]  # fmt: skip
    assert contract.focus_areas.count() == 6


def test_the_key_adds_up_to_one_less_than_printed(contract):
    rows = [Share(row.municipality.name, row.amount) for row in FundingRow.objects.filter(contract=contract)]
    key = FundingKey(rows, contract.grant)
    assert (len(rows), key.sum, key.total, key.difference) == (19, 39009, 39010, 1)
    assert key.breaches() == []


def test_the_points_of_goal_4_and_8(contract):
    points = Target.objects.filter(goal__contract=contract)
    assert [(one.value, one.due_year) for one in points.filter(measure__name="Brugte henvisninger")] == [
        (Decimal(48), 2022),
        (Decimal(50), 2023),
    ]
    growth = points.get(value=600)
    assert (growth.part_of.value, growth.unit_noun) == (5000, "vækstforløb")


def test_every_measurement_says_that_it_is_invented(contract):
    measured = Measurement.objects.all()
    assert measured.exists()
    assert {(one.source, one.report.invented) for one in measured} == {(contracts.INVENTED_NOTE, True)}
