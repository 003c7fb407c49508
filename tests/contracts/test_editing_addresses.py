"""Every editing address against every role: the KKR's own secretariat, and nobody else."""

import pytest

from contracts.models import ResultContract
from tests.conftest import ROLES
from tests.contracts.written import BASE, the_contract

READ = [
    "", "basics/", "parts/preamble/", "focus-areas/new/", "focus-areas/{area}/", "focus-areas/{area}/delete/",
    "goals/new/", "goals/{goal}/", "goals/{goal}/delete/", "key/", "obligations/new/", "obligations/{duty}/",
    "earlier/part/{part}/", "earlier/focus-area/{area}/", "earlier/goal/{goal}/",
    "obligations/{duty}/delete/", "earlier/point/{point}/",
]  # fmt: skip
WRITE_ONLY = [
    "focus-areas/order/", "focus-areas/restore/", "goals/order/", "goals/restore/",
    "goals/{goal}/points/restore/", "obligations/restore/",
]  # fmt: skip
MISSING = [
    "parts/x/", "focus-areas/999999999/", "focus-areas/99999999999999999999/", "goals/999999999/",
    "goals/999999999/delete/", "obligations/999999999/", "earlier/x/1/", "earlier/goal/999999999/",
]  # fmt: skip


@pytest.fixture
def ids(db) -> dict[str, int]:
    contract = the_contract()
    return _ids(contract)


def _ids(contract: ResultContract) -> dict[str, int]:
    goal = contract.goals.order_by("number").first()
    return {
        "area": contract.focus_areas.first().pk, "goal": goal.pk, "duty": contract.obligations.first().pk,
        "part": contract.parts.get(kind="preamble").pk, "point": goal.targets.first().pk,
    }  # fmt: skip


def answers(role: str) -> int:
    return {"secretariat": 200, "public": 302}.get(role, 404)


@pytest.mark.parametrize("role", ROLES)
def test_reading(role, ids, client_as):
    client = client_as(role)
    seen = {address: client.get(BASE + address.format(**ids)).status_code for address in READ}
    assert seen == dict.fromkeys(READ, answers(role))


@pytest.mark.parametrize("role", [role for role in ROLES if role != "secretariat"])
def test_writing(role, ids, client_as):
    client = client_as(role)
    seen = {
        one: client.post(BASE + one.format(**ids), {"event": "1"}).status_code for one in READ + WRITE_ONLY
    }
    assert seen == dict.fromkeys(READ + WRITE_ONLY, answers(role))


def test_actions_answer_only_to_post(ids, client_as):
    client = client_as("secretariat")
    seen = {address: client.get(BASE + address.format(**ids)).status_code for address in WRITE_ONLY}
    assert seen == dict.fromkeys(WRITE_ONLY, 405)


def test_what_is_not_there(ids, client_as):
    client = client_as("secretariat")
    assert {one: client.get(BASE + one).status_code for one in MISSING} == dict.fromkeys(MISSING, 404)


def test_nothing_crosses_from_one_contract_to_another(ids, client_as):
    client = client_as("secretariat")
    theirs = ResultContract.objects.get(year=2021).goals.first()
    for address in (f"goals/{theirs.pk}/", f"goals/{theirs.pk}/delete/", f"earlier/goal/{theirs.pk}/"):
        assert client.post(BASE + address, {"title": "Ind"}).status_code == 404
    goals = list(ResultContract.objects.get(year=2022).goals.values_list("pk", flat=True))
    order = client.post(
        f"{BASE}goals/order/", {"order": [*goals, theirs.pk]}, headers={"X-Requested-With": "fetch"}
    )
    assert order.status_code == 409
