"""A contract's life, one verb a step. The table and what each step needs stand in ``rules.life``.

Each action holds the contract's row, asks the table, and writes the step down. ``seen`` is the status that
the person was shown: whoever acts on a contract that somebody else moved is told so, and nothing is done.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from contracts.actions.held import held
from contracts.actions.versions import save_version
from contracts.guards import of_contract, refuse_cpr
from contracts.models import Approval, Dispatch, ResultContract, Signature, StatusChange
from contracts.prints_kept import printed
from contracts.refused import Refused
from contracts.rules import life
from contracts.state_of import facts_of
from kkr_portal.access.models import User
from kkr_portal.documents.models import store
from kkr_portal.documents.uploads import CheckedUpload
from meetings.models import AgendaItem

Status = ResultContract.Status
FUTURE = "Datoen ligger i fremtiden. Skriv den dag, det skete."
FOREIGN_ITEM = "Punktet hører til et andet KKR. Vælg et punkt på et af KKR's egne møder."
NO_ITEM = "Vælg det punkt, hvor KKR godkendte kontrakten."


def _ready(contract: ResultContract, step: str, seen: str) -> ResultContract:
    """The contract, held. Raises Refused with what stands in the way of the step."""
    now = held(contract, seen=seen)
    if wrong := life.hindrances(step, facts_of(now), today=timezone.localdate()):
        raise Refused(" ".join(str(one) for one in wrong))
    return now


def _move(now: ResultContract, to: str, by: User | None, reason: str = "", **values: object) -> None:
    StatusChange.objects.create(contract=now, from_status=now.status, to_status=to, reason=reason, by=by)
    ResultContract.objects.filter(pk=now.pk).update(status=to, **values)
    now.status = to


def _not_later(day: date) -> None:
    if day > timezone.localdate():
        raise Refused(FUTURE)


@transaction.atomic
def negotiate(*, contract: ResultContract, by: User | None, seen: str = "") -> None:
    """Draft → negotiated: the parties agree on the text. It can still be written in."""
    now = _ready(contract, "negotiate", seen)
    refuse_cpr(of_contract(now))
    save_version(contract=now, occasion="Forhandlet færdig", by=by)
    _move(now, Status.NEGOTIATED, by)


@transaction.atomic
def approve_by_board(
    *, contract: ResultContract, on: date, note: str = "", by: User | None, seen: str = ""
) -> Approval:
    """The house's board has approved the contract as it stands now."""
    _not_later(on)
    now = _ready(contract, "approve-board", seen)
    return _approve(now, Approval(body=Approval.Body.BOARD, on=on, note=note), by)


@transaction.atomic
def approve_by_council(
    *, contract: ResultContract, item: AgendaItem | None, note: str = "", by: User | None, seen: str = ""
) -> Approval:
    """The KKR has approved it under an item of its own; the day is the meeting's."""
    if item is None:
        raise Refused(NO_ITEM)
    meeting = item.section.meeting
    if meeting.council_id != contract.council_id:
        raise Refused(FOREIGN_ITEM)
    if meeting.is_cancelled:
        raise Refused("Mødet er aflyst og har ikke besluttet noget.")
    if meeting.date > timezone.localdate():
        raise Refused("Mødet er ikke holdt endnu.")
    now = _ready(contract, "approve-council", seen)
    return _approve(
        now, Approval(body=Approval.Body.COUNCIL, on=meeting.date, decided_at=item, note=note), by
    )


def _approve(now: ResultContract, approval: Approval, by: User | None) -> Approval:
    """Kept with the text that was approved; with both, the contract is no longer written in."""
    who = "bestyrelsen" if approval.body == Approval.Body.BOARD else "KKR"
    refuse_cpr(of_contract(now))
    approval.contract = now
    approval.version = save_version(contract=now, occasion=f"Godkendt af {who}", by=by)
    approval.save()
    if now.approvals.count() == len(Approval.Body):
        _move(now, Status.APPROVED, by)
    return approval


@transaction.atomic
def withdraw_approval(*, approval: Approval, reason: str, by: User | None, seen: str = "") -> None:
    """It was written down wrongly, or no longer covers the text. An approved contract is negotiated again."""
    now = held(approval.contract, seen=seen)
    _must_tell(reason)
    if now.is_signed:
        raise Refused("Kontrakten er underskrevet. Godkendelserne står fast.")
    who = approval.get_body_display()
    if not Approval.objects.filter(pk=approval.pk).delete()[0]:
        raise Refused("Godkendelsen er allerede fjernet.")
    dropped = now.signatures.all().delete()[0]
    told = f"Godkendelsen fra {_lower(who)} er fjernet: {reason.strip()}"
    if dropped:
        told += " Underskrifterne faldt også bort."
    _move(now, Status.NEGOTIATED, by, told)


