"""KL writes a framework agreement: itself, its goals, its obligations."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contracts.models import (
    Baseline,
    FrameworkAgreement,
    FrameworkGoal,
    FrameworkTarget,
    Measure,
    Obligation,
    ResultContract,
)
from kkr_portal.demonstration import contracts
from tests.contracts.agreements import BASE, EDIT, NEW, at_goal, the_agreement
from tests.contracts.written import FETCH, fields_of, form_at

GIVEN = {"title": "Aftale 2024–2026", "first_year": "2024", "last_year": "2026", "source": "KL, brev"}


@pytest.fixture
def agreement(db) -> FrameworkAgreement:
    contracts.load_framework()
    return the_agreement()


@pytest.fixture
def client(client_as, agreement):
    return client_as("kl")


def test_a_new_agreement(client):
    answer = client.post(NEW, form_at(client, NEW, **GIVEN, agreed_on="11. oktober 2023"))
    made = FrameworkAgreement.objects.get(title="Aftale 2024–2026")
    assert (answer.url, made.slug) == ("/contracts/frameworks/2024-2026/edit/", "2024-2026")
    assert (list(made.years), made.agreed_on) == ([2024, 2025, 2026], date(2023, 10, 11))
    assert "Ingen mål endnu" in client.get(answer.url).content.decode()


def test_two_agreements_for_the_same_years(client):
    for title in ("Første", "Anden", "Tredje"):
        assert client.post(NEW, form_at(client, NEW, **GIVEN) | {"title": title}).status_code == 302
    slugs = FrameworkAgreement.objects.filter(first_year=2024).order_by("slug").values_list("slug", flat=True)
    assert list(slugs) == ["2024-2026", "2024-2026-2", "2024-2026-3"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"last_year": "2023"}, "Sidste år kan ikke ligge før første år."),
        ({"first_year": "to"}, "«to» kan ikke læses som et helt tal."),
        ({"first_year": "1999"}, "Skriv et årstal fra 2000 til 2100."),
        ({"title": "aftale om rammerne for erhvervshuse 2021–2023"}, "allerede en rammeaftale med den titel"),
        ({"title": ""}, "Dette felt er påkrævet."),
        ({"source": ""}, "Dette felt er påkrævet."),
        ({"agreed_on": "31-02-2021"}, "31-02-2021 er ikke en dato, der findes."),
    ],
)
def test_an_agreement_that_cannot_be(client, changed, sentence):
    html = client.post(NEW, form_at(client, NEW, **GIVEN) | {"parties": "Vi to"} | changed).content.decode()
    assert sentence in html
    assert 'value="Vi to"' in html
    assert FrameworkAgreement.objects.count() == 1


def test_the_years_keep_the_contracts(client_as, db):
    contracts.load()
    client = client_as("kl")
    url = f"{EDIT}basics/"
    html = client.post(url, form_at(client, url, last_year="2021")).content.decode()
    assert "følger aftalen, og 2022 skal være med." in html
    assert client.post(url, form_at(client, url, last_year="2024")).status_code == 302
    assert list(the_agreement().years) == [2021, 2022, 2023, 2024]


def test_the_years_keep_the_goals(client):
    url = f"{EDIT}basics/"
    html = client.post(url, form_at(client, url, first_year="2022")).content.decode()
    assert "gælder kun i 2021, som skal være med." in html


def test_two_write_in_one(client, agreement):
    url = f"{EDIT}basics/"
    typed = form_at(client, url, parties="Ministeriet og KL")
    FrameworkAgreement.objects.filter(pk=agreement.pk).update(parties="Regeringen og KL")
    answer = client.post(url, typed)
    assert [(one.mine, one.stored) for one in answer.context["form"].differences] == [
        ("Ministeriet og KL", "Regeringen og KL")
    ]
    chosen = fields_of(answer.content.decode()) | {"choose_parties": "mine"}
    assert client.post(url, chosen).status_code == 302
    assert the_agreement().parties == "Ministeriet og KL"


def test_an_agreement_without_contracts_is_deleted_after_a_question(client):
    assert "kan ikke fortrydes" in client.get(f"{EDIT}delete/").content.decode()
    assert FrameworkAgreement.objects.count() == 1
    assert client.post(f"{EDIT}delete/").url == "/contracts/frameworks/"
    assert not FrameworkAgreement.objects.exists()
    assert not FrameworkGoal.objects.exists()


def test_an_agreement_with_contracts_is_not_deleted(client_as, db):
    contracts.load()
    answer = client_as("kl").post(f"{EDIT}delete/", follow=True)
    assert "Der er resultatkontrakter efter den" in answer.content.decode()
    assert FrameworkAgreement.objects.count() == 1


def test_an_agreement_whose_goals_a_contract_of_another_uses_is_not_deleted(client_as, db):
    contracts.load()
    other = FrameworkAgreement.objects.create(
        title="En anden", slug="en-anden", first_year=2020, last_year=2023, source="prøve"
    )
    ResultContract.objects.update(framework=other)
    answer = client_as("kl").post(f"{EDIT}delete/", follow=True)
    assert "En resultatkontrakt bruger dens mål" in answer.content.decode()
    assert FrameworkAgreement.objects.count() == 2


def test_a_goal_is_added_and_rewritten(client, agreement):
    url = f"{EDIT}goals/new/"
    answer = client.post(url, form_at(client, url, title="Eksport", only_year="2022", motivation="Fordi."))
    goal = agreement.goals.get(title="Eksport")
    assert (goal.number, goal.only_year, answer.url) == (9, 2022, at_goal(goal))
    client.post(at_goal(goal), form_at(client, at_goal(goal), title="Eksport og vækst", only_year=""))
    goal.refresh_from_db()
    assert (goal.title, goal.only_year) == ("Eksport og vækst", None)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"number": "2"}, "Nummer 2 er brugt af «Bred geografisk spredning». Vælg et andet."),
        ({"number": "0"}, "Nummeret er mindst 1."),
        ({"only_year": "2024"}, "Aftalen gælder 2021–2023 og ikke 2024."),
        ({"title": ""}, "Dette felt er påkrævet."),
    ],
)
def test_a_goal_that_cannot_be(client, agreement, changed, sentence):
    goal = agreement.goals.get(number=1)
    html = client.post(at_goal(goal), form_at(client, at_goal(goal), motivation="Min egen") | changed)
    assert sentence in html.content.decode()
    assert "Min egen" in html.content.decode()
    assert agreement.goals.get(pk=goal.pk).motivation == goal.motivation


def test_goals_change_places_while_somebody_writes(client, agreement):
    """The numbers follow the list; a form that did not touch its number leaves the new order."""
    first, second = agreement.goals.get(number=1), agreement.goals.get(number=2)
    typed = form_at(client, at_goal(first), title="Kendskab")
    order = list(agreement.goals.order_by("number").values_list("pk", flat=True))
    order[0], order[1] = order[1], order[0]
    answer = client.post(f"{EDIT}goals/order/", {"order": order}, headers=FETCH)
    assert answer.status_code == 204
    assert client.post(at_goal(first), typed).status_code == 302
    numbers = dict(agreement.goals.filter(pk__in=[first.pk, second.pk]).values_list("title", "number"))
    assert numbers == {"Kendskab": 2, "Bred geografisk spredning": 1}


def test_two_write_in_one_goal(client, agreement):
    goal = agreement.goals.get(number=3)
    typed = form_at(client, at_goal(goal), title="Min titel")
    FrameworkGoal.objects.filter(pk=goal.pk).update(title="Din titel")
    answer = client.post(at_goal(goal), typed)
    assert [(one.mine, one.stored) for one in answer.context["form"].differences] == [
        ("Min titel", "Din titel")
    ]


def test_a_goal_deleted_while_somebody_writes_becomes_a_new_one(client, agreement):
    goal = agreement.goals.get(number=3)
    url = at_goal(goal)
    typed = form_at(client, url, title="Reddet")
    goal.delete()
    answer = client.post(url, typed)
    assert "slettet af en anden, mens du skrev" in answer.content.decode()
    fields = fields_of(answer.content.decode())
    assert client.post(f"{EDIT}goals/new/", fields).status_code == 302
    assert agreement.goals.get(title="Reddet").number == 3


def test_a_deleted_goal_comes_back_with_all_that_went_with_it(client, agreement):
    goal = agreement.goals.get(number=1)
    before = _below(goal)
    assert min(before) > 0
    assert "målinger, målepunkter og udgangspunkter" in client.get(f"{at_goal(goal)}delete/").content.decode()
    client.post(f"{at_goal(goal)}delete/")
    assert not agreement.goals.filter(pk=goal.pk).exists()
    event = client.get(EDIT).context["deleted_goals"].get()
    client.post(f"{EDIT}goals/restore/", {"event": event.pgh_id})
    assert _below(agreement.goals.get(number=1)) == before
    again = client.post(f"{EDIT}goals/restore/", {"event": event.pgh_id}, follow=True)
    assert "Det kan ikke gendannes" in again.content.decode()


def _below(goal: FrameworkGoal) -> tuple[int, int, int]:
    measures = Measure.objects.filter(goal=goal)
    targets, baselines = FrameworkTarget.objects.filter(measure__in=measures), Baseline.objects
    return measures.count(), targets.count(), baselines.filter(measure__in=measures).count()


def test_a_goal_in_a_contract_is_not_deleted(client_as, db):
    contracts.load()
    goal = the_agreement().goals.get(number=1)
    answer = client_as("kl").post(f"{at_goal(goal)}delete/", follow=True)
    assert "kan ikke slettes: Det står i en resultatkontrakt" in answer.content.decode()
    assert FrameworkGoal.objects.filter(pk=goal.pk).exists()


def test_an_obligation_is_added_changed_deleted_and_brought_back(client, agreement):
    url = f"{EDIT}obligations/new/"
    typed = form_at(client, url, title="Årsmøde", place="rammeaftalen, afsnit 9", due_month="5")
    assert client.post(url, typed).status_code == 302
    duty = agreement.obligations.get(title="Årsmøde")
    assert duty.due_on(2022) == date(2022, 5, 31)
    assert "Årsmøde" in client.get(BASE).content.decode()
    one = f"{EDIT}obligations/{duty.pk}/"
    client.post(one, form_at(client, one, year_offset="1"))
    client.post(f"{one}delete/")
    assert not Obligation.objects.filter(pk=duty.pk).exists()
    event = client.get(EDIT).context["deleted_obligations"].get()
    client.post(f"{EDIT}obligations/restore/", {"event": event.pgh_id})
    assert agreement.obligations.get(title="Årsmøde").due_on(2022) == date(2023, 5, 31)


@pytest.mark.parametrize("event", ["", "x", "99999999999999999999", "1"])
def test_nothing_to_bring_back(client, event):
    answer = client.post(f"{EDIT}goals/restore/", {"event": event}, follow=True)
    assert "Det kan ikke gendannes" in answer.content.decode()


def test_more_goals_cost_no_query_more(client, agreement):
    def queries() -> int:
        client.get(EDIT)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(EDIT).status_code == 200
        return len(asked)

    before = queries()
    for number in range(10, 30):
        goal = FrameworkGoal.objects.create(agreement=agreement, number=number, title=f"Mål {number}")
        Measure.objects.create(goal=goal, position=1, name="x", source="x")
        Obligation.objects.create(agreement=agreement, title=f"Pligt {number}", place="aftalen")
    assert queries() == before
