"""Who sits in a KKR: as far as the public may know it, and no further."""

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from meetings.models import Absence, Membership, Officer
from tests.meetings.members import START

TODAY = timezone.localdate()
SOON, LONG_AGO = TODAY + timedelta(days=30), date(2023, 6, 1)


@pytest.fixture
def anna(house):
    return house.put(house.elected_seat(), "Anna Åben", email="anna@example.dk", phone="12345678")


def person(ask, membership):
    return ask(f"/oparl/people/{membership.person_id}/")


def test_a_member_who_is_chair(house, anna, ask):
    house.officer(anna)
    told = person(ask, anna)
    assert (told["name"], told["givenName"], told["familyName"], told["keyword"]) == (
        "Anna Åben", "Anna", "Åben", ["opdigtet"],
    )  # fmt: skip
    assert told["body"] == "http://testserver/oparl/bodies/midtjylland/"
    posts = [
        {name: one.get(name) for name in ("role", "votingRight", "startDate")} for one in told["membership"]
    ]
    assert posts == [
        {"role": "Medlem", "votingRight": True, "startDate": "2022-01-19"},
        {"role": "Formand", "votingRight": None, "startDate": "2022-01-19"},
    ]  # fmt: skip
    assert (told["membership"][0]["kkr:party"], told["membership"][0]["kkr:municipality"]) == (
        "Venstre", "Viborg",
    )  # fmt: skip


def test_a_stand_in_is_no_voting_member(house, anna, told):
    house.stand_in(anna.seat, "Bo Både")
    assert [(one["role"], one["votingRight"]) for one in told("memberships")] == [
        ("Medlem", True), ("Stedfortræder", False),
    ]  # fmt: skip


def test_no_contact_details_and_no_reasons(house, anna, told):
    Membership.objects.filter(pk=anna.pk).update(
        period=(START, LONG_AGO), ended_because="left_party", note="Skændtes"
    )
    Absence.objects.create(membership=anna, kind="prevented", period=(START, LONG_AGO), note="Syg")
    said = json.dumps([told(kind) for kind in ("people", "memberships", "organizations")])
    for word in ("example.dk", "12345678", "left_party", "ndtes", "Syg", "prevented"):
        assert word not in said


def test_the_last_day_of_one_who_has_left(anna, ask):
    Membership.objects.filter(pk=anna.pk).update(period=(START, LONG_AGO))
    assert person(ask, anna)["membership"][0]["endDate"] == "2023-05-31"


def test_what_is_still_to_come_is_not_told(house, anna, ask, told):
    Membership.objects.filter(pk=anna.pk).update(period=(START, SOON))
    successor = house.put(anna.seat, "Carl Kommende", since=SOON)
    Officer.objects.create(term=house.term, post=1, person=anna.person, group="V", period=(SOON, None))
    assert "endDate" not in person(ask, anna)["membership"][0]
    assert [one["role"] for one in told("memberships")] == ["Medlem"]
    ask(f"/oparl/people/{successor.person_id}/", status=404)
    ask(f"/oparl/memberships/member-{successor.pk}/", status=404)
    successor.delete()
    ask(f"/oparl/people/{successor.person_id}/", status=404)
    assert [one["name"] for one in told("people")] == ["Anna Åben"]


def test_somebody_who_never_sat_there_after_all(anna, ask, told):
    """A row that was a mistake: whoever has copied it is told that it is gone."""
    anna.delete()
    one = person(ask, anna)
    assert (one["deleted"], "name" in one) == (True, False)
    assert told("people") == [one]
    assert told("memberships") == []


def test_a_day_that_comes_changes_what_is_told(house, anna, ask, monkeypatch):
    """The end was written long before; the stamp is the day's."""
    Membership.objects.filter(pk=anna.pk).update(period=(START, SOON))
    monkeypatch.setattr(timezone, "localdate", lambda *_: SOON + timedelta(days=1))
    one = person(ask, anna)["membership"][0]
    assert one["endDate"] == (SOON - timedelta(days=1)).isoformat()
    assert one["modified"].startswith(f"{SOON.isoformat()}T00:00:00")


def test_people_and_names_are_one_kkrs_own(anna, ask):
    assert ask("/oparl/bodies/sjaelland/people/")["data"] == []
    [organization] = ask("/oparl/bodies/midtjylland/organizations/")["data"]
    assert organization["membership"] == [f"http://testserver/oparl/memberships/member-{anna.pk}/"]
    assert organization["post"] == ["Medlem"]


def test_a_term_once_its_composition_is_fixed(house, ask, told):
    assert told("legislative-terms") == []
    ask(f"/oparl/legislative-terms/{house.term.pk}/", status=404)
    house.term.fixed_on = date(2022, 1, 10)
    house.term.save()
    [term] = told("legislative-terms")
    assert (term["name"], term["startDate"], "endDate" in term) == ("2022–2026", "2022-01-19", False)
    assert [one["id"] for one in ask("/oparl/bodies/midtjylland/")["legislativeTerm"]] == [term["id"]]
