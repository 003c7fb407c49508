"""An agreement's letter and a kept calculation on an agenda: who may attach which, what moves their state."""

import pytest
from django.contrib.auth.models import AnonymousUser

from kkr_portal.documents import live
from kkr_portal.registry.models import Council
from quotas.actions import agreements, scenarios
from quotas.refused import Refused
from quotas.rules.agreement import Transfer
from quotas.rules.what_if import Case
from tests.quotas.agreed import LAPSES, an_agreement, an_open_issue, notified


@pytest.fixture
def agreement(db):
    return an_agreement(transfers=(Transfer("Odder", "Aarhus"),))


def scenario(issue, council="midtjylland", name="1.400"):
    of = Council.objects.get(slug=council) if council else None
    return scenarios.keep(name=name, council=of, issue=issue, cases=[Case(1400)], by=None)


def titles(kind, user, council):
    return [one.title for one in live.kind_named(kind).choices(user or AnonymousUser(), council)]


def test_the_letter_follows_the_agreement(agreement):
    before = live.make("quota_agreement", str(agreement.pk))
    assert "Aarhus overtager kvoten fra Odder." in before.html
    assert "UDKAST" in before.html
    assert live.make("quota_agreement", str(agreement.pk)).state == before.state
    transfers = [Transfer("Samsø", "Aarhus")]
    agreements.write(agreement=agreement, transfers=transfers, if_changed=LAPSES, note="")
    after = live.make("quota_agreement", str(agreement.pk))
    assert after.state != before.state
    assert before.pdf()[:5] == b"%PDF-"


def test_the_notified_letter_is_no_draft(agreement):
    done = notified(agreement)
    assert "UDKAST" not in live.make("quota_agreement", str(done.pk)).html
    assert live.kind_named("quota_agreement").url(str(done.pk)) == done.get_absolute_url()


def test_which_can_be_attached(agreement, user_with, council):
    issue = agreement.issue
    scenario(issue), scenario(issue, None, "Landets"), scenario(issue, "sjaelland", "Sjællands")
    secretary = user_with("secretariat")
    assert titles("quota_agreement", secretary, council) == [
        "Udkast - Kommunekvoter 2022, Region Midtjylland"
    ]
    assert titles("quota_scenario", secretary, council) == ["Beregning: 1.400", "Beregning: Landets"]
    assert titles("quota_agreement", None, council) == titles("quota_scenario", None, council) == []


def test_a_calculation_says_that_it_is_one(db):
    kept = scenario(an_open_issue())
    made = live.make("quota_scenario", str(kept.pk))
    assert "Beregning, ikke en kvote." in made.html
    assert live.kind_named("quota_scenario").url(str(kept.pk)) == kept.get_absolute_url()


@pytest.mark.parametrize("kind", ["quota_agreement", "quota_scenario"])
@pytest.mark.parametrize("ref", ["999999", "x", "9" * 30])
def test_what_is_gone_is_said(kind, ref, db):
    with pytest.raises(live.SourceGone, match="findes ikke længere"):
        live.make(kind, ref)


def test_calculations_by_hand_are_refused_outside_one_to_four(db):
    issue = an_open_issue()
    for cases in ([], [Case(1)] * 5):
        with pytest.raises(Refused, match="mellem én og fire"):
            scenarios.keep(name="x", council=None, issue=issue, cases=cases, by=None)
    scenario(issue)
    with pytest.raises(Refused, match="allerede en beregning"):
        scenario(issue)
