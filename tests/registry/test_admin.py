import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from kkr_portal.access.models import User
from kkr_portal.registry.models import Mandate, Municipality, Person
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

MODELS = [model for model in apps.get_app_config("registry").get_models() if not hasattr(model, "pgh_id")]
OURS = [model.__name__ for model in MODELS]


@pytest.fixture
def client(db) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("drift@example.dk", PASSWORD))
    return client


def page(model, name: str, *args: object) -> str:
    return reverse(f"admin:registry_{model._meta.model_name}_{name}", args=args)


@pytest.mark.parametrize("model", MODELS, ids=OURS)
def test_every_model_has_a_useful_admin(model):
    its = admin.site.get_model_admin(model)
    assert "source" in its.list_display
    assert len(its.list_display) >= 3
    assert its.search_fields


@pytest.mark.parametrize("model", MODELS, ids=OURS)
def test_list_search_add_and_change_pages_open(client, model):
    mandate = make_mandate()  # people and mandates do not come with the portal
    row = {Mandate: mandate, Person: mandate.person}.get(model) or model.objects.first()
    assert [
        client.get(address).status_code
        for address in (
            page(model, "changelist"),
            page(model, "changelist") + "?q=aarhus",
            page(model, "add"),
            page(model, "change", row.pk),
            page(model, "delete", row.pk),
        )
    ] == [200] * 5


@pytest.mark.parametrize("model", MODELS, ids=OURS)
def test_source_is_required(client, model):
    errors = client.post(page(model, "add"), {}).context["adminform"].form.errors
    assert errors["source"] == ["Dette felt er påkrævet."]


@pytest.mark.parametrize("model", MODELS, ids=OURS)
def test_closed_to_staff_without_permission(model):
    client = Client()
    client.force_login(User.objects.create_user("uden@example.dk", PASSWORD, is_staff=True))
    assert client.get(page(model, "changelist"), follow=True).status_code == 404


def make_mandate(number: int = 0) -> Mandate:
    return baker.make(
        Mandate,
        person=baker.make(Person, given_name="Bo", family_name=f"Prøve {number}", invented=True),
        municipality=baker.make(Municipality, code=f"{number:03}", name=f"By {number}"),
        period=("2022-01-01", None),
        office="mayor",
        source="prøve",
    )


@pytest.mark.parametrize("model", [Mandate, Person, Municipality], ids=lambda model: model.__name__)
def test_as_many_queries_at_one_row_as_at_many(client, model):
    make_mandate()
    client.get(page(model, "changelist"))
    with CaptureQueriesContext(connection) as few:
        client.get(page(model, "changelist"))
    for number in range(1, 30):
        make_mandate(number)
    with CaptureQueriesContext(connection) as many:
        client.get(page(model, "changelist"))
    assert len(many) == len(few)


def mandate_form(**changes: object) -> dict[str, object]:
    return {
        "person": Person.objects.get(family_name="Først").pk,
        "municipality": Municipality.objects.get(code="751").pk,
        "office": "mayor",
        "period_0": "01.01.2022",
        "period_1": "01.01.2026",
        "source": "prøve",
    } | changes


def test_a_mandate_is_typed_with_danish_dates(client):
    baker.make(Person, family_name="Først")
    response = client.post(page(Mandate, "add"), mandate_form())
    assert response.status_code == 302
    period = Mandate.objects.get().period
    assert (str(period.lower), str(period.upper)) == ("2022-01-01", "2026-01-01")


def test_overlaps_and_impossible_dates_are_told_in_danish(client):
    baker.make(Person, family_name="Først")
    client.post(page(Mandate, "add"), mandate_form())

    def complaints(**changes: object) -> list[str]:
        form = client.post(page(Mandate, "add"), mandate_form(**changes)).context["adminform"].form
        return [message for messages in form.errors.values() for message in messages]

    assert {
        "same again": complaints(),
        "another mayor": complaints(person=baker.make(Person).pk, period_0="01.06.2023"),
        "31 February": complaints(period_0="31.02.2021"),
        "backwards": complaints(period_0="01.01.2027"),
    } == {
        "same again": [
            "Personen har allerede et mandat i den periode.",
            "Kommunen har allerede en borgmester i den periode.",
        ],
        "another mayor": ["Kommunen har allerede en borgmester i den periode."],
        "31 February": ["Indtast en gyldig dato."],
        "backwards": ["Starten af intervallet kan ikke overstige slutningen af intervallet."],
    }
