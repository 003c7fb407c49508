"""The pages about personal data: open, one's own, and the administrator's."""

import io
import json
import zipfile

import pytest
from django.test import Client

from kkr_portal.privacy.kept import KEPT
from kkr_portal.registry.models import Person
from tests.privacy.conftest import ADDRESS, FORMER


@pytest.fixture
def office(administrator) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def test_everyone_reads_what_is_kept(client, db):
    page = client.get("/privacy/").content.decode()
    assert all(one.what in page for one in KEPT)
    assert "Find en person" not in page
    assert 'href="/privacy/"' in client.get("/").content.decode()


def test_ones_own_as_a_page_and_as_files(anna):
    client = Client()
    client.force_login(anna.user)
    page = client.get("/privacy/mine/").content.decode()
    assert (ADDRESS in page, "192.0.2.7" in page, "Slet oplysninger" in page) == (True, True, False)
    answer = client.get("/privacy/mine/all.zip")
    assert "Persondata Anna Ahorn" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        told = json.loads(archive.read("Oplysninger.json"))
        assert ADDRESS in archive.read("Oversigt.html").decode()
    contact = next(one for one in told if one["art"] == "Kontaktoplysninger")
    assert contact["rækker"] == [{"E-mail": ADDRESS, "Telefon": "87654321"}]
    assert contact["tidligere"][0]["E-mail"] == FORMER


@pytest.mark.parametrize("role", ["public", "secretariat", "kl", "member", "business_house"])
def test_nobody_elses_but_for_administrators(client_as, anna, role):
    client = client_as(role)
    for address in ("people/", f"people/{anna.person.pk}/", f"people/{anna.person.pk}/all.zip",
                    f"people/{anna.person.pk}/erase/", f"users/{anna.user.pk}/"):  # fmt: skip
        assert client.get(f"/privacy/{address}").status_code in (302, 404)
    client.post(f"/privacy/people/{anna.person.pk}/erase/", {"reason": "Prøve"})
    assert Person.objects.get(pk=anna.person.pk).email == ADDRESS


@pytest.mark.parametrize("asked", ["anna ahorn", "AHORN", "ahorn@example"])
def test_found_by_name_or_address(office, anna, asked):
    page = office.get("/privacy/people/", {"q": asked}).content.decode()
    assert f'href="/privacy/people/{anna.person.pk}/"' in page


@pytest.mark.parametrize("asked", ["", "\0", "%", "findesikke", "æ" * 5000])
def test_nobody_found(office, anna, asked):
    answer = office.get("/privacy/people/", {"q": asked})
    assert (answer.status_code, "Anna Ahorn" in answer.content.decode()) == (200, False)


def test_a_user_without_a_person_is_found_too(office, user_with):
    user = user_with("kl")
    page = office.get("/privacy/people/", {"q": "kl@example"}).content.decode()
    assert f'href="/privacy/users/{user.pk}/"' in page
    assert user.email in office.get(f"/privacy/users/{user.pk}/").content.decode()


def test_asked_first_and_then_erased(office, anna):
    address = f"/privacy/people/{anna.person.pk}/erase/"
    page = office.get(address).content.decode()
    assert ("Det kan ikke fortrydes" in page, "Kontaktoplysninger (1)" in page) == (True, True)
    answer = office.post(address, {"reason": "Bad om det"}, follow=True)
    assert answer.redirect_chain == [("/privacy/people/", 302)]
    page = answer.content.decode()
    assert "Oplysningerne om Anna Ahorn er slettet" in page
    assert "Bad om det" in page
    assert Person.objects.get(pk=anna.person.pk).email == ""


def test_without_a_reason_it_is_said_at_its_place(office, anna):
    answer = office.post(f"/privacy/people/{anna.person.pk}/erase/", {"reason": " "})
    page = answer.content.decode()
    assert (answer.status_code, 'id="reason-error"' in page) == (400, True)
    assert Person.objects.get(pk=anna.person.pk).email == ADDRESS


def test_what_is_in_the_way_is_said_and_there_is_no_button(office, administrator):
    page = office.get(f"/privacy/users/{administrator.pk}/erase/").content.decode()
    assert ("Du kan ikke slette dig selv" in page, 'name="reason"' in page) == (True, False)
