"""The history page: who may read it, what it shows, and in how many queries."""

import csv
import io
import re

import pghistory
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kkr_portal.access.models import Role, User
from kkr_portal.history.tracked import council_id_of
from kkr_portal.registry.models import Council, Organisation
from tests.conftest import PASSWORD, ROLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    return Organisation.objects.create(name="Prøveforeningen", kind="business", source="test")


@pytest.fixture
def administrator(client) -> User:
    user = User.objects.create_superuser("admin@example.dk", PASSWORD, first_name="Ida", last_name="Ås")
    client.force_login(user)
    return user


def url(row) -> str:
    return f"/history/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/"


def text_of(response) -> str:
    main = re.search(r"<main.*</main>", response.text, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def statuses(client_as, address: str) -> dict[str, int | str]:
    found = {}
    for role in ROLES:
        response = client_as(role).get(address)
        found[role] = response.get("Location", response.status_code)
    return found


SIGN_IN = "/access/sign-in/?next="


def test_national_things_are_for_kl(client_as, organisation):
    address = url(organisation)
    assert statuses(client_as, address) == dict.fromkeys(ROLES, 404) | {
        "public": SIGN_IN + address,
        "kl": 200,
    }


@pytest.mark.parametrize("deleted", [False, True])
def test_a_councils_things_are_for_its_secretariat_and_kl(client_as, council, monkeypatch, deleted):
    monkeypatch.setattr(Role, "council_path", "council", raising=False)
    user = User.objects.create_user("bo@example.dk", PASSWORD)
    role = Role.objects.create(user=user, kind="member", council=council)
    address = url(role)
    if deleted:
        role.delete()
    assert statuses(client_as, address) == (
        dict.fromkeys(ROLES, 404) | {"public": SIGN_IN + address, "secretariat": 200, "kl": 200}
    )


def test_the_way_to_the_council(council, monkeypatch):
    """Over two foreign keys, live, after the first row is gone, and where nothing ever was."""
    from kkr_portal.registry.models import BusinessHouse

    monkeypatch.setattr(Role, "council_path", "business_house__council", raising=False)
    monkeypatch.setattr(Council, "council_path", "", raising=False)
    house = BusinessHouse.objects.get(slug="midtjylland")
    user = User.objects.create_user("bo@example.dk", PASSWORD)
    role = Role.objects.create(user=user, kind="board_member", business_house=house)
    pk = role.pk
    assert council_id_of(Role, pk) == council.pk
    role.delete()
    rows = [(Role, pk), (Role, 0), (Council, 7), (User, 1)]
    assert [council_id_of(*row) for row in rows] == [council.pk, None, 7, None]


@pytest.mark.parametrize(
    "address",
    [
        "/history/registry/organisation/999999/",
        "/history/registry/organisation/99999999999999999999999/",
        "/history/registry/nothing/1/",
        "/history/nothing/organisation/1/",
        "/history/registry/organisationevent/1/",
        "/history/sessions/session/1/",
    ],
)
def test_what_has_no_history_is_not_found(client, administrator, address):
    assert client.get(address).status_code == 404


def test_the_page(client, administrator, organisation):
    with pghistory.context(user=administrator.pk, reason="Nyt navn"):
        Organisation.objects.filter(pk=organisation.pk).update(name="DE <b>")
    at = r"\d{1,2}\. [a-z]+ \d{4} kl\. \d\d\.\d\d"
    assert re.fullmatch(
        r"Historik Organisation: DE &lt;b&gt; "
        rf"{at} : ændret Af: Ida Ås Begrundelse: Nyt navn Navn fra Prøveforeningen til DE &lt;b&gt; "
        rf"{at} : oprettet Af: Uden for portalen \(kommandolinje eller database\) "
        r"Navn Prøveforeningen Art erhvervsorganisation Kilde test Hent hele historikken: Excel \(XLSX\) CSV",
        text_of(client.get(url(organisation))),
    )


def test_the_file_has_a_row_for_each_field(client, administrator, organisation):
    organisation.name = "=DE"
    organisation.save()
    text = client.get(f"{url(organisation)}history.csv").content.decode("utf-8-sig")
    rows = [row[4:] for row in csv.reader(io.StringIO(text), delimiter=";")]
    assert rows == [
        ["Felt", "Fra", "Til"],
        ["navn", "Prøveforeningen", "'=DE"],
        ["navn", "", "Prøveforeningen"],
        ["art", "", "erhvervsorganisation"],
        ["kilde", "", "test"],
    ]


def test_a_deleted_object(client, administrator, organisation):
    address = url(organisation)
    organisation.delete()
    text = text_of(client.get(address))
    assert text.startswith("Historik Organisation: Prøveforeningen (slettet) ")
    assert " slettet Af: " in text


def queries(user: User, row) -> int:
    """How many queries the history page of ``row`` takes."""
    browser = Client()
    browser.force_login(user)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url(row)).status_code == 200
    return len(captured)


def test_as_many_queries_for_a_hundred_events_as_for_one(administrator, council):
    """Made by a hundred users, with a foreign key that changes each time."""
    someone = User.objects.create_user("bo@example.dk", PASSWORD)
    with pghistory.context(user=administrator.pk):
        role = Role.objects.create(user=someone, kind="member", council=council)
    one = queries(administrator, role)
    councils = list(Council.objects.all())
    for number in range(100):
        with pghistory.context(user=User.objects.create_user(f"{number}@example.dk").pk):
            Role.objects.filter(pk=role.pk).update(council=councils[number % len(councils)])
    assert queries(administrator, role) == one


def test_as_many_queries_for_many_rows_below_as_for_one(administrator, monkeypatch):
    monkeypatch.setattr(User, "history_children", ["roles"], raising=False)
    someone = User.objects.create_user("bo@example.dk", PASSWORD)
    councils = list(Council.objects.all())
    with pghistory.context(user=administrator.pk):
        Role.objects.create(user=someone, kind="member", council=councils[0])
        Role.objects.create(user=someone, kind="secretariat", council=councils[0]).delete()
    one = queries(administrator, someone)
    for place in councils[1:]:
        Role.objects.create(user=someone, kind="member", council=place)
        Role.objects.create(user=someone, kind="secretariat", council=place).delete()
    assert queries(administrator, someone) == one


def test_pages_of_fifty(client, administrator, organisation):
    for number in range(60):
        Organisation.objects.filter(pk=organisation.pk).update(note=str(number))
    first, second = client.get(url(organisation)), client.get(url(organisation) + "?page=2")
    assert [len(page.context["entries"]) for page in (first, second)] == [50, 11]
    assert [entry.what for entry in second.context["entries"]] == ["ændret"] * 10 + ["oprettet"]
    assert ("Ældre ændringer" in first.text, "Nyere ændringer" in second.text) == (True, True)
    assert client.get(url(organisation) + "?page=x").context["page"].number == 1
