"""What was written in the meeting, in the admin: to look up, and nothing to change."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kkr_portal.access.models import User
from meetings.models import Decision, MarkedAbsent, Stay, Vote, Voter
from tests.meetings.in_the_room import a_council, an_agenda, press

MODELS = [Stay, MarkedAbsent, Decision, Vote, Voter]


@pytest.fixture
def administrator(db, client):
    client.force_login(User.objects.create_superuser("admin@example.dk", "en-lang-kode-til-test"))
    return client


def fill(meeting, members, items):
    """One row of each kind for each member and item."""
    for member in members:
        Stay.objects.create(meeting=meeting, seat=member.seat, person=member.person, last=items[0])
        MarkedAbsent.objects.create(meeting=meeting, seat=member.seat)
    for item, member in zip(items, members, strict=True):
        Decision.objects.create(item=item, text="Vedtaget.")
        vote = Vote.objects.create(item=item, number=1, question="?", form="name", members=4, present=2)
        Voter.objects.create(vote=vote, seat=member.seat, person=member.person, name="A", member_name="A")


def test_lists_and_rows_open_with_constant_queries_and_change_nothing(administrator, meeting, council):
    items, members = an_agenda(meeting, 4), a_council(council, 4)

    def counts():
        found = {}
        for model in MODELS:
            address = reverse(f"admin:meetings_{model._meta.model_name}_changelist")
            with CaptureQueriesContext(connection) as queries:
                assert administrator.get(address).status_code == 200
            found[model.__name__] = len(queries)
        return found

    fill(meeting, members[:1], items[:1])
    counts()
    few = counts()
    fill(meeting, members[1:], items[1:])
    assert counts() == few
    for model in MODELS:
        name, row = model._meta.model_name, model.objects.first()
        change = reverse(f"admin:meetings_{name}_change", args=[row.pk])
        assert administrator.get(change).status_code == 200
        assert administrator.post(change, {}).status_code == 403
        assert administrator.get(reverse(f"admin:meetings_{name}_add")).status_code == 403


def test_the_meetings_history_tells_who_came(client_as, meeting, council):
    [anna] = a_council(council, 1)
    press(meeting, anna, "nobody")
    press(meeting, anna, "member")
    page = client_as("secretariat").get(f"/history/meetings/meeting/{meeting.pk}/").content.decode()
    assert ["deltagelse" in page.lower(), "fraværende på mødet" in page.lower()] == [True, True]
