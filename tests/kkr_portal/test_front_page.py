"""The front page: what needs each role now, and what the public sees."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from contracts.actions import life
from kkr_portal import front_page
from kkr_portal.demonstration import contracts as demonstration
from kkr_portal.law import Citation
from kkr_portal.registry.models import Council
from kkr_portal.year import due
from kkr_portal.year.due import Due, Told
from meetings.models import Meeting
from tests.conftest import ROLES
from tests.contracts.lives import SIGNED_ON, sent

TODAY = timezone.localdate()
ABOVE = {"secretariat", "kl", "member"}


@pytest.fixture
def planned(council):
    return Meeting.objects.create(
        council=council, date=TODAY + timedelta(days=20), status="planned", place="Viborg"
    )


def page_of(client):
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_the_next_meeting_of_ones_own_kkr(planned, client_as, role):
    page = page_of(client_as(role))
    inside = role in ABOVE
    assert ("Ordinært møde i KKR Midtjylland" in page) is inside
    assert ("Udsendelse af dagsordenen" in page.split('id="waiting-heading"')[0]) is inside
    link = f'href="{planned.get_absolute_url()}"' in page
    assert link is (role in {"secretariat", "kl"})


def test_a_sent_agenda_is_the_publics_next_meeting_and_its_news(planned, client):
    Meeting.objects.filter(pk=planned.pk).update(status="sent")
    page = page_of(client)
    assert f'href="{planned.get_absolute_url()}"' in page
    assert "Venter på dig" not in page
    assert "Overskredet" not in page


def test_each_sees_what_waits_for_them(client_as, db):
    demonstration.load()
    secretariat = page_of(client_as("secretariat"))
    assert "Resultatkontrakt 2022 med Erhvervshus Midtjylland" in secretariat
    assert "Næste trin: «Forhandlet færdig»" in secretariat
    house = page_of(client_as("business_house"))
    assert "Indtast tal til «Slutrapport for 2021»" in house
    assert "Forhandlet færdig" not in house
    assert "Indtast tal" not in page_of(client_as("member"))
    other = page_of(client_as("other_secretariat"))
    assert "Erhvervshus Midtjylland" not in other.split('id="soon-heading"')[0]


def test_a_house_is_told_of_late_reports_and_of_nobody_elses_lateness(user_with):
    rule, long_ago = Citation("forretningsordenen", "1"), TODAY - timedelta(days=30)
    late = [Told(room, name, Due(long_ago, "For sent", rule, "/")) for room, name in due.rooms()]
    told_to = {
        role: [one.room for one in front_page.overdue_of(user_with(role) or AnonymousUser(), late, TODAY)]
        for role in ("secretariat", "business_house", "member", "public")
    }
    everything = ["meetings", "contracts", "boards", "quotas"]
    assert told_to == {
        "secretariat": everything, "business_house": ["contracts"], "member": [], "public": []
    }  # fmt: skip


def test_a_published_contract_is_news_for_everyone(client, db):
    life.publish(contract=sent(), on=SIGNED_ON, by=None)
    assert "Resultatkontrakt: Erhvervshus Midtjylland 2022" in page_of(client)


def test_nobodys_things_say_so(client_as, db):
    page = page_of(client_as("secretariat"))
    assert "Der er ikke planlagt møder" in page
    assert "Intet. Det, der kommer" in page
    assert "Intet er offentliggjort endnu" in page


def test_as_many_queries_with_many_meetings_and_contracts(client_as, planned, django_assert_num_queries):
    demonstration.load()
    client = client_as("kl")
    page_of(client)
    with django_assert_num_queries(60, exact=False) as few:
        page_of(client)
    for council in Council.objects.all():
        for week in range(1, 30):
            Meeting.objects.create(council=council, date=TODAY + timedelta(weeks=week), status="planned")
    with django_assert_num_queries(len(few)):
        page_of(client)
