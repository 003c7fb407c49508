"""The news as Atom: what is public, newest first, under ids that never change."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest

from kkr_portal.registry.models import Council
from meetings.deleted import MeetingEvent
from meetings.models import Approval, Meeting, Version
from meetings.news import news

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def publish(stored_pdf):
    def do(meeting, number=1, day=1):
        at = datetime(2022, 3, day, 12, tzinfo=UTC)
        empty = {"meeting": {}, "sections": []}
        return Version.objects.create(
            meeting=meeting, number=number, sent_at=at, snapshot=empty, agenda=stored_pdf()
        )

    return do


@pytest.fixture
def sjaelland(db):
    council = Council.objects.get(slug="sjaelland")
    return Meeting.objects.create(council=council, date=date(2022, 3, 8), status="sent")


def feed(client, address="/news.atom"):
    answer = client.get(address)
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)


def entries(root):
    return [
        {kind.tag.removeprefix(ATOM): kind.text or kind.get("href") for kind in entry}
        for entry in root.findall(f"{ATOM}entry")
    ]


def test_what_rfc_4287_asks_of_a_feed(client, meeting, publish):
    publish(meeting)
    root = feed(client)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "da"
    told = {kind.tag.removeprefix(ATOM) for kind in root}
    assert told >= {"id", "title", "updated", "author", "link", "entry"}
    links = {(link.get("rel"), link.get("href")) for link in root.findall(f"{ATOM}link")}
    assert links == {("alternate", "http://testserver/"), ("self", "http://testserver/news.atom")}
    assert client.get("/news.atom").headers["Content-Type"].startswith("application/atom+xml")
    for entry in entries(root):
        assert {"id", "title", "updated", "link"} <= entry.keys()


def test_the_latest_first_each_with_its_page(client, meeting, sjaelland, publish, new_item, stored_pdf):
    publish(meeting)
    publish(sjaelland, day=3)
    publish(meeting, number=2, day=2)
    Approval.objects.create(meeting=meeting, item=new_item("Referat"), minutes=stored_pdf())
    Meeting.objects.filter(pk=meeting.pk).update(status="held")
    Meeting.objects.filter(pk=meeting.pk).update(status="minutes_drafted")
    Meeting.objects.filter(pk=meeting.pk).update(status="approved")
    page = "http://testserver/meetings/midtjylland/2022-03-07/"
    assert [(entry["title"], entry["link"]) for entry in entries(feed(client))] == [
        ("Referat: Ordinært møde i KKR Midtjylland den 7. marts 2022", f"{page}minutes/"),
        (
            "Dagsorden: Ordinært møde i KKR Sjælland den 8. marts 2022",
            "http://testserver/meetings/sjaelland/2022-03-08/",
        ),
        ("Dagsorden, version 2: Ordinært møde i KKR Midtjylland den 7. marts 2022", page),
        ("Dagsorden: Ordinært møde i KKR Midtjylland den 7. marts 2022", page),
    ]


def test_one_kkrs_own(client, meeting, sjaelland, publish):
    publish(meeting)
    publish(sjaelland)
    root = feed(client, "/news/sjaelland.atom")
    assert root.find(f"{ATOM}title").text == "Nyt fra KKR Sjælland"
    assert [entry["title"] for entry in entries(root)] == [
        "Dagsorden: Ordinært møde i KKR Sjælland den 8. marts 2022"
    ]
    assert client.get("/news/nowhere.atom").status_code == 404


def test_an_id_stays_when_the_meeting_is_moved(client, meeting, publish):
    publish(meeting)
    before = entries(feed(client))[0]
    Meeting.objects.filter(pk=meeting.pk).update(date=date(2022, 3, 14))
    after = entries(feed(client))[0]
    assert after["id"] == before["id"]
    assert after["link"].endswith("/2022-03-14/")


def test_what_was_taken_back_is_no_news(client, meeting, publish):
    publish(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(status="preparation")
    assert entries(feed(client)) == []


def test_nobody_is_asked_and_an_unchanged_feed_is_not_sent_again(client, meeting, publish):
    publish(meeting)
    answer = client.get("/news.atom")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    again = client.get("/news.atom", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    publish(meeting, number=2)
    assert client.get("/news.atom", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 200


def test_a_feed_without_news_does_not_change(client, db):
    first, again = client.get("/news.atom"), client.get("/news.atom")
    assert entries(ElementTree.fromstring(first.content)) == []
    assert first.headers["ETag"] == again.headers["ETag"]


def test_the_same_queries_for_one_and_for_many(client, council, publish, django_assert_num_queries):
    for number in range(1, 13):
        made = Meeting.objects.create(council=council, date=date(2022, number, 9), status="sent")
        publish(made)
        if number in (1, 12):
            with django_assert_num_queries(6):
                client.get("/news.atom")


def becomes(meeting, status):
    Meeting.objects.filter(pk=meeting.pk).update(status=status)


def test_an_agenda_without_a_version_is_news_from_when_it_became_public(client, meeting, new_item):
    new_item("Åbent punkt")
    becomes(meeting, "sent")
    Meeting.objects.filter(pk=meeting.pk).update(note="Rettet siden")
    [entry] = entries(feed(client))
    assert entry["title"] == "Dagsorden: Ordinært møde i KKR Midtjylland den 7. marts 2022"
    assert entry["link"] == "http://testserver/meetings/midtjylland/2022-03-07/"
    assert client.get(entry["link"]).status_code == 200
    assert "den 7. marts 2022" in client.get("/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_its_day_is_the_last_time_that_it_became_public(client, meeting, new_item):
    new_item("Åbent punkt")
    for status in ("preparation", "sent", "preparation", "sent", "held"):
        becomes(meeting, status)
    rows = MeetingEvent.objects.filter(pgh_obj_id=meeting.pk, status="sent").order_by("pgh_id")
    times = list(rows.values_list("pgh_created_at", flat=True))
    assert len(set(times)) > 1
    assert [one.at for one in news(8)] == [times[-1]]


@pytest.mark.parametrize("status", ["planned", "preparation", "cancelled"])
def test_an_agenda_that_is_not_public_is_no_news(client, meeting, new_item, status):
    new_item("Åbent punkt")
    because = {"status_before": "preparation", "cancelled_because": "Afbud"} if status == "cancelled" else {}
    Meeting.objects.filter(pk=meeting.pk).update(status=status, **because)
    assert entries(feed(client)) == []


def test_nothing_closed_is_told_and_an_agenda_with_nothing_open_is_no_news(client, meeting, new_item):
    new_item("Fortroligt punkt", closed=True)
    becomes(meeting, "sent")
    assert entries(feed(client)) == []
    new_item("Åbent punkt")
    shown = client.get("/news.atom").content.decode()
    assert "Dagsorden: " in shown
    assert "punkt" not in shown


def test_the_version_takes_its_place(client, meeting, new_item, publish):
    new_item("Åbent punkt")
    becomes(meeting, "sent")
    publish(meeting)
    [entry] = entries(feed(client))
    assert entry["id"].endswith(f":agenda-{meeting.pk}-1")
