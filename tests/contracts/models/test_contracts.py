"""What the database refuses of a contract, whoever asks."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from contracts.models import FrameworkAgreement, FundingRow, Goal, ResultContract, Target
from contracts.models.signed import FOREIGN_HOUSE, refusal
from kkr_portal.registry.models import BusinessHouse, Municipality


@pytest.fixture
def agreement(db):
    return FrameworkAgreement.objects.create(
        title="Rammer", slug="rammer", first_year=2021, last_year=2023, source="prøve"
    )


@pytest.fixture
def contract(agreement, council):
    house = BusinessHouse.objects.get(slug="midtjylland")
    return ResultContract.objects.create(
        council=council, business_house=house, year=2022, framework=agreement, in_force_on=date(2022, 1, 1)
    )


def refused(make) -> IntegrityError:
    with pytest.raises(IntegrityError) as found, transaction.atomic():
        make()
    return found.value


def test_a_house_of_another_council(agreement, council):
    error = refused(
        lambda: ResultContract.objects.create(
            council=council, business_house=BusinessHouse.objects.get(slug="fyn"), year=2022,
            framework=agreement, in_force_on=date(2022, 1, 1),
        )
    )  # fmt: skip
    assert refusal(error) == FOREIGN_HOUSE


def test_moving_a_contract_to_another_council(contract):
    other = BusinessHouse.objects.get(slug="fyn").council
    error = refused(lambda: ResultContract.objects.update(council=other))
    assert refusal(error) == FOREIGN_HOUSE


def test_two_contracts_for_a_house_and_year(contract):
    again = ResultContract(
        council=contract.council, business_house=contract.business_house, year=2022,
        framework=contract.framework, in_force_on=date(2022, 1, 1),
    )  # fmt: skip
    with pytest.raises(ValidationError, match="allerede en resultatkontrakt for det år"):
        again.full_clean()
    refused(again.save)


def test_a_goal_number_twice(contract):
    Goal.objects.create(contract=contract, number=1, title="Et", scope="local")
    twice = Goal(contract=contract, number=1, title="Endnu et", scope="local")
    with pytest.raises(ValidationError, match="allerede brugt"):
        twice.full_clean()


def test_a_national_goal_without_a_goal_of_the_framework(contract):
    refused(lambda: Goal.objects.create(contract=contract, number=1, title="Et", scope="national"))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("share", None), ("share", 101), ("share", -1), ("rise", 120), ("count", -1), ("count", None),
        ("net_promoter_score", 120), ("net_promoter_score", -101), ("activity", 1), ("roughly_equal", 50),
        ("spread", 10),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_its_kind(contract, kind, value):
    goal = Goal.objects.create(contract=contract, number=1, title="Et", scope="local")
    refused(lambda: Target.objects.create(goal=goal, position=1, kind=kind, value=value, wording="x"))


@pytest.mark.parametrize(
    ("kind", "value", "reading"),
    [
        ("share", 45, ""), ("rise", 5, ""), ("count", 5000, ""), ("net_promoter_score", -100, ""),
        ("activity", None, ""), ("control_group", None, ""), ("control_group", 10, ""),
        ("roughly_equal", None, ""), ("spread", None, ""), ("spread", 10, "points"),
    ],
)  # fmt: skip
def test_values_that_occur_in_the_source(contract, kind, value, reading):
    goal = Goal.objects.create(contract=contract, number=1, title="Et", scope="local")
    target = Target(goal=goal, position=1, kind=kind, value=value, reading=reading, wording="x")
    target.full_clean()
    target.save()
    assert Target.objects.get().kind == kind


def test_a_negative_grant(contract):
    refused(lambda: ResultContract.objects.update(grant=-39_010))


def test_the_number_of_a_goal_is_used_once_on_every_path(contract):
    """The order may change inside a transaction; at its end each number stands once."""
    rows = [Goal(contract=contract, number=1, title=title, scope="local") for title in ("Et", "To")]

    def in_bulk() -> None:
        Goal.objects.bulk_create(rows)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS goal_number_once IMMEDIATE")

    refused(in_bulk)
    assert not Goal.objects.exists()


def test_a_municipality_twice_or_a_negative_amount(contract):
    samsoe = Municipality.objects.get(code="741")
    FundingRow.objects.create(contract=contract, municipality=samsoe, amount=108)
    refused(lambda: FundingRow.objects.create(contract=contract, municipality=samsoe, amount=1))
    refused(lambda: FundingRow.objects.update(amount=-1))
