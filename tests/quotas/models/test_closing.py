"""A closed issue is closed on every path: model, bulk, deletion, raw SQL; each of its tables."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.models import F, ProtectedError

from quotas.actions.issues import close, publish, reopen
from quotas.models import (
    Announcement,
    CalculatedRow,
    Calculation,
    Issue,
    MunicipalQuota,
    RegionQuota,
    Reopening,
    Statistics,
    StatisticsRow,
)
from quotas.models.closing import MESSAGE, refusal
from tests.portal_user import past_triggers
from tests.quotas.made import SOURCE, an_issue, with_quotas, with_statistics

CHILDREN = {
    RegionQuota: ("issue", {"persons": 7}),
    MunicipalQuota: ("issue", {"persons": 7}),
    Statistics: ("issue", {"source": "andet"}),
    StatisticsRow: ("statistics__issue", {"population": 7}),
    Calculation: ("statistics__issue", {"national_number": 7}),
    CalculatedRow: ("calculation__statistics__issue", {"persons": 7}),
}


@pytest.fixture
def issue(db):
    issue = with_quotas(an_issue())
    statistics = with_statistics(issue)
    calculation = Calculation.objects.create(statistics=statistics, national_number=196)
    CalculatedRow.objects.create(
        calculation=calculation, municipality=statistics.rows.first().municipality, share="1/2",
        calculated="1", distributed="1", persons=1,
    )  # fmt: skip
    return close(issue=publish(issue=issue))


def stays(act) -> str:
    """The sentence with which the database refused."""
    with pytest.raises((IntegrityError, InternalError, ProtectedError)) as found, transaction.atomic():
        act()
    return refusal(found.value) if isinstance(found.value, IntegrityError) else str(found.value)


@pytest.mark.parametrize("model", CHILDREN)
def test_what_hangs_on_a_closed_issue_stays(issue, model):
    way, change = CHILDREN[model]
    rows = model.objects.filter(**{way: issue})
    assert rows.exists()
    assert stays(lambda: rows.update(**change)) == MESSAGE
    assert stays(lambda: rows.delete()) == MESSAGE


def test_nothing_is_added_and_the_issue_itself_stays(issue):
    council = RegionQuota.objects.first().council
    other = an_issue(2031, national=5)
    moved = RegionQuota.objects.create(issue=other, council=council, persons=5, source=SOURCE)
    assert stays(lambda: RegionQuota.objects.filter(pk=moved.pk).update(issue=issue)) == MESSAGE
    assert stays(lambda: Issue.objects.filter(pk=issue.pk).update(national_number=900)) == MESSAGE
    assert stays(lambda: Issue.objects.filter(pk=issue.pk).update(status="published")) == MESSAGE
    with connection.cursor() as cursor:
        sql = "UPDATE quotas_municipalquota SET persons = 1 WHERE issue_id = %s"
        assert stays(lambda: cursor.execute(sql, [issue.pk])) == MESSAGE
    RegionQuota.objects.filter(pk=moved.pk).update(persons=4)  # another issue is untouched by it


def test_what_it_was_announced_by_stays_too(issue):
    rows = Announcement.objects.filter(pk=issue.announcement_id)
    assert stays(lambda: rows.update(title="andet")) == MESSAGE
    other = an_issue(2031, national=5)
    assert Announcement.objects.filter(pk=other.announcement_id).update(title="andet") == 1


def test_reopened_with_a_reason_it_can_be_mended(issue, user_with):
    by = user_with("kl")
    reopen(issue=issue, reason=" Trykfejl i bilaget ", by=by)
    assert list(Reopening.objects.values_list("reason", "by")) == [("Trykfejl i bilaget", by.pk)]
    MunicipalQuota.objects.filter(issue=issue).update(persons=2)
    assert stays(lambda: Reopening.objects.update(reason="andet"))


def test_an_old_reopening_opens_nothing_a_second_time(db):
    issue = close(issue=publish(issue=with_quotas(an_issue())))
    reopen(issue=issue, reason="Trykfejl", by=None)
    close(issue=issue)
    # A test is one transaction, and so is its clock; the event is made older than it.
    with past_triggers("quotas.Reopening:issue_reopening_stays"):
        Reopening.objects.update(at=F("at") - timedelta(seconds=1))
    assert stays(lambda: Issue.objects.filter(pk=issue.pk).update(status="published")) == MESSAGE
