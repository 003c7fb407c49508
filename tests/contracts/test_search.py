"""What of the contracts is found, and by whom: a draft by those who read it before it is published."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from contracts.models import ContractPart, FocusArea, Goal, ResultContract
from kkr_portal.search.finding import asked, search
from tests.conftest import ROLES
from tests.contracts.written import the_contract

INSIDE = {"secretariat", "kl", "board_member", "business_house"}


@pytest.fixture
def hits(user_with):
    users = {}

    def look(role: str, text: str, **narrowed) -> list[tuple[str, str]]:
        if role not in users:
            users[role] = user_with(role) or AnonymousUser()
        groups = search(users[role], asked(text, kind="contracts", **narrowed))
        return [(one.hit.title, one.hit.url) for group in groups for one in group.found]

    return look


@pytest.fixture
def contract(db) -> ResultContract:
    contract = the_contract()
    part = contract.parts.get(kind=ContractPart.Kind.ECONOMY)
    part.text = "Her står kodeordet."
    part.save()
    Goal.objects.filter(contract=contract, number=2).update(method="Hemmelige metoder")
    FocusArea.objects.filter(contract=contract, position=1).update(text="Det særlige zonter")
    return contract


def test_parts_goals_and_focus_areas_at_their_places(hits, contract):
    at = contract.get_absolute_url()
    assert hits("kl", "kodeord") == [("Økonomi", f"{at}#oekonomi")]
    assert [url for _, url in hits("kl", "hemmelig metode")] == [f"{at}#maal-2"]
    assert [url for _, url in hits("kl", "zonter")] == [f"{at}#indsatsomraader"]
    assert len(hits("kl", "kodeord", year=contract.year, council_id=contract.council_id)) == 1
    assert hits("kl", "kodeord", year=contract.year + 1) == []


def test_a_draft_is_found_by_who_reads_it(hits, contract):
    assert {role for role in ROLES if hits(role, "kodeord")} == INSIDE
    assert {role for role in ROLES if hits(role, "hemmelige metoder")} == INSIDE


def test_a_published_contract_is_found_by_everyone(hits, contract):
    ResultContract.objects.filter(pk=contract.pk).update(status="published", published_on=date(2022, 1, 2))
    assert {role for role in ROLES if hits(role, "kodeord")} == set(ROLES)
