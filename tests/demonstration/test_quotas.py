"""The demonstration's quotas: 2022 as the source has it, 2015 as far as it was published."""

from datetime import date

import pytest
from django.core.management import call_command

from kkr_portal.demonstration import figures, quotas
from quotas.models import Issue, MunicipalQuota
from quotas.numbers_of import numbers_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _loaded(db):
    quotas.load()


def test_2022_has_all_98_as_printed_and_adds_up():
    issue = Issue.objects.get(year__year=2022)
    assert (issue.national_number, issue.announcement.dated) == (500, date(2021, 4, 29))
    numbers = numbers_of(issue)
    assert numbers.breaches == []
    printed = {
        row["code"]: figures.quota(row["quota"])
        for row in figures.rows("quotas_2022")
        if row["kind"] == "municipality"
    }
    assert {line.municipality.code: line.persons for line in numbers.lines} == printed
    assert {str(one.council.region): one.quota for one in numbers.regions} == {
        "Region Hovedstaden": 113, "Region Midtjylland": 126, "Region Nordjylland": 73,
        "Region Sjælland": 75, "Region Syddanmark": 113,
    }  # fmt: skip


def test_what_the_eight_had_before_they_exchanged_is_not_invented():
    unknown = [
        str(line.municipality)
        for line in numbers_of(Issue.objects.get(year__year=2022)).lines
        if line.calculated is None
    ]
    assert set(unknown) == quotas.EXCHANGED


def test_2015_says_that_it_is_partial():
    issue = Issue.objects.get(year__year=2015)
    assert (issue.national_number, issue.region_quotas.count()) == (None, 0)
    assert "Kun kommunekvoterne i Syddanmark og Nordjylland" in issue.lacks
    assert issue.municipal_quotas.count() == 33
    assert sum(issue.municipal_quotas.values_list("persons", flat=True)) == 3015 + 1763


def test_the_statistics_say_that_they_are_constructed_and_can_be_computed_again(client):
    page = client.get("/quotas/2022/1/model/").content.decode()
    assert "Statistikken er konstrueret" in page
    assert "Efterregnet uden forskel" in page
    assert "sat til 0" in page
    call_command("verify", "calculations", "sums")


def test_every_number_has_its_source():
    assert not MunicipalQuota.objects.filter(source="").exists()
