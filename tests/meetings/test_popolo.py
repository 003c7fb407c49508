"""The KKR and who sits in them, as Popolo: ids that meet, and nothing that is not public."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kkr_portal.registry.models import Council
from meetings.models import Membership
from meetings.popolo import popolo
from tests.meetings.members import START

SOON = timezone.localdate() + timedelta(days=30)


def told(council):
    return popolo([council], lambda path: f"https://portal.example{path}")


def test_who_sits_in_a_seat(council, house):
    house.term.fixed_on = START
    house.term.save()
    anna = house.put(house.elected_seat(), "Anna Åben")
    house.officer(anna)
    house.stand_in(anna.seat, "Bo Både")
    file = told(council)
    assert file["organizations"] == [
        {
            "id": "council-midtjylland", "name": "KKR Midtjylland", "classification": "kommunekontaktråd",
            "links": [{"url": "https://portal.example/meetings/midtjylland/"}],
        },
        {"id": f"party-{anna.party_id}", "name": "Venstre", "classification": "parti"},
    ]  # fmt: skip
    assert [(one["id"], one["label"]) for one in file["posts"]] == [
        (f"council-seat-{anna.seat_id}", "Venstre, plads 1")
    ]
    assert file["memberships"][0] == {
        "id": f"council-member-{anna.pk}", "person_id": f"person-{anna.person_id}",
        "organization_id": "council-midtjylland", "role": "Medlem", "post_id": f"council-seat-{anna.seat_id}",
        "on_behalf_of_id": f"party-{anna.party_id}", "area": {"name": "Viborg"}, "start_date": "2022-01-19",
        "end_date": None,
    }  # fmt: skip
    assert [one["role"] for one in file["memberships"]] == ["Medlem", "Stedfortræder", "Formand"]
    ids = {one["id"] for one in file["persons"]}
    assert {one["person_id"] for one in file["memberships"]} == ids


def test_no_contact_details_and_nothing_still_to_come(council, house):
    anna = house.put(house.elected_seat(), "Anna Åben", email="anna@example.dk", phone="12345678")
    Membership.objects.filter(pk=anna.pk).update(
        period=(START, SOON), ended_because="left_party", note="Vred"
    )
    house.put(anna.seat, "Carl Kommende", since=SOON)
    said = str(told(council))
    assert "Anna Åben" in said
    for word in ("example.dk", "12345678", "Carl", "left_party", "Vred", SOON.isoformat()):
        assert word not in said


def test_seats_of_a_composition_that_is_not_fixed(council, house):
    house.elected_seat()
    assert told(council)["posts"] == []


def test_at_its_addresses(client, house):
    house.put(house.elected_seat(), "Anna Åben")
    for address in ("/meetings/popolo.json", "/meetings/midtjylland/members/popolo.json"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Anna Åben" in answer.content.decode()
    assert "Anna" not in client.get("/meetings/sjaelland/members/popolo.json").content.decode()
    assert client.get("/meetings/nowhere/members/popolo.json").status_code == 404


def test_the_same_queries_for_one_and_for_many(house, council):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            told(Council.objects.get(pk=council.pk))
        return len(queries)

    house.put(house.elected_seat(), "Anna A0", since=date(2022, 1, 19))
    one = asked()
    for number in range(1, 9):
        seat = house.elected_seat()
        house.put(seat, f"Anna A{number}")
    assert asked() == one
