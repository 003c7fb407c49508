"""What the database refuses of a report, by the shell and in bulk."""

import pytest
from django.db import IntegrityError, transaction

from contracts.models import Measurement, Report, ReportNote
from contracts.models.signed import (
    FOREIGN_MEASURE,
    FOREIGN_MUNICIPALITY,
    MEASURED_MESSAGE,
    REPORT_MESSAGE,
    refusal,
)
from kkr_portal.registry.models import Municipality
from tests.contracts.reported import a_contract, a_report, accepted, measured, point


@pytest.fixture
def report(db):
    return a_report(a_contract())


def refused(make) -> str:
    with pytest.raises(IntegrityError) as found, transaction.atomic():
        make()
    return refusal(found.value)


@pytest.mark.parametrize("status", ["submitted", "accepted", "closed"])
def test_figures_of_a_report_that_is_not_open(report, status):
    row = measured(report, "share", value=80)
    if status == "accepted":
        accepted(report)
    else:
        Report.objects.update(status=status)
    row.value = 90
    assert refused(row.save) == MEASURED_MESSAGE
    assert refused(lambda: Measurement.objects.update(value=90)) == MEASURED_MESSAGE
    assert refused(lambda: Measurement.objects.all().delete()) == MEASURED_MESSAGE
    new = Measurement(report=report, target=point(report.contract, "count"), value=1)
    assert refused(lambda: Measurement.objects.bulk_create([new])) == MEASURED_MESSAGE


def test_an_accepted_report_itself(report):
    accepted(report)
    assert refused(lambda: Report.objects.update(method="Andet")) == REPORT_MESSAGE
    assert refused(lambda: Report.objects.update(status="open")) == REPORT_MESSAGE
    assert refused(lambda: ReportNote.objects.create(report=report, text="x")) == REPORT_MESSAGE


def test_a_municipality_twice_or_of_another_house(report):
    samsoe, odense = Municipality.objects.get(code="741"), Municipality.objects.get(code="461")
    measured(report, "spread", municipality=samsoe, value=1)
    refused(lambda: measured(report, "spread", municipality=samsoe, value=2))
    assert refused(lambda: measured(report, "spread", municipality=odense, value=2)) == FOREIGN_MUNICIPALITY


def test_a_point_of_another_contract(report):
    other = point(a_contract(year=2023), "share")
    row = Measurement(report=report, target=other, value=1)
    assert refused(row.save) == FOREIGN_MEASURE


def test_numerator_above_denominator(report):
    refused(lambda: measured(report, "share", numerator=2, denominator=1))
    assert not Measurement.objects.exists()
