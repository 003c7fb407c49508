"""What an agenda item decides in this room: the KKR's agreement on the municipalities' quotas."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_portal.access.models import User
from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.live import Choice
from kkr_portal.registry.models import Council
from meetings.deciding import CannotDecide, DecisionKind
from meetings.models import AgendaItem
from quotas.actions import agreements as actions
from quotas.models import Agreement
from quotas.refused import Refused


def _agreement(ref: str) -> Agreement:
    found = Agreement.objects.with_places().filter(pk=int(ref)).first()
    if found is None:
        raise CannotDecide("Aftalen er slettet.")
    return found


def _open(user: AnyUser, council: Council) -> Iterator[Choice]:
    rows = Agreement.objects.editable_by(user).with_places().filter(council=council, notified_on=None)
    for one in rows.order_by("-issue__year__year", "-issue__number"):
        yield Choice(str(one.pk), str(one))


def _decide(ref: str, item: AgendaItem, by: User | None) -> None:
    agreement = _agreement(ref)
    if agreement.decided_at_id not in (None, item.pk):
        raise CannotDecide("Aftalen er allerede besluttet under et andet punkt.")
    try:
        actions.decide(agreement=agreement, item=item)
    except Refused as refused:
        raise CannotDecide(str(refused)) from None


def _withdraw(ref: str, item: AgendaItem, by: User | None, reason: str) -> None:
    try:
        actions.withdraw_decision(agreement=_agreement(ref), item=item)
    except Refused as refused:
        raise CannotDecide(str(refused)) from None


def _url(ref: str) -> str:
    return _agreement(ref).get_absolute_url()


KINDS = [
    DecisionKind("quota_agreement", "Vedtager en aftale om kommunekvoter", _open, _decide, _withdraw, _url),
]
