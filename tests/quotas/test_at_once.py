"""Two at the same moment with the quotas of one issue: the rows of one, whole, and one notification."""

from datetime import date

import pytest

from kkr_portal.registry.models import Municipality
from quotas.actions import agreements
from quotas.actions.imports import import_quotas, import_statistics
from quotas.actions.issues import publish
from quotas.models import Agreement, MunicipalQuota, Statistics, StatisticsRow
from quotas.refused import Refused
from tests.quotas.agreed import an_agreement, ready
from tests.quotas.made import an_issue, with_quotas
from tests.side_by_side import at_once

pytestmark = pytest.mark.django_db(transaction=True)
Kind = MunicipalQuota.Kind


def ids():
    return list(Municipality.objects.values_list("pk", flat=True))


def test_two_take_in_the_quotas_of_one_issue():
    issue, places = an_issue(), ids()

    def take_in(persons, source):
        return lambda: import_quotas(
            issue=issue, kind=Kind.CALCULATED, quotas=dict.fromkeys(places, persons), regions={},
            source=source, dated=None,
        )  # fmt: skip

    assert at_once(take_in(2, "Bilag A"), take_in(3, "Bilag B")) == [None, None]
    rows = MunicipalQuota.objects.filter(issue=issue)
    assert rows.count() == len(places)
    assert len(set(rows.values_list("persons", "source"))) == 1


def test_two_take_in_statistics():
    issue, places = an_issue(), ids()

    def take_in(number, source):
        return lambda: import_statistics(
            issue=issue, rows=dict.fromkeys(places, (number, 1, 1)), source=source, constructed=True
        )

    found = at_once(take_in(1000, "A"), take_in(2000, "B"))
    assert [one for one in found if isinstance(one, Exception)] == []
    assert (Statistics.objects.count(), StatisticsRow.objects.count()) == (1, len(places))


def test_an_issue_is_not_published_between_the_rows_that_are_taken_in():
    issue, places = with_quotas(an_issue()), ids()
    at_once(
        lambda: publish(issue=issue),
        lambda: import_quotas(
            issue=issue, kind=Kind.CALCULATED, quotas=dict.fromkeys(places, 3), regions={}, source="B",
            dated=None,
        ),
    )  # fmt: skip
    rows = MunicipalQuota.objects.filter(issue=issue, kind=Kind.CALCULATED)
    assert len(set(rows.values_list("persons", flat=True))) == 1


def test_two_notify_of_the_same_agreement():
    agreement = ready(an_agreement())
    days = [date(2021, 9, 8), date(2021, 9, 9)]
    found = at_once(
        *[lambda day=day: agreements.notify(agreement=agreement, on=day, how="Digital Post") for day in days]
    )
    failed = [one for one in found if isinstance(one, Exception)]
    assert (len(failed), [one for one in failed if not isinstance(one, Refused)]) == (1, [])
    won = next(one for one in found if not isinstance(one, Exception))
    assert Agreement.objects.get(pk=agreement.pk).notified_on == won.notified_on
    agreed = MunicipalQuota.objects.filter(issue=agreement.issue, kind=Kind.AGREED)
    assert agreed.count() == len(set(agreed.values_list("municipality", flat=True)))
