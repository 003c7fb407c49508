"""As many queries with twenty years and six houses as with one."""

from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kkr_portal.registry.models import BusinessHouse
from tests.contracts.reported import a_contract, a_report, accepted, measured


@contextmanager
def counted(found):
    with CaptureQueriesContext(connection) as queries:
        yield
    found.append(len(queries))


def reported(house, year):
    report = a_report(a_contract(house, year, published=True))
    measured(report, "share", numerator=312, denominator=360)
    measured(report, "count", value=1417)
    return accepted(report)


@pytest.mark.parametrize("role", ["public", "secretariat"])
def test_the_pages_ask_the_same_number_of_questions(client_as, role, db):
    report = reported("midtjylland", 2030)
    pages = ["/contracts/midtjylland/", "/contracts/midtjylland/2030/reports/",
             f"/contracts/reports/{report.pk}/", "/contracts/midtjylland/2030/spread/"]  # fmt: skip
    client = client_as(role)
    for page in pages:
        client.get(page)  # what is read once for a process
    few, many = [], []
    for page in pages:
        with counted(few):
            client.get(page)
    for house in BusinessHouse.objects.values_list("slug", flat=True):
        for year in range(2011, 2031):
            if (house, year) != ("midtjylland", 2030):
                reported(house, year)
    for page in pages:
        with counted(many):
            client.get(page)
    assert many == few
