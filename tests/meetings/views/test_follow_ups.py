"""The follow-up list: who reads it, its order and filter, its files, and what is done with a line."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.models import AgendaItem, FollowUp, Meeting
from tests.conftest import ROLES

LIST = "/meetings/midtjylland/follow-ups/"
OWN = {"secretariat", "kl", "member"}


@pytest.fixture
def item(meeting, new_item):
    item = new_item("Punkt")
    Meeting.objects.update(status="minutes_drafted")
    return item


@pytest.fixture
def new(item):
    def make(what="Skriv brev", owner="Sekretariatet", **fields):
        return FollowUp.objects.create(**{"item": item, "what": what, "owner": owner, **fields})

    return make


def listed(response):
    return [row.what for row, _ in response.context["rows"]]


def test_overdue_first_then_by_date_then_without_a_date(new, client_as):
    today = timezone.localdate()
    new("Uden frist")
    new("Senere", due=today + timedelta(days=9))
    new("I dag", due=today)
    new("Over fristen", due=today - timedelta(days=1))
    new("Gjort", due=today - timedelta(days=9), done_on=today)
    client = client_as("secretariat")
    page = client.get(LIST)
    assert listed(page) == ["Over fristen", "I dag", "Senere", "Uden frist"]
    assert [row.what for row, overdue in page.context["rows"] if overdue] == ["Over fristen"]
    assert listed(client.get(f"{LIST}?state=done")) == ["Gjort"]
    assert listed(client.get(f"{LIST}?state=all"))[-1] == "Gjort"


def test_the_filter_by_owner_and_what_it_does_not_know(new, client_as):
    new("A")
    new("B", owner="Formanden")
    client = client_as("secretariat")
    assert listed(client.get(f"{LIST}?owner=Formanden")) == ["B"]
    assert listed(client.get(f"{LIST}?owner=Ingen&state=x")) == ["A", "B"]
    assert "Intet passer til filteret." in client.get(f"{LIST}?owner=Formanden&state=done").content.decode()


def test_an_empty_list_says_what_to_do(item, client_as):
    assert "Tilføj opfølgning" in client_as("secretariat").get(LIST).content.decode()


@pytest.mark.parametrize("address", [LIST, "/meetings/midtjylland/follow-ups.csv",
                                     "/meetings/midtjylland/follow-ups.pdf"])  # fmt: skip
def test_the_kkrs_own_people_read_it(address, new, client_as):
    new()
    for role in ROLES:
        expected = 200 if role in OWN else 302 if role == "public" else 404
        assert client_as(role).get(address).status_code == expected, role


def test_members_see_what_belongs_to_minutes_they_may_read(new, item, client_as):
    new()
    member, kl = client_as("member"), client_as("kl")
    assert (listed(member.get(LIST)), listed(kl.get(LIST))) == (["Skriv brev"], ["Skriv brev"])
    Meeting.objects.update(status="held")
    assert (listed(member.get(LIST)), listed(kl.get(LIST))) == ([], ["Skriv brev"])


def test_csv_opens_in_a_danish_spreadsheet_and_runs_nothing(new, client_as):
    new("=1+1", owner="@SUM(A1)", due=date(2022, 5, 1), note="Ærø; Ålborg")
    content = client_as("member").get("/meetings/midtjylland/follow-ups.csv").content.decode("utf-8-sig")
    assert content.splitlines() == [
        "Møde;Punkt;Overskrift;Hvad;Ansvarlig;Frist;Udført;Bemærkning",
        "07.03.2022;1.1;Punkt;'=1+1;'@SUM(A1);01.05.2022;;\"Ærø; Ålborg\"",
    ]


def test_one_number_of_queries_for_one_line_and_for_many(new, new_item, client_as):
    client = client_as("secretariat")

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"{LIST}?state=all").status_code == 200
        return len(queries)

    new()
    few = count()
    for number in range(30):
        new(f"Nr. {number}", item=new_item(f"Punkt {number}"), done_on=date(2022, 5, 1))
    assert count() == few


def test_noted_once_from_the_minutes_and_at_its_place(item, client_as):
    client, address = client_as("secretariat"), f"/meetings/items/{item.pk}/follow-ups/new/"
    values = {"what": "Skriv brev", "owner": "Sekretariatet", "due": "1. maj 2022", "note": ""}
    for _ in range(2):
        response = client.post(address, values)
    assert response.headers["Location"] == f"/meetings/midtjylland/2022-03-07/minutes/#item-{item.pk}"
    assert FollowUp.objects.get().due == date(2022, 5, 1)
    assert "senest 1. maj 2022" in client.get("/meetings/midtjylland/2022-03-07/minutes/").content.decode()
    refused = client.post(address, values | {"due": "31.02.2022", "what": ""})
    assert set(refused.context["form"].errors) == {"due", "what"}
    assert "31.02.2022" in refused.content.decode()


def test_done_undone_edited_and_deleted(new, client_as):
    client, row = client_as("secretariat"), new()
    mark = f"/meetings/follow-ups/{row.pk}/done/"
    assert client.post(mark, {"done": "1"}).headers["Location"] == LIST
    row.refresh_from_db()
    assert row.done_on == timezone.localdate()
    client.post(mark, {})
    row.refresh_from_db()
    assert row.done_on is None
    edit = f"/meetings/follow-ups/{row.pk}/edit/"
    values = {"what": "Ring", "owner": "Formanden", "due": "", "note": "", "revision": row.revision}
    assert client.post(edit, values).status_code == 302
    conflict = client.post(edit, values | {"what": "Skriv"})  # with the revision from before
    assert [d.stored for d in conflict.context["form"].differences] == ["Ring"]
    delete = f"/meetings/follow-ups/{row.pk}/delete/"
    assert "Ring" in client.get(delete).content.decode()
    assert [client.post(delete).headers["Location"] for _ in range(2)] == [LIST, LIST]
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize("role", [role for role in ROLES if role != "secretariat"])
def test_only_the_kkrs_own_secretariat_writes(role, new, item, client_as):
    row, client = new(), client_as(role)
    for address in (f"items/{item.pk}/follow-ups/new/", f"follow-ups/{row.pk}/edit/",
                    f"follow-ups/{row.pk}/done/", f"follow-ups/{row.pk}/delete/"):  # fmt: skip
        answer = client.post(f"/meetings/{address}", {"done": "1", "what": "Hov", "owner": "Mig"})
        assert answer.status_code == (302 if role == "public" else 404), address
    row.refresh_from_db()
    assert (row.done_on, row.what, FollowUp.objects.count()) == (None, "Skriv brev", 1)


def test_nothing_can_follow_from_a_meeting_that_is_not_held(item, client_as):
    Meeting.objects.update(status="sent")
    response = client_as("secretariat").post(f"/meetings/items/{item.pk}/follow-ups/new/", {"what": "A b"})
    assert (response.status_code, FollowUp.objects.count()) == (302, 0)
    assert AgendaItem.objects.count() == 1
