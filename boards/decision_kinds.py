"""What an agenda item decides in this room: the organisations and criteria of a round."""

from __future__ import annotations

from collections.abc import Iterator

from boards.actions import rounds as actions
from boards.models import Round
from kkr_portal.access.models import User
from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.live import Choice
from kkr_portal.registry.models import Council
from meetings.actions.periods import Refused
from meetings.deciding import CannotDecide, DecisionKind
from meetings.models import AgendaItem


def _round(ref: str) -> Round:
    found = Round.objects.select_related("council").filter(pk=int(ref)).first()
    if found is None:
        raise CannotDecide("Udpegningsrunden er slettet.")
    return found


def _open(user: AnyUser, council: Council) -> Iterator[Choice]:
    rows = Round.objects.editable_by(user).filter(council=council, decided_at=None)
    for one in rows.order_by("-period"):
        yield Choice(str(one.pk), f"Runden {one.years}")


def _decide(ref: str, item: AgendaItem, by: User | None) -> None:
    try:
        actions.decide(opened=_round(ref), item=item)
    except Refused as refused:
        raise CannotDecide(refused.message) from None


def _undo(ref: str, item: AgendaItem, by: User | None, reason: str) -> None:
    try:
        actions.undecide(opened=_round(ref), item=item)
    except Refused as refused:
        raise CannotDecide(refused.message) from None


def _url(ref: str) -> str:
    try:
        return _round(ref).get_absolute_url()
    except CannotDecide:
        return ""


KINDS = [
    DecisionKind(
        "round", "Beslutter organisationer og kriterier for en udpegningsrunde", _open, _decide, _undo, _url
    ),
]
