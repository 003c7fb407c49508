"""Subscriptions: a stable UID, a rising SEQUENCE, cancellations; an address that is secret and revocable."""

import re
from datetime import timedelta

import icalendar
import pytest
from django.utils import timezone

from kkr_portal.law import Citation
from kkr_portal.registry.models import Council
from kkr_portal.year import due, feeds
from kkr_portal.year.due import Due
from kkr_portal.year.models import CalendarFeed
from meetings.models import Meeting

RULE = Citation("loven", "6")
SOON = timezone.localdate() + timedelta(days=30)
PAGE = "/year/feeds/"


@pytest.fixture
def told(monkeypatch):
    """What the one room tells; a test changes the list."""
    rows = [Due(SOON, "Afrapportering", RULE, "/contracts/1/", key="report-1")]
    monkeypatch.setattr(due, "_PROVIDERS", {})
    due.register("contracts", lambda user, first, last: [one for one in rows if first <= one.day <= last])
    return rows


@pytest.fixture
def address(user_with):
    token = feeds.subscribe(council=None, by=user_with("secretariat"))
    return f"{PAGE}{token}.ics"


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return {
        str(one["uid"]): (str(one["summary"]), one["dtstart"].dt, one["sequence"], str(one["status"]))
        for one in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    }


def test_unchanged_is_the_same_file(client, address, told):
    first = client.get(address).content
    assert client.get(address).content == first
    assert b"http://testserver/contracts/1/" in first


def test_a_moved_date_keeps_its_uid_and_raises_its_sequence(client, address, told):
    [(uid, before)] = read(client, address).items()
    assert before == ("Afrapportering", SOON, 0, "CONFIRMED")
    later = SOON + timedelta(days=3)
    told[0] = Due(later, "Afrapportering", RULE, "/contracts/1/", key="report-1")
    assert read(client, address) == {uid: ("Afrapportering", later, 1, "CONFIRMED")}
    assert read(client, address)[uid][2] == 1


def test_what_is_gone_is_cancelled_and_may_come_back(client, address, told):
    [uid] = read(client, address)
    kept = told.pop()
    assert read(client, address)[uid][2:] == (1, "CANCELLED")
    assert read(client, address)[uid][2:] == (1, "CANCELLED")
    told.append(kept)
    assert read(client, address)[uid][2:] == (2, "CONFIRMED")


def test_a_day_long_past_is_forgotten_without_a_cancellation(client, address, told, monkeypatch):
    read(client, address)
    monkeypatch.setattr("kkr_portal.year.feeds.timezone.localdate", lambda: SOON + 2 * feeds.BACK)
    assert read(client, address) == {}


def test_one_kkrs_dates_alone(client, user_with, council, told):
    other_council = Council.objects.exclude(pk=council.pk).first()
    told[:] = [
        Due(SOON, "Vores", RULE, "/a/", council_id=council.pk),
        Due(SOON, "Andres", RULE, "/b/", council_id=other_council.pk),
        Due(SOON, "Alles", RULE, "/c/"),
    ]
    token = feeds.subscribe(council=council, by=user_with("kl"))
    assert {one[0] for one in read(client, f"{PAGE}{token}.ics").values()} == {"Vores", "Alles"}


def test_a_real_meeting_that_is_called_off_is_cancelled(client, address, council):
    meeting = Meeting.objects.create(council=council, date=SOON, status="planned")
    [uid] = [uid for uid, one in read(client, address).items() if one[0].startswith("Ordinært møde")]
    Meeting.objects.filter(pk=meeting.pk).update(
        status="cancelled", status_before="planned", cancelled_because="Snestorm"
    )
    assert read(client, address)[uid][3] == "CANCELLED"


def test_a_lost_role_takes_its_dates_away(client, user_with, council):
    user = user_with("secretariat")
    token = feeds.subscribe(council=None, by=user)
    Meeting.objects.create(council=council, date=SOON, status="planned")
    assert read(client, f"{PAGE}{token}.ics")
    user.roles.all().delete()
    other = feeds.subscribe(council=None, by=user_with("business_house"))
    open_to_all = read(client, f"{PAGE}{other}.ics")
    after = read(client, f"{PAGE}{token}.ics")
    assert {one[3] for uid, one in after.items() if uid not in open_to_all} == {"CANCELLED"}


@pytest.mark.parametrize("token", ["x", "a" * 43, "drop-table"])
def test_a_guessed_address_is_not_there(client, db, address, token):
    assert client.get(f"{PAGE}{token}.ics").status_code == 404


def test_a_revoked_address_and_a_closed_user_are_not_there(client, client_as, told):
    owner = client_as("secretariat")
    owner.post(PAGE, {"kkr": "midtjylland"})
    page = owner.get(PAGE).content.decode()
    address = re.search(rf'value="http://testserver({PAGE}[\w-]+\.ics)"', page)[1]
    assert read(client, address)
    feed = CalendarFeed.objects.get()
    assert address[len(PAGE) : -4] not in str(feed.__dict__)
    feed.user.is_active = False
    feed.user.save()
    assert client.get(address).status_code == 404
    feed.user.is_active = True
    feed.user.save()
    owner.post(f"{PAGE}{feed.pk}/revoke/")
    assert client.get(address).status_code == 404


def test_an_address_is_shown_once(client_as, told):
    owner = client_as("member")
    owner.post(PAGE, {"kkr": ""})
    assert "Den vises kun nu" in owner.get(PAGE).content.decode()
    after = owner.get(PAGE).content.decode()
    assert "Den vises kun nu" not in after
    assert "Årshjul for alle fem KKR" in after


def test_nobody_stops_anothers(client_as, address):
    feed = CalendarFeed.objects.get()
    other = client_as("kl")
    assert other.post(f"{PAGE}{feed.pk}/revoke/").status_code == 404
    assert other.post(PAGE, {"kkr": "atlantis"}).status_code == 404
    assert CalendarFeed.objects.count() == 1


def test_no_more_than_ten(client_as, told):
    owner = client_as("kl")
    for _ in range(feeds.MOST + 1):
        answer = owner.post(PAGE, {"kkr": ""}, follow=True)
    assert "Stop et af dem" in answer.content.decode()
    assert CalendarFeed.objects.count() == feeds.MOST


def test_who_is_not_signed_in_is_asked_to(client, db):
    assert client.get(PAGE).status_code == 302
