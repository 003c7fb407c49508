"""The calendar page as each role sees it."""

from datetime import date

import pytest

from kkr_portal.law import Citation
from kkr_portal.year import due
from kkr_portal.year.due import Due
from meetings.models import Meeting

RULE = Citation("loven", "6", note="portalens egen læsning")
ROLES_THAT_MUST_ACT = {"secretariat", "kl", "member"}


@pytest.fixture
def meeting(council):
    return Meeting.objects.create(council=council, date=date(2022, 6, 10), status="planned")


@pytest.mark.parametrize(
    "role", ["public", "secretariat", "other_secretariat", "kl", "member", "board_member", "business_house"]
)
def test_a_planned_meeting_and_its_deadlines_are_for_its_own_people(role, client_as, meeting):
    page = client_as(role).get("/year/2022/").content.decode()
    inside = role in ROLES_THAT_MUST_ACT
    assert ("Ordinært møde i KKR Midtjylland" in page) == inside
    assert ("Udsendelse af dagsordenen: mødet den 10.06.2022" in page) == inside
    if inside:
        assert "§ 5, stk. 5" in page
        assert "31. maj 2022" in page  # ten days before
        assert "3. juni 2022" in page  # a week before
        link = "/meetings/midtjylland/" if role == "member" else "/meetings/midtjylland/2022-06-10/"
        assert f'href="{link}"' in page


def test_a_sent_meeting_is_open_to_everyone_its_deadlines_are_not(client, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(status="sent")
    page = client.get("/year/2022/").content.decode()
    assert "Ordinært møde i KKR Midtjylland" in page
    assert "Udsendelse af dagsordenen" not in page


def test_a_cancelled_meeting_has_no_dates(client_as, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(
        status="cancelled", status_before="planned", cancelled_because="Snestorm"
    )
    assert "Ordinært møde i" not in client_as("secretariat").get("/year/2022/").content.decode()


def test_overdue_comes_first_also_from_last_year_and_says_its_rule(client, db, monkeypatch):
    monkeypatch.setattr(due, "_PROVIDERS", {})
    monkeypatch.setattr("kkr_portal.year.views.timezone.localdate", lambda: date(2022, 2, 1))
    late = Due(date(2021, 12, 31), "Slutrapport", RULE, "/contracts/x/")
    settled = Due(date(2022, 1, 15), "Status", RULE, "/contracts/y/", done=True)
    due.register(
        "contracts", lambda user, first, last: [one for one in (late, settled) if first <= one.day <= last]
    )
    page = client.get("/year/").content.decode()
    assert (
        page.index("Overskredet") < page.index("Slutrapport") < page.index("Januar") < page.index("Afsluttet")
    )
    assert "loven § 6" in page
    assert "portalens egen læsning" in page
    assert "Slutrapport" in client.get("/year/2021/").content.decode()


def test_narrowed_to_one_kkr_and_room(client_as, meeting):
    client = client_as("secretariat")
    assert "Ordinært møde" in client.get("/year/2022/?kkr=midtjylland&room=meetings").content.decode()
    assert "Ordinært møde" not in client.get("/year/2022/?kkr=sjaelland").content.decode()
    assert "Vis alle" in client.get("/year/2022/?kkr=sjaelland").content.decode()
    assert client.get("/year/2022/?kkr=findes-ikke").status_code == 404
    assert client.get("/year/1999/").status_code == client.get("/year/2101/").status_code == 404
    assert client.get("/year/2022/?room=ukendt").status_code == 200


def test_the_file_has_the_same_dates_with_addresses(client_as, meeting):
    file = client_as("secretariat").get("/year/2022/dates.ics")
    text = file.content.decode().replace("\r\n ", "")
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert text.count("BEGIN:VEVENT") == 3
    assert "URL:http://testserver/meetings/midtjylland/2022-06-10/" in text


def test_twenty_meetings_cost_as_many_queries_as_one(
    client_as, council, meeting, django_assert_max_num_queries
):
    client = client_as("secretariat")
    client.get("/year/2022/")
    with django_assert_max_num_queries(20) as one:
        client.get("/year/2022/")
    for day in range(1, 21):
        Meeting.objects.create(council=council, date=date(2022, 9, day), status="planned")
    with django_assert_max_num_queries(len(one)):
        client.get("/year/2022/")
