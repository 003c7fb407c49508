"""A notified agreement is closed on every path; before that the database guards region and doubles."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.models import ProtectedError

from kkr_portal.registry.models import Municipality
from quotas.actions import agreements as actions
from quotas.models import Agreement, AgreementSignature, AgreementTransfer, Issue
from quotas.models.agreed import MESSAGE, OUTSIDE, agreement_refusal
from quotas.rules.agreement import Transfer
from tests.quotas.agreed import an_agreement, an_open_issue, notified
from tests.quotas.made import set_status


@pytest.fixture
def closed(db):
    return notified(an_agreement(transfers=(Transfer("Odder", "Aarhus"),)))


def stays(act) -> str:
    with pytest.raises(IntegrityError) as found, transaction.atomic():
        act()
    return agreement_refusal(found.value)


def test_closed_on_every_path(closed):
    rows = Agreement.objects.filter(pk=closed.pk)
    assert stays(lambda: rows.update(note="x")) == MESSAGE
    assert stays(lambda: rows.update(notified_on=None, notified_how="")) == MESSAGE
    assert stays(lambda: closed.transfers.update(persons=1)) == MESSAGE
    assert stays(lambda: closed.transfers.all().delete()) == MESSAGE
    assert stays(lambda: closed.signatures.all().delete()) == MESSAGE
    assert stays(lambda: rows.delete()) == MESSAGE
    new = AgreementTransfer(
        agreement=closed, giver=Municipality.objects.get(code="741"),
        taker=Municipality.objects.get(code="751"),
    )  # fmt: skip
    assert stays(new.save) == MESSAGE
    with connection.cursor() as cursor:
        assert stays(lambda: cursor.execute("UPDATE quotas_agreement SET decided_on = NULL")) == MESSAGE


def test_a_reopening_gives_back_no_more_than_the_notification(closed):
    """Not even in the same transaction may anything else be changed with it."""
    with transaction.atomic():
        actions.AgreementReopening.objects.create(
            agreement=closed, reason="Fejl", notified_on=closed.notified_on
        )
        rows = Agreement.objects.filter(pk=closed.pk)
        assert stays(lambda: rows.update(notified_on=None, notified_how="", note="x")) == MESSAGE
        rows.update(notified_on=None, notified_how="")
    for act in (lambda: closed.reopenings.update(reason="x"), lambda: closed.reopenings.all().delete()):
        with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
            act()


def test_outside_the_region(db):
    agreement = an_agreement()
    here, there = Municipality.objects.get(code="751"), Municipality.objects.get(code="825")
    for row in (
        AgreementTransfer(agreement=agreement, giver=there, taker=here),
        AgreementTransfer(agreement=agreement, giver=here, taker=there),
        AgreementSignature(agreement=agreement, municipality=there, on="2021-06-08"),
    ):
        assert stays(row.save) == OUTSIDE


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"giver": "751", "taker": "751"}, "not_from_itself"),
        ({"giver": "727", "taker": "751", "persons": 0}, "at_least_one_person"),
        ({"giver": "741", "taker": "751"}, "transferred_once"),
        ({"giver": "741", "taker": "727"}, "whole_quota_given_once"),
    ],
)
def test_transfers_that_the_database_refuses(db, fields, name):
    agreement = an_agreement(transfers=(Transfer("Samsø", "Aarhus"),))
    places = {key: Municipality.objects.get(code=fields[key]) for key in ("giver", "taker")}
    row = AgreementTransfer(agreement=agreement, **(fields | places))
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        row.save()


def test_one_agreement_a_region_and_issue(db):
    agreement = an_agreement()
    again = Agreement(issue=agreement.issue, council=agreement.council)
    with pytest.raises(IntegrityError, match="one_agreement_a_region"), transaction.atomic():
        again.save()


def test_notified_means_decided(db):
    agreement = an_agreement()
    rows = Agreement.objects.filter(pk=agreement.pk)
    with pytest.raises(IntegrityError, match="notified_means_decided"), transaction.atomic():
        rows.update(notified_on="2021-09-09")
    with pytest.raises(IntegrityError, match="notified_after_the_decision"), transaction.atomic():
        rows.update(decided_on="2021-09-10", notified_on="2021-09-09")


def test_an_issue_with_an_agreement_is_not_deleted(db):
    issue = an_open_issue()
    an_agreement(issue)
    set_status(issue, "draft")
    with pytest.raises(ProtectedError), transaction.atomic():
        Issue.objects.filter(pk=issue.pk).delete()