@transaction.atomic
def go_back(*, contract: ResultContract, reason: str, by: User | None, seen: str = "") -> None:
    """Negotiated → draft, approved → negotiated. Approvals and signatures fall away, and the step says so."""
    now = held(contract, seen=seen)
    _must_tell(reason)
    if now.is_signed:
        raise Refused("Kontrakten er underskrevet og kan ikke gå tilbage. Et tillæg kan ændre det aftalte.")
    now = _ready(contract, "back", seen)
    gone = [one.get_body_display() for one in now.approvals.all()]
    signed = [one.name for one in now.signatures.all()]
    now.approvals.all().delete()
    now.signatures.all().delete()
    told = reason.strip()
    if gone:
        told += f" Godkendelserne faldt bort: {' og '.join(_lower(one) for one in gone)}."
    if signed:
        told += f" Underskrifterne faldt bort: {' og '.join(signed)}."
    to = Status.NEGOTIATED if now.status == Status.APPROVED else Status.DRAFT
    _move(now, to, by, told)


@transaction.atomic
def sign(
    *, contract: ResultContract, party: str, name: str, office: str, on: date,
    scan: CheckedUpload | None = None, by: User | None, seen: str = "",
) -> Signature:  # fmt: skip
    """Write down a chair's signature. With the second the contract is kept as a version, and closed."""
    _not_later(on)
    now = _ready(contract, "sign", seen)
    refuse_cpr(of_contract(now))
    if now.signatures.filter(party=party).exists():
        raise Refused("Parten har allerede skrevet under.")
    if not name.strip() or not office.strip():
        raise Refused("Skriv navn og hverv, som de står under kontrakten.")
    latest = max(approval.on for approval in now.approvals.all())
    if on < latest:
        raise Refused(f"Kontrakten blev først godkendt den {latest:%d.%m.%Y}. Kontrollér datoen.")
    signature = Signature.objects.create(
        contract=now, party=party, name=name.strip(), office=office.strip(), on=on,
        scan=store(scan) if scan else None, scan_name=scan.name if scan else "",
    )  # fmt: skip
    if now.signatures.count() == len(Signature.Party):
        _move(now, Status.SIGNED, by)
        save_version(contract=now, occasion="Underskrevet", by=by, pdf=printed(now))
    return signature


@transaction.atomic
def withdraw_signature(*, signature: Signature, reason: str, by: User | None, seen: str = "") -> None:
    """The first signature was written down wrongly. After the second nothing can be taken back."""
    now = held(signature.contract, seen=seen)
    _must_tell(reason)
    if now.is_signed:
        raise Refused("Kontrakten er underskrevet af begge parter. Underskrifterne står fast.")
    if not Signature.objects.filter(pk=signature.pk).delete()[0]:
        raise Refused("Underskriften er allerede fjernet.")
    told = f"Underskriften fra {signature.name} er fjernet: {reason.strip()}"
    StatusChange.objects.create(
        contract=now, from_status=now.status, to_status=now.status, reason=told, by=by
    )


@transaction.atomic
def record_dispatch(
    *, contract: ResultContract, receiver: str, on: date, how: str, by: User | None, seen: str = ""
) -> Dispatch:
    """It was sent to an authority. Once both have it, the contract is sent."""
    _not_later(on)
    now = held(contract, seen=seen)
    if not now.is_signed:
        raise Refused("Kontrakten sendes, når begge formænd har skrevet under.")
    if now.dispatches.filter(receiver=receiver, on=on).exists():
        raise Refused("Fremsendelsen er allerede skrevet ind.")
    dispatch = Dispatch.objects.create(contract=now, receiver=receiver, on=on, how=how.strip(), by=by)
    sent_to = set(now.dispatches.values_list("receiver", flat=True))
    if now.status == Status.SIGNED and sent_to == set(Dispatch.Receiver.values):
        _move(now, Status.SENT, by)
    return dispatch


@transaction.atomic
def publish(*, contract: ResultContract, on: date, by: User | None, seen: str = "") -> None:
    """From now on everyone reads the contract. Past its date it is in force in the same moment."""
    _not_later(on)
    now = _ready(contract, "publish", seen)
    refuse_cpr(of_contract(now))
    _move(now, Status.PUBLISHED, by, published_on=on)
    if now.in_force_on <= timezone.localdate():
        _move(now, Status.IN_FORCE, by)


@transaction.atomic
def take_effect(*, contract: ResultContract, by: User | None, seen: str = "") -> None:
    """Published → in force, once the contract's date has come."""
    _move(_ready(contract, "take-effect", seen), Status.IN_FORCE, by)


@transaction.atomic
def finish(*, contract: ResultContract, by: User | None, seen: str = "") -> None:
    """In force → reported, once the final report is accepted."""
    _move(_ready(contract, "finish", seen), Status.REPORTED, by)


def _must_tell(reason: str) -> None:
    if not reason.strip():
        raise Refused("Skriv, hvorfor.")


def _lower(name: str) -> str:
    return name if name == "KKR" else name[0].lower() + name[1:]
