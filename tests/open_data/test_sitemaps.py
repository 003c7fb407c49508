"""The map for search engines: everything that is published, nothing that is not."""

import re
from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.models import Meeting
from quotas.models import Announcement, Issue, QuotaYear


def addresses(client):
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 200
    return re.findall(r"<loc>http://testserver([^<]+)</loc>", answer.content.decode())


def test_a_sent_agenda_and_no_draft(client, meeting, draft):
    there = addresses(client)
    assert "/meetings/midtjylland/2022-03-07/" in there
    assert "/meetings/midtjylland/2022-03-07/minutes/" not in there
    assert [one for one in there if "2022-06-09" in one] == []
    Meeting.objects.filter(pk=meeting.pk).update(status="preparation")
    assert [one for one in addresses(client) if "2022-03-07" in one] == []


def test_minutes_once_they_are_approved(client, meeting):
    for status in ("held", "minutes_drafted"):
        Meeting.objects.filter(pk=meeting.pk).update(status=status)
        assert [one for one in addresses(client) if one.endswith("minutes/")] == []
    Meeting.objects.filter(pk=meeting.pk).update(status="approved")
    assert "/meetings/midtjylland/2022-03-07/minutes/" in addresses(client)


def test_numbers_that_are_being_entered_are_not_in_it(client, db):
    source = Announcement.objects.create(title="Brev", source="Prøve")
    year = QuotaYear.objects.create(year=2031)
    issue = Issue.objects.create(year=year, announcement=source, national_number=500)
    assert [one for one in addresses(client) if "2031" in one] == []
    Issue.objects.filter(pk=issue.pk).update(status="published")
    assert "/quotas/2031/1/" in addresses(client)


def test_every_address_in_it_is_there_for_everyone(client, meeting):
    found = addresses(client)
    assert len(found) == len(set(found))
    assert {one: client.get(one).status_code for one in found} == dict.fromkeys(found, 200)


def test_the_same_queries_for_one_meeting_and_for_many(client, council, meeting):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap.xml")
        return len(queries)

    one = asked()
    for month in range(4, 13):
        Meeting.objects.create(council=council, date=date(2023, month, 9), status="sent")
    assert asked() == one
