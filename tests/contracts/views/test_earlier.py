"""Earlier editions of a text, and how one of them is taken up again."""

import pytest

from contracts import editions
from contracts.models import ResultContract, Target
from tests.contracts.written import BASE, autosave, form_at, the_contract


@pytest.fixture
def contract(db) -> ResultContract:
    return the_contract()


@pytest.fixture
def client(client_as, contract):
    return client_as("secretariat")


def test_an_earlier_text_is_shown_against_the_present_and_taken_up(client, contract):
    part = contract.parts.get(kind="about")
    before = part.text
    url = f"{BASE}parts/about/"
    client.post(url, form_at(client, url, text="Noget helt andet"))
    page = client.get(f"{BASE}earlier/part/{part.pk}/")
    [edition] = page.context["editions"]
    pieces = edition.changes[0].pieces
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == "Noget helt andet"
    answer = client.post(f"{BASE}earlier/part/{part.pk}/", {"event": edition.event_id})
    assert answer.headers["Location"] == url
    assert contract.parts.get(kind="about").text == before
    [undo] = client.get(f"{BASE}earlier/part/{part.pk}/").context["editions"]
    assert undo.who == "Test secretariat"


def test_a_goal_and_a_point(client, contract):
    goal = contract.goals.get(number=1)
    url = f"{BASE}goals/{goal.pk}/"
    point = goal.targets.order_by("position").first()
    client.post(url, form_at(client, url, title="Ny titel") | {"points-0-value": "6"})
    for what, row in (("goal", goal), ("point", point)):
        [edition] = client.get(f"{BASE}earlier/{what}/{row.pk}/").context["editions"]
        client.post(f"{BASE}earlier/{what}/{row.pk}/", {"event": edition.event_id})
    goal.refresh_from_db()
    assert goal.title == "Virksomhedernes kendskab til erhvervshusene"
    assert Target.objects.get(pk=point.pk).value == 5


def test_drafts_of_one_sitting_are_one_edition_and_what_was_saved_by_hand_stands(client, contract):
    part = contract.parts.get(kind="about")
    url = f"{BASE}parts/about/"
    for text in ("a", "ab", "abc"):
        autosave(client, url, form_at(client, url, text=text))
    client.post(url, form_at(client, url, text="abcd"))
    client.post(url, form_at(client, url, text="andet"))
    shown = [
        "".join(piece.text for piece in one.changes[0].pieces if piece.kind != "added")
        for one in editions.editions_of(contract.parts.get(kind="about"))
    ]
    assert shown == ["abcd", part.text]


@pytest.mark.parametrize("event", ["", "x", "0", "99999999999999999999"])
def test_an_edition_that_is_not_there(client, contract, event):
    part = contract.parts.get(kind="about")
    client.post(f"{BASE}earlier/part/{part.pk}/", {"event": event})
    assert contract.parts.get(kind="about").text == part.text


def test_another_rows_edition_is_no_way_in(client, contract):
    part, other = contract.parts.get(kind="about"), contract.parts.get(kind="entry")
    event = other.events.first()
    client.post(f"{BASE}earlier/part/{part.pk}/", {"event": event.pgh_id})
    assert contract.parts.get(kind="about").text == part.text


def test_unknown_kinds_and_rows_of_other_contracts(client, contract):
    old = ResultContract.objects.get(year=2021)
    assert client.get(f"{BASE}earlier/hemmelig/1/").status_code == 404
    assert client.get(f"{BASE}earlier/goal/{old.goals.first().pk}/").status_code == 404
