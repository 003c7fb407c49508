"""What of the contracts is found, and by whom: a draft by those who read it before it is published."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from contracts.models import (
    Addendum,
    ContractPart,
    FocusArea,
    FrameworkAgreement,
    FrameworkGoal,
    FrameworkTarget,
    Goal,
    Obligation,
    ResultContract,
    Target,
)
from kkr_portal.search.finding import asked, search
from tests.conftest import ROLES
from tests.contracts.reported import a_contract, a_report, accepted, measured
from tests.contracts.written import the_contract

INSIDE = {"secretariat", "kl", "board_member", "business_house"}


@pytest.fixture
def users(user_with):
    return {role: user_with(role) or AnonymousUser() for role in ROLES}


@pytest.fixture
def hits(users):
    def look(role: str, text: str, **narrowed) -> list[tuple[str, str]]:
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


@pytest.fixture
def finders(users):
    """The roles that find anything, of any kind."""

    def look(text: str) -> set[str]:
        return {role for role, user in users.items() if search(user, asked(text))}

    return look


def test_points_duties_and_addenda_by_the_contract(finders, hits, contract):
    at = contract.get_absolute_url()
    target = Target.objects.filter(goal__contract=contract, goal__number=1).first()
    Target.objects.filter(pk=target.pk).update(wording="Et zebrastribet målepunkt")
    Obligation.objects.create(contract=contract, title="Zirkusbesøg hvert år", place="kontrakten")
    Addendum.objects.create(contract=contract, number=1, title="Om zoner", text="Zinnober")
    assert [url for _, url in hits("secretariat", "zebrastribet")] == [f"{at}#maal-1"]
    assert hits("secretariat", "zirkusbesøg") == [("Pligt: Zirkusbesøg hvert år", at)]
    assert hits("secretariat", "zinnober") == [("Tillæg 1: Om zoner", f"{at}#tillaeg")]
    for word in ("zebrastribet", "zirkusbesøg", "zinnober"):
        assert finders(word) == INSIDE
    ResultContract.objects.filter(pk=contract.pk).update(status="published", published_on=date(2022, 1, 2))
    assert finders("zebrastribet") == finders("zirkusbesøg") == set(ROLES)
    assert finders("zinnober") == INSIDE  # a draft still


def test_a_report_is_found_by_everyone_once_it_is_accepted(finders, db):
    report = a_report(a_contract(published=True), method="Kvaderrodsmetoden")
    measured(report, "activity", value=1, comment="Talt med quipu")
    assert finders("kvaderrodsmetoden") == finders("quipu") == INSIDE
    accepted(report)
    assert finders("kvaderrodsmetoden") == finders("quipu") == set(ROLES)


def test_the_framework_is_everyones(finders, contract):
    agreement = contract.framework
    goal = FrameworkGoal.objects.filter(agreement=agreement).order_by("number").first()
    FrameworkAgreement.objects.filter(pk=agreement.pk).update(introduction="Om kvantespring")
    FrameworkGoal.objects.filter(pk=goal.pk).update(motivation="Derfor querulanter")
    FrameworkTarget.objects.filter(measure__goal=goal).update(wording="Mindst ti quadriller")
    Obligation.objects.create(agreement=agreement, title="Quizaften", place="afsnit 9")
    for word in ("kvantespring", "querulanter", "quadriller", "quizaften"):
        assert finders(word) == set(ROLES)
    (group,) = search(AnonymousUser(), asked("querulanter"))
    assert [one.hit.url for one in group.found] == [f"{agreement.get_absolute_url()}#maal-{goal.number}"]
