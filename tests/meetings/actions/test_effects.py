"""An item approves the minutes of an earlier meeting; a deleted item comes back with what it decides."""

from datetime import date

import pytest

from meetings.actions import agenda
from meetings.actions.effects import carry_out, plan, withdraw
from meetings.actions.sitting import Refused
from meetings.deleted import deleted_items
from meetings.models import AgendaItem, Approval, Decision, Effect, Meeting, Reopening


@pytest.fixture
def held(meeting, new_item):
    Decision.objects.create(item=new_item("Punkt"), text="Ja.")
    Meeting.objects.update(status="held")
    return meeting


@pytest.fixture
def item(council, held):
    later = Meeting.objects.create(council=council, date=date(2022, 6, 13), status="held")
    return agenda.place_item(
        AgendaItem(section=agenda.add_section(meeting=later, title="A"), title="Godkendelse af referat")
    )


@pytest.fixture
def effect(item, held):
    return plan(item=item, kind="minutes", ref=str(held.pk), title="Godkender et referat")


def now(meeting):
    return Meeting.objects.get(pk=meeting.pk).status


def test_planned_twice_is_once(item, held, effect):
    assert plan(item=item, kind="minutes", ref=str(held.pk), title="Igen") is None
    assert Effect.objects.count() == 1


def test_minutes_that_are_not_shared_are_not_approved(item, held, effect):
    with pytest.raises(Refused, match="Del først udkastet"):
        carry_out(item=item, by=None)
    assert (now(held), Effect.objects.get().is_carried_out) == ("held", False)


def test_approved_with_the_decision_and_reopened_when_it_is_withdrawn(item, held, effect):
    Meeting.objects.filter(pk=held.pk).update(status="minutes_drafted")
    assert carry_out(item=item, by=None) == [effect]
    assert carry_out(item=item, by=None) == []
    assert (now(held), Approval.objects.get().item) == ("approved", item)
    effect.refresh_from_db()
    withdraw(effect=effect, reason="Referatet manglede et bilag.", by=None)
    assert now(held) == "minutes_drafted"
    assert Reopening.objects.get().reason == "Referatet manglede et bilag."


def test_an_unknown_kind_is_said(item, effect):
    Effect.objects.update(kind="atlantis")
    with pytest.raises(Refused, match="kender ikke længere"):
        carry_out(item=item, by=None)


def test_a_deleted_item_comes_back_with_what_it_decides(item, effect):
    meeting = item.meeting
    agenda.delete_item(item=item)
    assert not Effect.objects.exists()
    back = agenda.restore_item(meeting=meeting, event_id=deleted_items(meeting).get().pgh_id)
    assert [one.title for one in back.effects.all()] == ["Godkender et referat"]
