"""An item decides the agreement on quotas; until the authority has been told, it can be withdrawn."""

from datetime import date

import pytest

from kkr_portal.registry.models import Municipality
from meetings import deciding
from meetings.actions.effects import carry_out, plan, withdraw
from meetings.actions.sitting import Refused
from meetings.models import Meeting
from quotas.actions import agreements as actions
from quotas.models import Agreement
from tests.quotas.agreed import DECIDED, an_agreement, an_item


@pytest.fixture
def item(db):
    made = an_item()
    Meeting.objects.update(status="held")
    return made


@pytest.fixture
def agreement(item):
    return an_agreement()


@pytest.fixture
def effect(item, agreement):
    return plan(item=item, kind="quota_agreement", ref=str(agreement.pk), title="Vedtager en aftale")


def now(agreement):
    return Agreement.objects.get(pk=agreement.pk)


def test_the_own_secretariat_may_choose_it_until_it_is_notified(agreement, user_with, council):
    kind = deciding.kind_named("quota_agreement")
    assert [one.ref for one in kind.choices(user_with("secretariat"), council)] == [str(agreement.pk)]
    assert list(kind.choices(user_with("other_secretariat"), council)) == []


def test_the_decision_decides_it_under_the_item(item, agreement, effect):
    carry_out(item=item, by=None)
    assert (now(agreement).decided_at, now(agreement).decided_on) == (item, DECIDED)
    effect.refresh_from_db()
    withdraw(effect=effect, reason="Punktet blev udsat.", by=None)
    assert (now(agreement).decided_at, now(agreement).decided_on) == (None, None)


def test_what_another_item_decided_is_not_decided_again(item, agreement, effect):
    actions.decide(agreement=agreement, item=an_item(day=date(2021, 5, 3)))
    with pytest.raises(Refused, match="allerede besluttet under et andet punkt"):
        carry_out(item=item, by=None)
    assert now(agreement).decided_on == date(2021, 5, 3)


def test_what_the_authority_was_told_stays(item, agreement, effect):
    carry_out(item=item, by=None)
    everyone = list(Municipality.objects.filter(region=agreement.council.region_id))
    actions.sign(agreement=now(agreement), municipalities=everyone, on=date(2021, 6, 20))
    actions.notify(agreement=now(agreement), on=date(2021, 9, 9), how="Digital Post")
    effect.refresh_from_db()
    with pytest.raises(Refused, match="kan ikke fortrydes"):
        withdraw(effect=effect, reason="Fejl", by=None)
    assert now(agreement).decided_at == item
