"""Every address where a framework agreement is written, against every role: KL, and nobody else."""

import pytest

from kkr_portal.demonstration import contracts
from tests.conftest import ROLES
from tests.contracts.agreements import BASE, EDIT, NEW, the_agreement

READ = [
    "", "basics/", "delete/", "places/", "goals/new/", "goals/{goal}/", "goals/{goal}/delete/",
    "goals/{goal}/measures/new/", "goals/{goal}/measures/{measure}/",
    "goals/{goal}/measures/{measure}/delete/", "goals/{goal}/measures/{measure}/baselines/",
    "obligations/new/", "obligations/{duty}/", "obligations/{duty}/delete/",
]  # fmt: skip
WRITE_ONLY = [
    "goals/order/", "goals/restore/", "goals/{goal}/measures/order/", "goals/{goal}/measures/restore/",
    "goals/{goal}/measures/{measure}/restore/", "obligations/restore/",
]  # fmt: skip
MISSING = [
    "goals/999999999/", "goals/999999999/delete/", "goals/{goal}/measures/999999999/",
    "goals/{other}/measures/{measure}/", "goals/{other}/measures/{measure}/baselines/",
    "obligations/999999999/", "obligations/{foreign}/",
]  # fmt: skip


@pytest.fixture
def ids(db) -> dict[str, int]:
    contract = contracts.load()
    agreement = the_agreement()
    goal = agreement.goals.get(number=1)
    return {
        "goal": goal.pk, "measure": goal.measures.first().pk, "duty": agreement.obligations.first().pk,
        "other": agreement.goals.get(number=2).pk, "foreign": contract.obligations.first().pk,
    }  # fmt: skip


def answers(role: str) -> int:
    return {"kl": 200, "public": 302}.get(role, 404)


@pytest.mark.parametrize("role", ROLES)
def test_reading(role, ids, client_as):
    client = client_as(role)
    seen = {address: client.get(EDIT + address.format(**ids)).status_code for address in READ}
    # An agreement that contracts build on is not asked about: it says why it can't go.
    expected = dict.fromkeys(READ, answers(role)) | ({"delete/": 302} if role == "kl" else {})
    assert seen == expected
    assert client.get(NEW).status_code == answers(role)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "kl"])
def test_writing(role, ids, client_as):
    client = client_as(role)
    seen = {
        one: client.post(EDIT + one.format(**ids), {"event": "1"}).status_code for one in READ + WRITE_ONLY
    }
    assert seen == dict.fromkeys(READ + WRITE_ONLY, answers(role))
    assert client.post(NEW, {"title": "Ny"}).status_code == answers(role)


@pytest.mark.parametrize("role", ROLES)
def test_the_links_to_writing_are_kls_alone(role, ids, client_as):
    client = client_as(role)
    page, listing = client.get(BASE).content.decode(), client.get("/contracts/frameworks/").content.decode()
    assert (f'href="{EDIT}"' in page) == (role == "kl")
    assert (f'href="{NEW}"' in listing) == (role == "kl")


def test_actions_answer_only_to_post(ids, client_as):
    client = client_as("kl")
    seen = {address: client.get(EDIT + address.format(**ids)).status_code for address in WRITE_ONLY}
    assert seen == dict.fromkeys(WRITE_ONLY, 405)


def test_what_is_not_there(ids, client_as):
    client = client_as("kl")
    found = {one: client.get(EDIT + one.format(**ids)).status_code for one in MISSING}
    assert found == dict.fromkeys(MISSING, 404)
    assert client.get("/contracts/frameworks/nowhere/edit/").status_code == 404
