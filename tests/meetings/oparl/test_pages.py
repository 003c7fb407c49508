"""Lists: pages, windows of time, and what cannot be asked."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.actions import agenda
from meetings.models import AgendaItem, Meeting, Section
from tests.meetings.oparl.conftest import KINDS, LIST

MEETINGS = LIST.format("meetings")
HERE = f"http://testserver{MEETINGS}"


@pytest.fixture
def five(council):
    return [
        Meeting.objects.create(council=council, date=date(2022, month, 9), status="sent")
        for month in range(1, 6)
    ]


def test_page_by_page(five, ask):
    page = ask(f"{MEETINGS}?elementsPerPage=2&page=2")
    assert [one["id"].split("/")[-2] for one in page["data"]] == [str(one.pk) for one in five[2:4]]
    assert page["pagination"] == {
        "totalElements": 5, "elementsPerPage": 2, "currentPage": 2, "totalPages": 3,
    }  # fmt: skip
    assert page["links"] == {
        "first": f"{HERE}?elementsPerPage=2", "prev": f"{HERE}?elementsPerPage=2",
        "self": f"{HERE}?elementsPerPage=2&page=2", "next": f"{HERE}?elementsPerPage=2&page=3",
        "last": f"{HERE}?elementsPerPage=2&page=3",
    }  # fmt: skip
    last = ask(page["links"]["last"])
    assert (len(last["data"]), "next" in last["links"]) == (1, False)


def test_nothing_is_one_empty_page(ask, db):
    page = ask(MEETINGS)
    assert (page["data"], page["pagination"]["totalPages"], page["links"]["last"]) == ([], 1, HERE)


def test_no_page_is_longer_than_a_hundred(five, ask):
    assert ask(f"{MEETINGS}?elementsPerPage=5000")["pagination"]["elementsPerPage"] == 100


def test_windows_of_time(five, ask):
    now = timezone.localtime()
    before, after = now - timedelta(days=1), now + timedelta(days=1)
    for name in ("created", "modified"):
        for query, there in [
            (f"{name}_since={quote(before.isoformat())}", 5), (f"{name}_since={quote(after.isoformat())}", 0),
            (f"{name}_until={quote(before.isoformat())}", 0), (f"{name}_until={quote(after.isoformat())}", 5),
            (f"{name}_since={quote(before.isoformat())}&{name}_until={quote(after.isoformat())}", 5),
        ]:  # fmt: skip
            assert len(ask(f"{MEETINGS}?{query}")["data"]) == there, query


def test_what_was_last_told_is_told_again(five, ask):
    """The times are told to the second, so the second itself belongs to the window."""
    modified = ask(MEETINGS)["data"][0]["modified"]
    assert len(ask(f"{MEETINGS}?modified_since={quote(modified)}")["data"]) == 5


def test_the_window_is_kept_from_page_to_page(five, ask):
    since = "2021-01-01T00:00:00+01:00"
    page = ask(f"{MEETINGS}?elementsPerPage=2&created_since={quote(since)}")
    assert page["links"]["next"] == f"{HERE}?created_since={quote(since)}&elementsPerPage=2&page=2"
    assert len(ask(page["links"]["next"])["data"]) == 2


def test_a_plus_that_came_as_a_space(five, ask):
    assert len(ask(f"{MEETINGS}?created_since=2021-01-01T00:00:00+01:00")["data"]) == 5


WRONG = [
    "created_since=i-går", "created_since=2022-13-01T00:00:00Z", "modified_until=2022-01-01",
    "created_since=2022-01-01T00:00:00", "modified_since=", "created_until=%00", f"created_since={'9' * 500}",
    "page=0", "page=-1", "page=x", "page=", "page=1.5", "page=٣", f"page={'9' * 30}", "elementsPerPage=0",
    "elementsPerPage=x",
]  # fmt: skip


@pytest.mark.parametrize("query", WRONG)
def test_what_cannot_be_read_is_said(query, five, ask):
    said = ask(f"{MEETINGS}?{query}", status=400)
    assert said["type"] == "https://schema.oparl.org/1.1/Error"
    assert " skal være " in said["message"]


def test_a_page_too_far(five, ask):
    assert ask(f"{MEETINGS}?page=2", status=404)["message"] == "Listen har 1 sider."


def test_unchanged_is_not_sent_again_and_any_page_may_read(five, client):
    answer = client.get(MEETINGS)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.get(MEETINGS, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get("/oparl/nothing/1/").headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_queries_for_one_and_for_many(kind, client, council, house, stored_pdf):
    def add(number):
        meeting = Meeting.objects.create(
            council=council, date=date(2022, 1, 20) + timedelta(days=number), status="sent", place="Viborg"
        )
        section = Section.objects.create(meeting=meeting, position=1, title="Sager")
        for title in "AB":
            item = agenda.place_item(AgendaItem(section=section, title=title))
            agenda.attach(item=item, files=[(stored_pdf(number), f"{number}{title}.pdf", title)])
        house.put(house.elected_seat(), f"Anna A{number}")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST.format(kind)).status_code == 200
        return len(queries)

    house.term.fixed_on = date(2022, 1, 10)
    house.term.save()
    add(1)
    one = asked()
    for number in range(2, 7):
        add(number)
    assert asked() == one
    assert one <= 20
