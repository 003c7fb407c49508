"""The year's dates on the calendar: each with its rule, on the last day on which it can still be done."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from kkr_portal.registry.models import Council
from kkr_portal.year.due import due_dates as all_dates
from quotas.due_dates import due_dates
from quotas.models import MunicipalQuota
from tests.quotas.made import an_issue, with_quotas

pytestmark = pytest.mark.django_db


def told(first=date(2029, 1, 1), last=date(2029, 12, 31), user=None):
    return list(due_dates(user or AnonymousUser(), first, last))


def test_the_three_dates_of_a_year_each_with_its_rule():
    with_quotas(an_issue(2030, status="published"))
    found = told()
    assert [(one.day, str(one.rule), one.done) for one in found if one.council_id is None] == [
        (date(2029, 5, 1), "integrationsloven § 6", True),
        (date(2029, 9, 29), "integrationsloven § 8, stk. 1", False),
    ]
    notified = [one for one in found if one.council_id]
    assert {one.day for one in notified} == {date(2029, 9, 9)}
    assert len(notified) == 5
    told_of = "Aftale om kommunekvoter for 2030 meddeles inden den 10. september"
    assert f"Sidste dag i Region Midtjylland: {told_of}" in {one.title for one in notified}
    assert len({(one.key, one.council_id) for one in found}) == len(found) == 7


def test_a_region_with_agreed_quotas_has_done_its_part():
    issue = with_quotas(an_issue(2030, status="published"))
    region = Council.objects.get(slug="midtjylland")
    MunicipalQuota.objects.filter(municipality__region=region.region_id).update(kind="agreed")
    done = {one.council_id for one in told() if one.done and one.council_id}
    assert done == {region.pk}
    MunicipalQuota.objects.filter(issue=issue).update(kind="fixed")
    assert all(one.done for one in told())


def test_a_year_to_come_is_told_and_an_unknown_past_one_is_not(client_as):
    assert [one.url for one in told()] == ["/quotas/"] * 7
    assert not any(one.done for one in told())
    assert told(date(2019, 1, 1), date(2019, 12, 31)) == []


def test_a_partial_year_of_the_past_asks_for_nothing():
    an_issue(2019, lacks="Kun to regioner er fundet.", status="published")
    assert all(one.done for one in told(date(2018, 1, 1), date(2018, 12, 31)))


def test_a_draft_is_told_to_kl_alone(user_with):
    an_issue(2030)
    assert {one.url for one in told()} == {"/quotas/"}
    assert {one.url for one in told(user=user_with("kl"))} == {"/quotas/2030/"}


def test_on_the_calendar_with_the_other_rooms(client):
    found = all_dates(AnonymousUser(), date(2029, 9, 1), date(2029, 9, 30), room="quotas")
    assert {one.room_name for one in found} == {"Flygtningekvoter"}
