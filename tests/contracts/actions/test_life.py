"""The steps of a contract's life through their actions: what is refused, and what falls away."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from contracts import guards
from contracts.actions import life
from contracts.actions.addenda import draft_addendum, sign_addendum
from contracts.models import Approval, ContractPart, Dispatch, ResultContract, Signature, StatusChange, Target
from contracts.refused import Refused
from tests.contracts.lives import (
    BOARD_DAY,
    COUNCIL_DAY,
    SIGNED_ON,
    an_item,
    approved,
    negotiated,
    sent,
    settled,
    sign,
    signed,
    the_draft,
)

Status = ResultContract.Status


def status_of(contract: ResultContract) -> str:
    return ResultContract.objects.get(pk=contract.pk).status


def test_the_whole_way(db):
    contract = sent()
    life.publish(contract=contract, on=date(2021, 11, 3), by=None)
    contract.refresh_from_db()
    assert (contract.status, contract.published_on) == (Status.IN_FORCE, date(2021, 11, 3))
    steps = list(contract.status_changes.values_list("from_status", "to_status"))
    assert steps == [
        ("draft", "negotiated"), ("negotiated", "approved"), ("approved", "signed"), ("signed", "sent"),
        ("sent", "published"), ("published", "in_force"),
    ]  # fmt: skip
    assert [one.occasion for one in contract.versions.order_by("number")] == [
        "Forhandlet færdig", "Godkendt af bestyrelsen", "Godkendt af KKR", "Underskrevet",
    ]  # fmt: skip
    last = contract.versions.get(occasion="Underskrevet")
    assert last.pdf is not None
    assert last.pdf.pages > 5


def test_approval_waits_for_decisions_and_deviations(db):
    contract = the_draft()
    life.negotiate(contract=contract, by=None)
    with pytest.raises(Refused) as refused:
        life.approve_by_board(contract=contract, on=BOARD_DAY, by=None)
    told = str(refused.value)
    assert "5 afvigelser fra rammeaftalen" in told
    assert told.count("Mangler en beslutning") == 2


def test_a_key_that_does_not_add_up_is_not_approved(db):
    """Written past the form, in the admin or the shell: more than rounding away from the printed total."""
    contract = negotiated()
    contract.funding_rows.filter(municipality__name="Samsø").update(amount=1)
    with pytest.raises(Refused, match="mere, end afrunding kan forklare"):
        life.approve_by_board(contract=contract, on=BOARD_DAY, by=None)
    assert not Approval.objects.exists()


def test_approval_by_the_kkr_without_an_item_or_at_another_kkrs(db):
    contract = negotiated()
    elsewhere = an_item("sjaelland")
    later = an_item(day=timezone.localdate() + timedelta(days=7))
    called_off = an_item(day=date(2021, 10, 12))
    meeting = called_off.section.meeting
    type(meeting).objects.filter(pk=meeting.pk).update(
        status="cancelled", status_before="planned", cancelled_because="Sygdom"
    )
    for item, why in [(None, "Vælg det punkt"), (elsewhere, "andet KKR"), (later, "ikke holdt endnu")]:
        with pytest.raises(Refused, match=why):
            life.approve_by_council(contract=contract, item=item, by=None)
    called_off.section.meeting.refresh_from_db()
    with pytest.raises(Refused, match="aflyst"):
        life.approve_by_council(contract=contract, item=called_off, by=None)
    assert not Approval.objects.exists()


def test_both_approve_the_same_text(db):
    contract = negotiated()
    life.approve_by_board(contract=contract, on=BOARD_DAY, by=None)
    ContractPart.objects.filter(contract=contract, kind="entry").update(text="Fra den 1. februar 2022.")
    with pytest.raises(Refused, match="Teksten er ændret, siden bestyrelsen godkendte den"):
        life.approve_by_council(contract=contract, item=an_item(), by=None)
    board = Approval.objects.get()
    life.withdraw_approval(approval=board, reason="Ny tekst.", by=None)
    life.approve_by_board(contract=contract, on=BOARD_DAY, by=None)
    life.approve_by_council(contract=contract, item=an_item(), by=None)
    assert status_of(contract) == Status.APPROVED


def test_what_was_approved_is_what_is_signed(db):
    contract = approved()
    Target.objects.filter(goal__contract=contract, value=5000).update(value=4000)
    with pytest.raises(Refused, match="siden KKR godkendte den"):
        sign(contract, Signature.Party.COUNCIL)


def test_going_back_needs_a_reason_and_drops_the_approvals_visibly(db):
    contract = approved()
    sign(contract, Signature.Party.COUNCIL)
    with pytest.raises(Refused, match="Skriv, hvorfor"):
        life.go_back(contract=contract, reason="  ", by=None)
    life.go_back(contract=contract, reason="Et tal var forkert.", by=None)
    assert status_of(contract) == Status.NEGOTIATED
    assert (contract.approvals.count(), contract.signatures.count()) == (0, 0)
    assert StatusChange.objects.latest("pk").reason == (
        "Et tal var forkert. Godkendelserne faldt bort: erhvervshusets bestyrelse og KKR. "
        "Underskrifterne faldt bort: Torben Hansen."
    )
    life.go_back(contract=contract, reason="Forfra.", by=None)
    assert status_of(contract) == Status.DRAFT


def test_going_back_after_the_signing(db):
    contract = signed()
    with pytest.raises(Refused, match="kan ikke gå tilbage"):
        life.go_back(contract=contract, reason="Fortrudt.", by=None)
    with pytest.raises(Refused, match="står fast"):
        life.withdraw_approval(approval=contract.approvals.first(), reason="x", by=None)
    with pytest.raises(Refused, match="står fast"):
        life.withdraw_signature(signature=contract.signatures.first(), reason="x", by=None)
    assert (contract.approvals.count(), contract.signatures.count()) == (2, 2)


def test_the_same_party_signs_once(db):
    contract = approved()
    sign(contract, Signature.Party.COUNCIL)
    with pytest.raises(Refused, match="allerede skrevet under"):
        sign(contract, Signature.Party.COUNCIL)
    assert (contract.signatures.count(), status_of(contract)) == (1, Status.APPROVED)


def test_the_first_signature_can_be_written_anew(db):
    contract = approved()
    sign(contract, Signature.Party.COUNCIL)
    life.withdraw_signature(signature=contract.signatures.get(), reason="Stavefejl.", by=None)
    for party in Signature.Party:
        sign(contract, party)
    assert status_of(contract) == Status.SIGNED


@pytest.mark.parametrize(
    ("on", "why"), [(COUNCIL_DAY - timedelta(days=1), "først godkendt"), (None, "i fremtiden")]
)
def test_signed_before_the_approval_or_in_the_future(db, on, why):
    contract = approved()
    with pytest.raises(Refused, match=why):
        sign(contract, Signature.Party.BOARD, on or timezone.localdate() + timedelta(days=1))


def test_signing_before_approval_and_publication_before_signing(db):
    contract = settled()
    with pytest.raises(Refused, match="«udkast»"):
        sign(contract, Signature.Party.BOARD)
    for ready in (contract, approved_from(contract)):
        with pytest.raises(Refused, match="kræver, at den er «sendt»"):
            life.publish(contract=ready, on=SIGNED_ON, by=None)
        with pytest.raises(Refused, match="når begge formænd har skrevet under"):
            life.record_dispatch(contract=ready, receiver="kl", on=SIGNED_ON, how="", by=None)


def approved_from(contract: ResultContract) -> ResultContract:
    life.negotiate(contract=contract, by=None)
    life.approve_by_board(contract=contract, on=BOARD_DAY, by=None)
    life.approve_by_council(contract=contract, item=an_item(), by=None)
    return ResultContract.objects.get(pk=contract.pk)


def test_sent_once_both_have_it(db):
    contract = signed()
    life.record_dispatch(contract=contract, receiver="kl", on=SIGNED_ON, how="mail", by=None)
    assert status_of(contract) == Status.SIGNED
    with pytest.raises(Refused, match="allerede skrevet ind"):
        life.record_dispatch(contract=contract, receiver="kl", on=SIGNED_ON, how="mail", by=None)
    life.record_dispatch(contract=contract, receiver="agency", on=SIGNED_ON, how="Digital Post", by=None)
    assert status_of(contract) == Status.SENT


def test_before_its_date_it_is_published_and_not_in_force(db):
    contract = settled()
    tomorrow = timezone.localdate() + timedelta(days=1)
    ResultContract.objects.filter(pk=contract.pk).update(in_force_on=tomorrow)
    contract = approved_from(contract)
    for party in Signature.Party:
        sign(contract, party)
    for receiver in ("kl", "agency"):
        life.record_dispatch(contract=contract, receiver=receiver, on=SIGNED_ON, how="", by=None)
    life.publish(contract=contract, on=SIGNED_ON, by=None)
    assert status_of(contract) == Status.PUBLISHED
    with pytest.raises(Refused, match="træder først i kraft"):
        life.take_effect(contract=contract, by=None)


def test_whoever_acts_on_a_contract_that_was_moved_meanwhile_is_told(db):
    contract = negotiated()
    life.go_back(contract=contract, reason="Vent.", by=None)
    with pytest.raises(Refused, match="En anden har flyttet kontrakten imens: den er nu «udkast»"):
        life.approve_by_board(contract=contract, on=BOARD_DAY, by=None, seen="negotiated")
    assert not Approval.objects.exists()


def test_reported_once_the_final_report_is_accepted(db):
    contract = sent()
    life.publish(contract=contract, on=SIGNED_ON, by=None)
    with pytest.raises(Refused, match="Slutrapporten er ikke godkendt"):
        life.finish(contract=contract, by=None)
    now = timezone.now()
    report = contract.reports.create(
        kind="final", title="Slut", covers_until=date(2022, 12, 31), opens_on=date(2023, 1, 1),
        due_on=date(2023, 6, 30), status="submitted", submitted_at=now,
    )  # fmt: skip
    type(report).objects.filter(pk=report.pk).update(status="accepted", accepted_at=now)
    life.finish(contract=contract, by=None)
    assert status_of(contract) == Status.REPORTED


NUMBER = "Kontakt 010190-1234"


@pytest.mark.parametrize(
    ("write", "where"),
    [
        (lambda one: one.parts.filter(kind="about").update(text=NUMBER), "Om erhvervshuset"),
        (lambda one: one.goals.filter(number=1).update(method=NUMBER), "Mål 1"),
        (lambda one: one.focus_areas.update(text=NUMBER), "tekst"),
        (lambda one: Target.objects.filter(goal__contract=one).update(measured_by=NUMBER), "hvem måler"),
        (lambda one: type(one).objects.filter(pk=one.pk).update(key_source=NUMBER), "fordelingsnøglen"),
    ],
)
def test_a_cpr_number_is_not_negotiated(db, write, where):
    contract = the_draft()
    assert write(contract)
    with pytest.raises(Refused, match=r"CPR-nummer.*010190-xxxx") as refused:
        life.negotiate(contract=contract, by=None)
    assert where in str(refused.value)
    assert "010190-1234" not in str(refused.value)
    assert status_of(contract) == Status.DRAFT


def test_a_cpr_number_that_came_after_the_negotiation_is_not_approved(db):
    contract = negotiated()
    contract.parts.filter(kind="about").update(text=NUMBER)
    with pytest.raises(Refused, match=r"Om erhvervshuset, tekst: 010190-xxxx"):
        life.approve_by_board(contract=contract, on=BOARD_DAY, by=None)
    assert not contract.approvals.exists()


def test_a_cpr_number_is_neither_signed_nor_published(db, monkeypatch):
    """Of a text that was agreed before anybody looked for them."""
    looks = guards.cpr.refusal
    monkeypatch.setattr(guards.cpr, "refusal", lambda rows: "")
    contract = settled()
    contract.parts.filter(kind="about").update(text=NUMBER)
    life.negotiate(contract=contract, by=None)
    life.approve_by_board(contract=contract, on=BOARD_DAY, by=None)
    life.approve_by_council(contract=contract, item=an_item(), by=None)
    monkeypatch.setattr(guards.cpr, "refusal", looks)
    with pytest.raises(Refused, match=r"Om erhvervshuset, tekst: 010190-xxxx"):
        sign(contract, Signature.Party.COUNCIL)
    assert not contract.signatures.exists()
    monkeypatch.setattr(guards.cpr, "refusal", lambda rows: "")
    for party in Signature.Party:
        sign(contract, party)
    for receiver in Dispatch.Receiver:
        life.record_dispatch(contract=contract, receiver=receiver, on=date(2021, 11, 2), how="", by=None)
    monkeypatch.setattr(guards.cpr, "refusal", looks)
    with pytest.raises(Refused, match="CPR-nummer"):
        life.publish(contract=contract, on=date(2021, 11, 3), by=None)
    assert status_of(contract) == Status.SENT


def test_an_addendum_with_a_cpr_number_is_not_signed(db):
    contract = signed()
    addendum = draft_addendum(contract=contract, title="Tillæg", text=NUMBER)
    with pytest.raises(Refused, match=r"Tillæg 1.*010190-xxxx"):
        sign_addendum(
            addendum=addendum, item=an_item(), holds_from=date(2022, 1, 1), signed_on=date(2022, 1, 3),
            for_council="Ane", for_house="Bo",
        )  # fmt: skip
    addendum.refresh_from_db()
    assert addendum.status == "draft"
