"""What an agenda item decides in this room: the KKR's approval of a contract."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.actions import life as actions
from contracts.models import Approval, ResultContract
from contracts.refused import Refused
from kkr_portal.access.models import User
from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.live import Choice
from kkr_portal.registry.models import Council
from meetings.deciding import CannotDecide, DecisionKind
from meetings.models import AgendaItem


def _contract(ref: str) -> ResultContract:
    rows = ResultContract.objects.select_related("council", "business_house", "framework")
    found = rows.filter(pk=int(ref)).first()
    if found is None:
        raise CannotDecide("Kontrakten er slettet.")
    return found


def _open(user: AnyUser, council: Council) -> Iterator[Choice]:
    rows = ResultContract.objects.editable_by(user).filter(council=council, status__in=ResultContract.OPEN)
    for one in rows.select_related("business_house").order_by("-year", "business_house"):
        yield Choice(str(one.pk), f"{one.business_house} {one.year}")


def _approve(ref: str, item: AgendaItem, by: User | None) -> None:
    contract = _contract(ref)
    try:
        actions.approve_by_council(contract=contract, item=item, by=by)
    except Refused as refused:
        raise CannotDecide(str(refused)) from None


def _withdraw(ref: str, item: AgendaItem, by: User | None, reason: str) -> None:
    contract = _contract(ref)
    approval = contract.approvals.filter(body=Approval.Body.COUNCIL, decided_at=item).first()
    if approval is None:
        raise CannotDecide("KKR's godkendelse er allerede fjernet på kontraktens side.")
    try:
        actions.withdraw_approval(approval=approval, reason=reason, by=by)
    except Refused as refused:
        raise CannotDecide(str(refused)) from None


def _url(ref: str) -> str:
    return _contract(ref).get_absolute_url()


KINDS = [
    DecisionKind("contract", "Godkender en resultatkontrakt", _open, _approve, _withdraw, _url),
]
