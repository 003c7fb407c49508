"""What asks the interface, and a KKR with a bit of everything in it."""

import json
from datetime import date, time
from urllib.parse import urlsplit

import pytest

from meetings.models import Meeting

KINDS = [
    "organizations", "people", "memberships", "meetings", "agenda-items", "papers", "consultations", "files",
    "locations", "legislative-terms",
]  # fmt: skip
LIST = "/oparl/bodies/midtjylland/{}/"


@pytest.fixture
def ask(client):
    """The object or list at an address, which may be whole; with its status where that is asked for."""

    def do(address, *, status=200):
        parts = urlsplit(address)
        answer = client.get(parts.path + (f"?{parts.query}" if parts.query else ""))
        assert answer.status_code == status, address
        assert answer.headers["Content-Type"].startswith("application/json")
        return json.loads(answer.content)

    return do


@pytest.fixture
def told(ask):
    """All objects of a list, in all its pages."""

    def do(kind, query=""):
        page, found = ask(LIST.format(kind) + query), []
        while True:
            found += page["data"]
            if "next" not in page["links"]:
                return found
            page = ask(page["links"]["next"])

    return do


@pytest.fixture
def filled(meeting, new_item, new_attachment, house, council):
    """A sent agenda (without a version), a KKR with people, a fixed term, a meeting without an hour."""
    new_attachment(new_item("Åben sag", presentation="Tekst", case_number="SAG-1"), "Åbent bilag", pages=2)
    new_item("Lukket sag", closed=True)
    new_attachment(new_item("Anden sag"), "Lukket bilag", closed=True)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=time(10), ends_at=time(12, 30), place="Viborg")
    Meeting.objects.create(council=council, date=date(2022, 5, 3), status="sent", virtual=True)
    seat = house.elected_seat()
    house.officer(house.put(seat, "Anna Åben", email="anna@example.dk", phone="12345678"))
    house.stand_in(seat, "Bo Både")
    house.term.fixed_on = date(2022, 1, 10)
    house.term.save()
    return meeting
