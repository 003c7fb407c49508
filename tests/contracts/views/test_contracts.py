"""The list of contracts, a new one, and the page that reads like the document; the framework's page."""

from datetime import date

import pytest

from contracts.models import ContractPart, FrameworkAgreement, ResultContract
from kkr_portal.demonstration import contracts as demonstration
from kkr_portal.registry.models import BusinessHouse
from tests.conftest import ROLES

LIST, PAGE = "/contracts/", "/contracts/midtjylland/2022/"
READS_DRAFTS = {"secretariat", "kl", "business_house", "board_member"}


@pytest.fixture
def contract(db):
    return demonstration.load()


@pytest.fixture
def agreement(db):
    return FrameworkAgreement.objects.create(
        title="Rammer", slug="rammer", first_year=2021, last_year=2023, source="prøve"
    )


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_a_draft_is_listed_and_opens_for_its_own_people_and_kl(contract, client_as, role):
    client = client_as(role)
    inside = role in READS_DRAFTS
    assert ("Erhvervshus Midtjylland" in text_of(client, LIST)) is inside
    assert client.get(PAGE).status_code == (200 if inside else 404)
    assert client.get(f"{PAGE}contract.pdf").status_code == (200 if inside else 404)
    listed = client.get(f"{LIST}contracts.csv").content.decode()
    assert ("Erhvervshus Midtjylland" in listed) is inside


def test_the_list_is_narrowed_and_says_when_nothing_fits(contract, client_as):
    client = client_as("secretariat")
    assert text_of(client, f"{LIST}?year=2022").count(PAGE) == 1
    assert "2021/" not in text_of(client, f"{LIST}?year=2022").split("<tbody>")[1]
    assert "Ingen kontrakter passer" in text_of(client, f"{LIST}?status=signed")
    assert "Ingen kontrakter passer" in text_of(client, f"{LIST}?kkr=sjaelland")
    assert client.get(f"{LIST}?kkr=atlantis").status_code == 404
    assert client.get(f"{LIST}contracts.pdf").status_code == 404


def test_an_empty_list_says_what_to_do(db, client_as):
    assert "Opret den første" in text_of(client_as("secretariat"), LIST)
    assert "underskrevet og offentliggjort" in text_of(client_as("public"), LIST)


def test_the_list_costs_as_many_queries_with_120_contracts(contract, client_as, django_assert_num_queries):
    client = client_as("kl")
    client.get(LIST)
    with django_assert_num_queries(8, exact=False) as few:
        client.get(LIST)
    for house in BusinessHouse.objects.all():
        ResultContract.objects.bulk_create(
            ResultContract(
                council_id=house.council_id, business_house=house, year=year, framework=contract.framework,
                in_force_on=date(year, 1, 1),
            )
            for year in range(2030, 2050)
        )  # fmt: skip
    with django_assert_num_queries(len(few)):
        client.get(LIST)


def new(client, **fields):
    house = fields.pop("house", "midtjylland")
    values = {"business_house": BusinessHouse.objects.get(slug=house).pk, "year": "2022", **fields}
    return client.post(f"{LIST}new/", values)


def test_a_new_contract_has_its_parts_and_the_frameworks_goals(client_as):
    agreement = demonstration.load_framework() if not FrameworkAgreement.objects.exists() else None
    answer = new(client_as("secretariat"), framework=agreement.pk, with_goals="on")
    assert answer["Location"] == PAGE
    made = ResultContract.objects.get()
    assert (made.in_force_on, made.status) == (date(2022, 1, 1), "draft")
    assert {part.kind for part in made.parts.all()} == set(ContractPart.Kind.values)
    assert [goal.title for goal in made.goals.all()] == [
        goal.title for goal in agreement.goals.all() if goal.holds_in(2022)
    ]
    assert {target.due_year for goal in made.goals.all() for target in goal.targets.all()} == {2022}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"house": "sjaelland"}, "hører til KKR"),
        ({"year": "2024"}, "Rammeaftalen gælder 2021–2023 og ikke 2024"),
        ({"year": "i år"}, "Skriv året med fire cifre"),
        ({"framework": ""}, "Dette felt er påkrævet"),
    ],
)
def test_what_can_not_be_a_contract(agreement, client_as, fields, says):
    answer = new(client_as("secretariat"), **({"framework": agreement.pk} | fields))
    assert says in answer.content.decode()
    assert not ResultContract.objects.exists()


def test_the_same_house_and_year_twice(agreement, client_as):
    client = client_as("secretariat")
    new(client, framework=agreement.pk)
    answer = new(client, framework=agreement.pk)
    assert "Erhvervshuset har allerede en resultatkontrakt for det år." in answer.content.decode()
    assert ResultContract.objects.count() == 1


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"secretariat", "other_secretariat", "public"}))
def test_only_secretariats_make_contracts(agreement, client_as, role):
    assert client_as(role).get(f"{LIST}new/").status_code == 404


def test_the_page_reads_like_the_document(contract, client_as):
    page = text_of(client_as("secretariat"), PAGE)
    places = [page.index(f'<h2 id="{anchor}"') for anchor in (
        "indledning", "huset", "opfoelgning", "indsatsomraader", "oekonomi", "ikrafttraeden", "maal",
    )]  # fmt: skip
    assert places == sorted(places)
    key = page[page.index("Fordelingsnøgle, basisbevilling") :]
    assert key[: key.index("</tbody>")].count('<th scope="row">') == 19
    assert "39.010" in key
    assert "Rækkerne giver 39.009" in key
    assert page.count('class="goal"') == 8
    assert "Formand for KKR Midtjylland" in page
    assert "Net Promoter Score: en Net Promoter Score på mindst 70 (2022)" in page
    assert 'href="#note-1"' in page
    assert 'id="note-1"' in page


def test_what_is_to_be_decided_is_told_inside_only(contract, client_as, client):
    assert "Mangler en beslutning" in text_of(client_as("secretariat"), PAGE)
    ResultContract.objects.filter(pk=contract.pk).update(status="published", published_on=date(2022, 1, 2))
    page = text_of(client, PAGE)
    assert "Mangler en beslutning" not in page
    assert "Redigér" not in page


def test_the_page_costs_as_many_queries_with_many_goals(contract, client_as, django_assert_num_queries):
    client = client_as("secretariat")
    client.get(PAGE)
    with django_assert_num_queries(40, exact=False) as few:
        client.get(PAGE)
    for house in BusinessHouse.objects.all():
        for year in range(2030, 2034):
            ResultContract.objects.create(
                council_id=house.council_id, business_house=house, year=year, framework=contract.framework,
                in_force_on=date(year, 1, 1),
            )  # fmt: skip
    last = contract.goals.last()
    for number in range(20, 30):
        last.pk, last.number = None, number
        last._state.adding = True
        last.save()
    with django_assert_num_queries(len(few)):
        client.get(PAGE)


@pytest.mark.parametrize("role", ROLES)
def test_the_framework_agreement_is_open_to_everyone(contract, client_as, role):
    client = client_as(role)
    assert "Aftale om rammerne" in text_of(client, f"{LIST}frameworks/")
    page = text_of(client, f"{LIST}frameworks/2021-2023/")
    assert page.count('class="goal"') == 8
    for said in ("Mindst 45 pct.", "Kun 2021", "September 2020".lower(), "Samsø", "afsnit 8"):
        assert said in page
    assert client.get(f"{LIST}frameworks/2021-2023/framework.pdf").status_code == 200
    assert client.get(f"{LIST}frameworks/2030/").status_code == 404
