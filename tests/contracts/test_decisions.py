"""An item decides a contract: both or neither, undone with a reason, closed with the minutes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from contracts.actions import life
from contracts.models import Approval, ResultContract
from meetings.actions import effects as actions
from meetings.actions.sitting import Refused
from meetings.models import Decision, Effect, Meeting
from tests.conftest import ROLES
from tests.contracts.lives import BOARD_DAY, an_item, negotiated, the_draft


@pytest.fixture
def item(db):
    made = an_item(day=date(2022, 3, 1))
    Meeting.objects.filter(pk=made.section.meeting_id).update(status="held")
    return made


@pytest.fixture
def contract(item):
    return negotiated()


def plan(item, contract):
    return actions.plan(
        item=item,
        kind="contract",
        ref=str(contract.pk),
        title="Godkender en resultatkontrakt",
    )


def decide(client, item, text="Godkendt.", **more):
    seen = Decision.objects.filter(item=item).values_list("revision", flat=True).first() or 0
    typed = {"text": text, "revision": seen, "carry_out": "1", **more}
    answer = client.post(f"/meetings/items/{item.pk}/decision/", typed, follow=True)
    return answer.content.decode()


def test_planned_in_the_editor_and_carried_out_with_the_decision(item, contract, client_as):
    client = client_as("secretariat")
    page = client.get(f"/meetings/items/{item.pk}/edit/").content.decode()
    assert "Godkender en resultatkontrakt" in page
    client.post(f"/meetings/items/{item.pk}/effects/add/", {"decides": f"contract:{contract.pk}"})
    effect = Effect.objects.get()
    assert effect.title == "Godkender en resultatkontrakt: Erhvervshus Midtjylland 2022"
    assert not effect.is_carried_out
    page = decide(client, item)
    assert "Gennemført: Godkender en resultatkontrakt" in page
    approval = Approval.objects.get(body="council")
    assert (approval.contract, approval.decided_at, approval.on) == (contract, item, date(2022, 3, 1))
    effect.refresh_from_db()
    assert effect.is_carried_out
    told = client.get("/contracts/midtjylland/2022/life/").content.decode()
    assert "Punkt 1.1 på mødet i KKR Midtjylland den 1. marts 2022" in told
    decide(client, item, "Godkendt igen.")
    assert Approval.objects.filter(body="council").count() == 1


def test_of_two_that_one_fails_neither_is_done_and_the_text_is_kept_on_the_page(item, contract, client_as):
    second = the_second_contract(contract)
    plan(item, contract)
    actions.plan(item=item, kind="contract", ref=str(second.pk), title="Den anden kontrakt")
    page = decide(client_as("secretariat"), item, "Begge er godkendt.")
    assert "Beslutningen er ikke gennemført. «Den anden kontrakt»: " in page
    assert "Begge er godkendt." in page
    assert not Decision.objects.filter(item=item).exists()
    assert not Approval.objects.exists()
    assert not Effect.objects.exclude(carried_out_at=None).exists()


def the_second_contract(first):
    """A draft, which nobody can approve."""
    return ResultContract.objects.create(
        council=first.council, business_house=first.business_house, year=2023, framework=first.framework,
        in_force_on=date(2023, 1, 1),
    )  # fmt: skip


def test_the_text_alone_carries_nothing_out(item, contract, client_as):
    plan(item, contract)
    client = client_as("secretariat")
    client.post(f"/meetings/items/{item.pk}/decision/", {"text": "Udsat.", "revision": 0})
    assert Decision.objects.get().text == "Udsat."
    assert not Approval.objects.exists()


def test_what_is_decided_elsewhere_is_said(item, contract):
    plan(item, contract)
    life.approve_by_council(contract=contract, item=item, by=None)
    with pytest.raises(Refused, match="Godkender en resultatkontrakt"):
        actions.carry_out(item=item, by=None)


def test_a_deleted_contract_is_named(item, contract):
    second = the_second_contract(contract)
    actions.plan(item=item, kind="contract", ref=str(second.pk), title="Den anden kontrakt")
    second.delete()
    with pytest.raises(Refused, match="«Den anden kontrakt»: Kontrakten er slettet"):
        actions.carry_out(item=item, by=None)


def test_undone_with_a_reason_the_contract_is_as_before(item, contract, client_as):
    effect = plan(item, contract)
    actions.carry_out(item=item, by=None)
    client = client_as("secretariat")
    address = f"/meetings/effects/{effect.pk}/withdraw/"
    assert "Skriv, hvorfor." in client.post(address, {"reason": ""}).content.decode()
    client.post(address, {"reason": "Punktet blev udsat."})
    effect.refresh_from_db()
    assert not effect.is_carried_out
    assert not Approval.objects.filter(body="council").exists()


def test_not_undone_when_both_have_signed_or_the_thing_has_gone_on(item, contract):
    effect = plan(item, contract)
    actions.carry_out(item=item, by=None)
    contract.refresh_from_db()
    life.approve_by_board(contract=contract, on=BOARD_DAY, by=None)
    for party in ("council", "board"):
        contract.refresh_from_db()
        life.sign(contract=contract, party=party, name="N.N.", office="Formand", on=date(2022, 3, 2), by=None)
    with pytest.raises(Refused, match="kan ikke fortrydes: Kontrakten er underskrevet"):
        actions.withdraw(effect=effect, reason="Fejl", by=None)
    effect.refresh_from_db()
    assert effect.is_carried_out


def test_not_withdrawn_after_the_minutes_are_approved_on_any_path(item, contract, client_as):
    effect = plan(item, contract)
    actions.carry_out(item=item, by=None)
    Meeting.objects.filter(pk=item.section.meeting_id).update(status="minutes_drafted")
    Meeting.objects.filter(pk=item.section.meeting_id).update(status="approved")
    effect = Effect.objects.get(pk=effect.pk)
    with pytest.raises(Refused, match="Genåbn mødet"):
        actions.withdraw(effect=effect, reason="Fejl", by=None)
    client_as("secretariat").post(f"/meetings/effects/{effect.pk}/withdraw/", {"reason": "Fejl"})
    with pytest.raises(IntegrityError, match="referatet er godkendt"), transaction.atomic():
        Effect.objects.filter(pk=effect.pk).update(carried_out_at=None)
    assert Effect.objects.get().is_carried_out
    assert Approval.objects.filter(body="council").exists()


def test_dropped_before_and_not_after(item, contract, client_as):
    effect = plan(item, contract)
    client = client_as("secretariat")
    client.post(f"/meetings/effects/{effect.pk}/remove/")
    assert not Effect.objects.exists()
    effect = plan(item, contract)
    actions.carry_out(item=item, by=None)
    page = client.post(f"/meetings/effects/{effect.pk}/remove/", follow=True).content.decode()
    assert "Fortryd det først" in page
    page = client.post(f"/meetings/items/{item.pk}/delete/", follow=True).content.decode()
    assert "Punktet har besluttet" in page


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"secretariat"}))
def test_nobody_elses_to_say(item, contract, client_as, role):
    effect = plan(item, contract)
    client = client_as(role)
    for address in (
        f"/meetings/items/{item.pk}/effects/add/", f"/meetings/items/{item.pk}/effects/carry-out/",
        f"/meetings/effects/{effect.pk}/remove/", f"/meetings/effects/{effect.pk}/withdraw/",
    ):  # fmt: skip
        assert client.post(address, {"decides": f"contract:{contract.pk}"}).status_code in {302, 404}
    assert [one.is_carried_out for one in Effect.objects.all()] == [False]


def test_anothers_contract_can_not_be_chosen(item, client_as):
    contract = the_draft()
    client = client_as("secretariat")
    for value in ("", "contract:999999", "atlantis:1", f"contract:{contract.pk}x"):
        page = client.post(f"/meetings/items/{item.pk}/effects/add/", {"decides": value}).content.decode()
        assert "Vælg" in page
    assert not Effect.objects.exists()
