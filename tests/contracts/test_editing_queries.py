"""The editing pages cost the same number of queries, however much is written and however many contracts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.models import Goal, ResultContract, Target
from contracts.models.points import Kind
from tests.contracts.many import YEARS, fill
from tests.contracts.written import BASE, the_contract


@pytest.fixture
def contract(db) -> ResultContract:
    return the_contract()


@pytest.fixture
def client(client_as, contract):
    return client_as("secretariat")


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_twenty_years_of_six_houses_cost_no_query_more(client, contract):
    goal = contract.goals.get(number=8)
    pages = [BASE, f"{BASE}goals/{goal.pk}/", f"{BASE}key/", f"{BASE}parts/about/"]
    before = {page: queries(client, page) for page in pages}
    fill(contract)
    assert ResultContract.objects.count() == len(YEARS) * 6
    assert {page: queries(client, page) for page in pages} == before


def test_more_goals_and_more_points_cost_no_query_more(client, contract):
    goal = contract.goals.get(number=2)
    pages = [BASE, f"{BASE}goals/{goal.pk}/"]
    before = {page: queries(client, page) for page in pages}
    for number in range(10, 25):
        one = Goal.objects.create(contract=contract, number=number, title=f"Mål {number}", scope="local")
        Target.objects.create(goal=one, kind=Kind.ACTIVITY, wording="x", position=1)
        Target.objects.create(goal=goal, kind=Kind.ACTIVITY, wording="x", position=number)
    assert {page: queries(client, page) for page in pages} == before


def test_editions_cost_no_query_more(client, contract):
    goal = contract.goals.get(number=1)
    page = f"{BASE}earlier/goal/{goal.pk}/"
    Goal.objects.filter(pk=goal.pk).update(title="a")
    before = queries(client, page)
    for title in "bcdefg":
        Goal.objects.filter(pk=goal.pk).update(title=title)
    assert queries(client, page) == before
