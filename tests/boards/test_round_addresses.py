"""Every address of rounds against every role: 200 to see, 404 for what is not theirs."""

import pytest

from boards.actions.appointments import appoint_candidate
from boards.models import Round
from tests.boards import in_round, made
from tests.conftest import ROLES

pytestmark = pytest.mark.django_db
EVERYONE = set(ROLES)
SECRETARIAT = {"secretariat"}
INSIDE = {"secretariat", "kl"}


@pytest.fixture
def things(round_2022, seat_of):
    """Addresses by name; {…} below is filled in from here."""
    open_request = in_round.asked(in_round.entitled(round_2022, "HORESTA"))
    nominating = in_round.entitled(round_2022)
    nomination = in_round.nominated(in_round.asked(nominating))
    first, second = nomination.candidates.order_by("pk")
    decision = in_round.item()
    appoint_candidate(candidate=first, seat=seat_of("business"), decided_at=decision, since=made.FIRST)
    Round.objects.filter(pk=round_2022.pk).update(decided_at=decision, criteria="Bredde")
    return {
        "round": f"/boards/rounds/{round_2022.pk}/",
        "step": f"/boards/rounds/steps/{round_2022.steps.get(kind='appointment').pk}/",
        "nominating": f"/boards/organisations/{in_round.entitled(round_2022, 'Tekniq').pk}/",
        "request": f"/boards/requests/{open_request.pk}/",
        "nomination": f"/boards/nominations/{nomination.pk}/",
        "candidate": f"/boards/candidates/{second.pk}/",
        "seat": f"seats/{seat_of('chair').pk}/",
        "other_seat": f"seats/{seat_of('business').pk}/",
        "token": open_request.token,
    }


ADDRESSES = {
    "/boards/rounds/": EVERYONE,
    "/boards/rounds/?term=2022": EVERYONE,
    "/boards/rounds/?term=2018": set(),
    "/boards/rounds/?term=x": set(),
    "/boards/rounds/timeline.pdf?term=2022": EVERYONE,
    "/boards/rounds/timeline.ics": EVERYONE,
    "/boards/rounds/new/": {"secretariat", "other_secretariat"},
    "/boards/organisations/": EVERYONE,
    "/boards/organisations/?kkr=midtjylland&term=all": EVERYONE,
    "/boards/organisations/?term=1999": set(),
    "/boards/organisations/organisations.csv": EVERYONE,
    "/boards/organisations/organisations.xlsx": EVERYONE,
    "/boards/organisations/organisations.exe": set(),
    "{round}": EVERYONE,
    "{round}organisations/": EVERYONE,
    "{round}candidates/": INSIDE,
    "{round}candidates/new/": SECRETARIAT,
    "{round}appointments/": INSIDE,
    "{round}appointments/appointments.pdf": INSIDE,
    "{round}edit/": SECRETARIAT,
    "{round}region/": SECRETARIAT,
    "{round}region/letter.pdf": INSIDE,
    "{round}delete/": SECRETARIAT,
    "{round}organisations/new/": SECRETARIAT,
    "{round}{seat}": SECRETARIAT,
    "{round}{other_seat}": set(),
    "{step}edit/": SECRETARIAT,
    "{nominating}edit/": SECRETARIAT,
    "{nominating}delete/": SECRETARIAT,
    "{nominating}ask/": SECRETARIAT,
    "{request}": INSIDE,
    "{request}letter.pdf": INSIDE,
    "{request}edit/": SECRETARIAT,
    "{request}withdraw/": SECRETARIAT,
    "{request}nomination/": SECRETARIAT,
    "{nomination}delete/": SECRETARIAT,
    "{candidate}edit/": SECRETARIAT,
    "{candidate}appoint/": SECRETARIAT,
    "/boards/answer/{token}/": EVERYONE,
    "/boards/answer/gættet/": set(),
    "/boards/rounds/999999999/": set(),
}
OPEN = (
    "/boards/rounds/?",
    "/boards/rounds/9",
    "/boards/organisations/?",
    "/boards/organisations/o",
    "/boards/a",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading(address, things, client_as):
    expected, seen = {}, {}
    for role in ROLES:
        asks = role == "public" and "public" not in ADDRESSES[address] and not address.startswith(OPEN)
        expected[role] = 200 if role in ADDRESSES[address] else 302 if asks else 404
        seen[role] = client_as(role).get(address.format(**things)).status_code
    assert seen == expected


WRITES = ["/boards/rounds/new/", "{round}edit/", "{round}delete/", "{round}organisations/new/",
          "{round}candidates/new/", "{round}appointments/announce/", "{round}{seat}", "{step}edit/",
          "{step}done/", "{step}again/",
          "{nominating}edit/", "{nominating}delete/", "{nominating}ask/", "{request}edit/", "{request}link/",
          "{request}withdraw/", "{request}nomination/", "{nomination}delete/", "{candidate}edit/",
          "{candidate}withdraw/", "{candidate}appoint/"]  # fmt: skip


@pytest.mark.parametrize("address", WRITES)
def test_writing(address, things, client_as):
    outsiders = [role for role in ROLES if "secretariat" not in role]
    outsiders += ["other_secretariat"] if address != "/boards/rounds/new/" else []
    seen = {role: client_as(role).post(address.format(**things)).status_code for role in outsiders}
    assert seen == {role: 302 if role == "public" else 404 for role in outsiders}


@pytest.mark.parametrize(
    "address", ["{step}done/", "{step}again/", "{request}link/", "{candidate}withdraw/",
                "{round}appointments/announce/"],
)  # fmt: skip
def test_actions_answer_only_to_post(address, things, client_as):
    assert client_as("secretariat").get(address.format(**things)).status_code == 405


@pytest.mark.parametrize("role", ROLES)
def test_candidates_are_only_the_insides(role, things, client_as):
    client = client_as(role)
    pages = ["/boards/rounds/", "{round}", "{round}organisations/", "/boards/organisations/"]
    shown = " ".join(client.get(page.format(**things)).content.decode() for page in pages)
    assert "Mads" not in shown
    assert "mads@example.dk" not in shown
    assert ("Besvaret" in shown) is (role in INSIDE)
    assert "Bredde" in shown


@pytest.mark.parametrize("role", ROLES)
def test_what_is_not_decided_is_only_the_insides(role, things, client_as, round_2022):
    Round.objects.filter(pk=round_2022.pk).update(decided_at=None)
    client = client_as(role)
    page = client.get("{round}organisations/".format(**things)).content.decode()
    csv = client.get("/boards/organisations/organisations.csv").content.decode("utf-8-sig")
    assert ("HORESTA" in page, "Bredde" in page, "HORESTA" in csv) == (role in INSIDE,) * 3
