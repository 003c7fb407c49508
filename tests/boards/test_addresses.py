"""Every address of boards, seats and tenures against every role: 200 to see, 404 for what is not theirs."""

import pytest

from boards.actions.tenures import appoint
from boards.actions.terms import elect_deputy
from meetings.actions.people import Who
from tests.boards import made
from tests.conftest import ROLES

EVERYONE = set(ROLES)
SECRETARIAT = {"secretariat"}


@pytest.fixture
def things(house_board, seat_of, ane):
    """Addresses by name; {…} below is filled in from here."""
    term = house_board.terms.get()
    tenure = appoint(seat=seat_of("region"), who=Who(known=ane), term=term, since=made.FIRST)
    deputy = elect_deputy(board=house_board, tenure=tenure, since=made.FIRST)
    return {
        "board": "/boards/midtjylland/",
        "seat": f"/boards/seats/{tenure.seat_id}/",
        "tenure": f"/boards/tenures/{tenure.pk}/",
        "kind": f"/boards/kinds/{tenure.seat.seat_kind_id}/",
        "term": f"/boards/terms/{term.pk}/",
        "deputy": f"/boards/deputies/{deputy.pk}/",
        "person": f"/boards/people/{ane.pk}/",
        "nobody": f"/boards/people/{house_board.director_id}/",
    }


ADDRESSES = {
    "/boards/": EVERYONE,
    "/boards/?kkr=midtjylland&on=1.1.2023": EVERYONE,
    "/boards/?on=31.02.2023": EVERYONE,
    "/boards/boards.csv": EVERYONE,
    "/boards/boards.xlsx": EVERYONE,
    "/boards/boards.exe": set(),
    "/boards/popolo.json": EVERYONE,
    "/boards/new/": {"secretariat", "other_secretariat"},
    "/boards/seats/": EVERYONE,
    "/boards/seats/?only=vacant&within=6&kkr=midtjylland": EVERYONE,
    "/boards/seats/?only=x&within=-1&on=x": EVERYONE,
    "/boards/seats/seats.csv?within=12": EVERYONE,
    "/boards/seats/seats.xlsx": EVERYONE,
    "/boards/seats/seats.pdf": set(),
    "/boards/handover/": EVERYONE,
    "/boards/handover/?election=2021&kkr=midtjylland": EVERYONE,
    "/boards/handover/?election=2022": EVERYONE,
    "/boards/handover/?election=9999": EVERYONE,
    "{board}": EVERYONE,
    "{board}?on=29.02.2024": EVERYONE,
    "{board}popolo.json": EVERYONE,
    "{board}timeline/": EVERYONE,
    "{board}timeline.pdf": EVERYONE,
    "{board}timeline.ics": EVERYONE,
    "{board}edit/": SECRETARIAT,
    "{board}seats/new/": SECRETARIAT,
    "{board}terms/new/": SECRETARIAT,
    "{board}deputy/": SECRETARIAT,
    "{board}draft/": SECRETARIAT,
    "{board}draft/?empty": SECRETARIAT,
    "{seat}": EVERYONE,
    "{seat}fill/": SECRETARIAT,
    "{kind}edit/": SECRETARIAT,
    "{kind}delete/": SECRETARIAT,
    "{tenure}edit/": SECRETARIAT,
    "{tenure}end/": SECRETARIAT,
    "{tenure}delete/": SECRETARIAT,
    "{term}edit/": SECRETARIAT,
    "{person}": EVERYONE,
    "{person}timeline.pdf": EVERYONE,
    "{person}timeline.ics": EVERYONE,
    "{nobody}": set(),
    "/boards/sjaelland/": set(),
    "/boards/seats/999999999/": set(),
    "/boards/people/99999999999999999999/": set(),
}
CLOSED = ("new/", "edit/", "fill/", "end/", "delete/", "deputy/", "draft/", "draft/?empty")


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading(address, things, client_as):
    expected, seen = {}, {}
    for role in ROLES:
        asks = role == "public" and address.endswith(CLOSED)
        expected[role] = 200 if role in ADDRESSES[address] else 302 if asks else 404
        seen[role] = client_as(role).get(address.format(**things)).status_code
    assert seen == expected


WRITES = ["/boards/new/", "{board}edit/", "{board}seats/new/", "{board}terms/new/", "{board}deputy/",
          "{board}draft/", "{seat}fill/", "{kind}edit/", "{kind}delete/", "{tenure}edit/", "{tenure}end/",
          "{tenure}reopen/", "{tenure}delete/", "{term}edit/", "{deputy}end/"]  # fmt: skip


@pytest.mark.parametrize("address", WRITES)
def test_writing(address, things, client_as):
    outsiders = [role for role in ROLES if "secretariat" not in role]
    outsiders += ["other_secretariat"] if address != "/boards/new/" else []
    seen = {role: client_as(role).post(address.format(**things)).status_code for role in outsiders}
    assert seen == {role: 302 if role == "public" else 404 for role in outsiders}


def test_an_action_answers_only_to_post(things, client_as):
    assert client_as("secretariat").get("{deputy}end/".format(**things)).status_code == 405


@pytest.mark.parametrize("role", ROLES)
def test_contact_details_and_why_somebody_left_are_not_everyones(role, things, client_as, ane):
    client = client_as(role)
    for name in ("board", "seat", "person"):
        page = client.get(things[name]).content.decode()
        assert "ane@example.dk" not in page
        assert "12345678" not in page
    ane.tenures.update(
        period=(made.FIRST, made.UNTIL), ended_because="removed", ended_note="Ministerens brev"
    )
    insider = role in ("secretariat", "kl")
    assert ("Ministerens brev" in client.get(things["seat"]).content.decode()) is insider
