"""What the rooms tell the calendar, put together."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from kkr_portal.law import Citation
from kkr_portal.year import due
from kkr_portal.year.due import Due, due_dates

RULE = Citation("loven", "6")
FIRST, LAST = date(2022, 1, 1), date(2022, 12, 31)
SHARED_DATE = Due(date(2022, 9, 9), "Aftale anmeldes", RULE, "/quotas/2022/")
OWN = Due(date(2022, 3, 1), "Afrapportering", RULE, "/contracts/1/", council_id=2, key="report-1")
OTHERS = Due(date(2022, 3, 1), "Afrapportering", RULE, "/contracts/2/", council_id=3, key="report-2")


@pytest.fixture
def two_rooms(monkeypatch):
    monkeypatch.setattr(due, "_PROVIDERS", {})
    due.register("quotas", lambda user, first, last: [SHARED_DATE])
    due.register("contracts", lambda user, first, last: [OTHERS, OWN])


def test_dates_come_by_day_and_then_in_the_menus_order(two_rooms):
    told = due_dates(AnonymousUser(), FIRST, LAST)
    assert [(one.room_name, one.due) for one in told] == [
        ("Resultatkontrakter", OTHERS), ("Resultatkontrakter", OWN), ("Flygtningekvoter", SHARED_DATE),
    ]  # fmt: skip
    assert due.rooms() == [("contracts", "Resultatkontrakter"), ("quotas", "Flygtningekvoter")]


def test_one_kkr_has_its_own_dates_and_those_of_all(two_rooms):
    assert [one.due for one in due_dates(AnonymousUser(), FIRST, LAST, council_id=2)] == [OWN, SHARED_DATE]
    assert [one.due for one in due_dates(AnonymousUser(), FIRST, LAST, room="quotas")] == [SHARED_DATE]


def test_an_identity_outlives_title_and_day_and_is_nobody_elses(two_rooms):
    uids = [one.uid for one in due_dates(AnonymousUser(), FIRST, LAST)]
    assert len(set(uids)) == 3
    moved = Due(date(2022, 4, 1), "Anden overskrift", RULE, OWN.url, council_id=2, key="report-1")
    due.register("contracts", lambda user, first, last: [moved])
    assert due_dates(AnonymousUser(), FIRST, LAST, room="contracts")[0].uid == uids[1]


def test_overdue_is_what_has_passed_and_is_not_done():
    assert OWN.is_overdue(date(2022, 3, 2))
    assert not OWN.is_overdue(date(2022, 3, 1))
    assert not Due(OWN.day, "a", RULE, "/", done=True).is_overdue(date(2022, 3, 2))
