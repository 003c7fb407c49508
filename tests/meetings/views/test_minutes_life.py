"""Sharing, approving, closing and reopening ask first, do it once, and say why when they can't."""

from datetime import date

import pytest

from kkr_portal.registry.models import Council
from meetings.actions import agenda
from meetings.actions.minutes import approve_minutes
from meetings.models import AgendaItem, Approval, Decision, FollowUp, Meeting, Reopening
from tests.conftest import ROLES

MEETING = "/meetings/midtjylland/2022-03-07/"


@pytest.fixture
def held(meeting, new_item):
    Decision.objects.create(item=new_item("Punkt"), text="Ja.")
    Meeting.objects.update(status="held")
    return meeting


def item_of(council, day, status="held"):
    later = Meeting.objects.create(council=council, date=day, status=status)
    return agenda.place_item(
        AgendaItem(section=agenda.add_section(meeting=later, title="A"), title="Referat")
    )


@pytest.fixture
def under(council):
    return item_of(council, date(2022, 6, 13))


def become(status):
    Meeting.objects.filter(date=date(2022, 3, 7)).update(status=status)


def now():
    return Meeting.objects.get(date=date(2022, 3, 7)).status


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


def test_from_held_to_closed_and_back_in_the_browser(held, under, client_as):
    client = client_as("secretariat")
    assert "Del udkastet" in client.get(f"{MEETING}minutes/share/").content.decode()
    assert now() == "held"
    client.post(f"{MEETING}minutes/share/")
    assert now() == "minutes_drafted"
    page = client.get(f"{MEETING}minutes/approve/").content.decode()
    assert "Mødet den 13. juni 2022" in page
    assert "1.1 Referat" in page
    for _ in range(2):
        response = client.post(f"{MEETING}minutes/approve/", {"item": under.pk}, follow=True)
        assert "Referatet er godkendt og offentliggjort." in said(response)
    assert (now(), Approval.objects.count()) == ("approved", 1)
    FollowUp.objects.create(item=held.sections.get().items.get(), what="Skriv brev", owner="Sekretariatet")
    assert "Skriv brev (Sekretariatet)" in client.get(f"{MEETING}minutes/close/").content.decode()
    client.post(f"{MEETING}minutes/close/")
    assert now() == "closed"
    assert "Skriv, hvorfor mødet genåbnes." in client.post(f"{MEETING}minutes/reopen/", {}).content.decode()
    assert now() == "closed"
    for _ in range(2):
        client.post(f"{MEETING}minutes/reopen/", {"reason": "Et navn var forkert."})
    assert (now(), Reopening.objects.get().by.email) == ("minutes_drafted", "secretariat@example.dk")
    assert "Et navn var forkert." in client.get(f"{MEETING}minutes/").content.decode()
    client.post(f"{MEETING}minutes/withdraw/")
    assert now() == "held"


@pytest.mark.parametrize("where", ["another KKR", "the meeting itself", "not sent", "nowhere"])
def test_an_item_that_can_not_approve_is_refused_at_its_field(held, under, where, client_as):
    become("minutes_drafted")
    items = {
        "another KKR": lambda: item_of(Council.objects.get(slug="sjaelland"), date(2022, 6, 14)).pk,
        "the meeting itself": lambda: held.sections.get().items.get().pk,
        "not sent": lambda: item_of(held.council, date(2022, 9, 1), "preparation").pk,
        "nowhere": lambda: "",
    }
    response = client_as("secretariat").post(f"{MEETING}minutes/approve/", {"item": items[where]()})
    expected = "Vælg det punkt" if where == "nowhere" else "Punktet skal stå på dagsordenen for et senere"
    assert expected in response.context["form"].errors["item"][0]
    assert (now(), Approval.objects.count()) == ("minutes_drafted", 0)


def test_the_standing_item_can_be_added_and_is_then_the_one_that_is_chosen(held, under, client_as):
    become("minutes_drafted")
    client, address = client_as("secretariat"), f"{MEETING}minutes/approve/item/"
    for _ in range(2):
        client.post(address, {"to": under.meeting.pk})
    made = AgendaItem.objects.get(title="Godkendelse af referat af mødet den 7. marts 2022")
    assert client.get(f"{MEETING}minutes/approve/").context["form"]["item"].value() == made.pk
    theirs = Meeting.objects.create(council=Council.objects.get(slug="sjaelland"), date=date(2022, 9, 1))
    for to in (theirs.pk, held.pk, "x", ""):
        assert client.post(address, {"to": to}).status_code == 404


def test_no_later_meeting_is_an_empty_state_that_says_what_to_do(held, client_as):
    become("minutes_drafted")
    page = client_as("secretariat").get(f"{MEETING}minutes/approve/").content.decode()
    assert "Der er endnu ikke sendt en dagsorden ud til et senere møde" in page
    assert "Opret et møde" in page


@pytest.mark.parametrize(
    ("status", "address", "sentence"),
    [
        ("sent", "share", "når mødet er holdt"),
        ("held", "approve", "Kun et udkast"),
        ("held", "close", "når referatet er godkendt"),
        ("held", "reopen", "Mødet er ikke lukket"),
    ],
)
def test_too_early_is_a_sentence(held, status, address, sentence, client_as):
    become(status)
    client = client_as("secretariat")
    assert sentence in said(client.get(f"{MEETING}minutes/{address}/", follow=True))
    client.post(f"{MEETING}minutes/{address}/", {"reason": "Fejl.", "item": "1"}, follow=True)
    assert now() == status


@pytest.mark.parametrize("role", [role for role in ROLES if role != "secretariat"])
def test_only_the_kkrs_own_secretariat(role, held, under, client_as):
    client = client_as(role)
    for status in ("minutes_drafted", "approved"):
        if status == "approved":
            approve_minutes(meeting=held, item=under, by=None)
        else:
            become(status)
        for verb in ("share", "withdraw", "approve", "approve/item", "close", "reopen"):
            address = f"{MEETING}minutes/{verb}/"
            answers = {client.post(address, {"reason": "Fejl.", "item": under.pk}).status_code}
            if verb != "approve/item":
                answers.add(client.get(address).status_code)
            assert answers == {302 if role == "public" else 404}, address
        assert now() == status
