"""As many queries over thirty years of data as over one."""

from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from quotas.actions.calculations import store_calculation
from quotas.model_of import Reading
from tests.quotas.made import an_issue, with_quotas, with_statistics

PAGES = ["/quotas/", "/quotas/2030/", "/quotas/2030/1/", "/quotas/2030/1/model/", "/quotas/2030/1/quotas.csv",
         "/quotas/quotas.json", "/quotas/years.csv", "/quotas/municipalities/751/",
         "/quotas/regions/midtjylland/", "/quotas/regions/midtjylland/?years=all", "/quotas/2030/1/import/",
         "/year/?on=2029-06-01"]  # fmt: skip


@contextmanager
def counted(found):
    with CaptureQueriesContext(connection) as queries:
        yield
    found.append(len(queries))


@pytest.mark.parametrize("role", ["public", "kl"])
def test_the_pages_ask_the_same_number_of_questions(client_as, role, db):
    issue = with_quotas(an_issue(2030, status="published"))
    with_statistics(issue)
    store_calculation(issue=issue, reading=Reading(), by=None)
    client = client_as(role)
    for page in PAGES:
        client.get(page)  # what is read once for a process
    few, many = [], []
    for page in PAGES:
        with counted(few):
            client.get(page)
    for year in range(2001, 2030):
        with_quotas(an_issue(year, status="published"))
    an_issue(2030, number=2, status="published", national=200)
    an_issue(2030, number=3, status="published", national=210)
    for page in PAGES:
        with counted(many):
            client.get(page)
    known = dict(zip(PAGES, zip(few, many, strict=True), strict=True))
    assert {page: both for page, both in known.items() if both[0] != both[1]} == {}
