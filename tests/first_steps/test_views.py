"""The pages of a starting term: in general for everyone, one KKR's standing for those inside."""

import pytest
from django.urls import reverse

from kkr_portal.first_steps.steps import STEPS
from tests.conftest import ROLES

ADDRESS = "/help/first-steps/midtjylland/"
INSIDE = {"secretariat", "kl"}


@pytest.mark.parametrize("role", ROLES)
def test_how_far_a_kkr_is_is_for_those_inside(role, client_as, council):
    client = client_as(role)
    answer = client.get(ADDRESS)
    assert answer.status_code == (200 if role in INSIDE else 302 if role == "public" else 404)
    if role in INSIDE:
        page = answer.content.decode()
        assert "0 af 10 skridt er gjort" in page
        assert all(step.title in page for step in STEPS)
        assert "§ 4, stk. 2" in page


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"secretariat", "other_secretariat"}))
def test_the_steps_are_everyones(role, client_as, db):
    page = client_as(role).get("/help/first-steps/").content.decode()
    assert all(step.title in page for step in STEPS)
    assert "Ikke begyndt" not in page
    assert (ADDRESS in page) is (role == "kl")


def test_a_secretariat_is_sent_to_its_own(client_as, db):
    assert client_as("secretariat").get("/help/first-steps/").url == ADDRESS


@pytest.mark.parametrize("year", ["2020", "2017", "2029", "1", "0", "99999999999999999999"])
def test_a_year_without_an_election_and_one_to_come(client_as, council, year):
    assert client_as("secretariat").get(f"{ADDRESS}{year}/").status_code == 404


def test_an_earlier_term(client_as, council):
    page = client_as("secretariat").get(f"{ADDRESS}2021/").content.decode()
    assert 'valget <span class="date">16. november 2021</span>' in page
    assert f'href="{ADDRESS}"' in page


def test_a_kkr_that_is_not_there(client_as, db):
    assert client_as("kl").get(reverse("first_steps:council", args=["findes-ikke"])).status_code == 404
