"""The members' pages at a desk and on a phone, and a succession lived through without script."""

import pytest
from playwright.sync_api import expect

from kkr_portal.registry.models import Council
from meetings.roster import roster_on
from tests.meetings.members import LATER, House


@pytest.fixture
def house(db):
    house = House(Council.objects.get(slug="midtjylland"))
    seat = house.elected_seat("Venstre")
    house.officer(house.put(seat, "Anna Øst", email="anna.oest@en-lang-adresse.kommune.example"))
    house.stand_in(seat, "Bo Ås")
    house.mayor_seat("Ringkøbing-Skjern")
    house.put(house.mayor_seat("Aarhus"), "Carl Eg")
    return house


def test_long_addresses(page, user_with, sign_in, flaws, house):
    sign_in(page, user_with("secretariat"))
    seat = house.term.seats.get(group="Venstre")
    assert flaws(page, "/meetings/midtjylland/members/", f"/meetings/seats/{seat.pk}/") == []


def test_a_succession_without_script(page_without_script, user_with, sign_in, house):
    page = page_without_script
    sign_in(page, user_with("secretariat"))
    page.goto("/meetings/midtjylland/members/")
    page.get_by_role("link", name="Anna Øst", exact=True).click()
    page.get_by_role("link", name="Udtræder").click()
    page.get_by_label("Udtrådt af kommunalbestyrelsen").check()
    page.get_by_label("Fra og med").fill("1. juni 2023")
    page.get_by_label("Indtræder som medlem").check()
    page.get_by_role("button", name="Registrér udtrædelsen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vælg stedfortræder for Bo Ås")
    page.get_by_label("Fornavn").fill("Dorte")
    page.get_by_label("Efternavn").fill("Fyhn")
    page.get_by_label("Kommune").select_option("Skive")
    page.get_by_role("button", name="Gem stedfortræderen").click()
    sitting = next(one for one in roster_on(house.council, LATER).sittings if one.seat.group)
    assert (str(sitting.member), str(sitting.substitute)) == ("Bo Ås", "Dorte Fyhn")
    assert str(sitting.substitute.municipality) == "Skive"
