"""An issue's life, and what stops it."""

import pytest

from quotas.actions.issues import close, publish, reopen, withdraw
from quotas.models import Issue, MunicipalQuota, RegionQuota
from quotas.refused import Refused
from tests.quotas.made import an_issue, with_quotas


@pytest.mark.django_db
def test_published_withdrawn_closed_and_reopened_each_once():
    issue = with_quotas(an_issue())
    assert publish(issue=issue).status == publish(issue=issue).status == "published"
    assert withdraw(issue=issue).status == withdraw(issue=issue).status == "draft"
    publish(issue=issue)
    assert close(issue=issue).status == close(issue=issue).status == "closed"
    with pytest.raises(Refused, match=r"afsluttet.*under indtastning"):
        withdraw(issue=issue)
    with pytest.raises(Refused, match="hvorfor"):
        reopen(issue=issue, reason="  ", by=None)
    assert reopen(issue=issue, reason="Trykfejl", by=None).status == "published"


@pytest.mark.django_db
def test_a_draft_is_not_closed():
    with pytest.raises(Refused, match="under indtastning"):
        close(issue=with_quotas(an_issue()))


@pytest.mark.django_db
def test_a_sum_off_by_one_is_neither_published_nor_closed():
    issue = with_quotas(an_issue())
    RegionQuota.objects.filter(council__slug="midtjylland").update(persons=39)
    with pytest.raises(Refused, match="Regionskvoterne giver 197, men landstallet er 196: 1 for meget"):
        publish(issue=issue)
    RegionQuota.objects.filter(council__slug="midtjylland").update(persons=38)
    publish(issue=issue)
    MunicipalQuota.objects.filter(municipality__code="751").update(persons=1)
    said = "Region Midtjylland: kommunekvoterne giver 37, men regionskvoten er 38: 1 for lidt"
    with pytest.raises(Refused, match=said):
        close(issue=issue)


@pytest.mark.django_db
def test_a_partial_year_is_published_and_closed_as_partial():
    issue = an_issue(lacks="Kun to regioner er fundet.")
    assert close(issue=publish(issue=issue)).is_closed


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["issue", "year", "announcement"])
def test_a_cpr_number_is_neither_published_nor_closed(where):
    issue = with_quotas(an_issue())
    row, name = {
        "issue": (issue, "reason"), "year": (issue.year, "note"), 
        "announcement": (issue.announcement, "reference"),
    }[where]  # fmt: skip
    rows = type(row).objects.filter(pk=row.pk)
    for act, text in ((publish, "draft"), (close, "published")):
        rows.update(**{name: "Se 010190-1234"})
        with pytest.raises(Refused, match=r"CPR-nummer.*010190-xxxx"):
            act(issue=issue)
        assert Issue.objects.get(pk=issue.pk).status == text
        rows.update(**{name: "Se sag 7"})
        act(issue=issue)
