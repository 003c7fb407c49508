"""What an agenda item decides in this room: a round's organisations and criteria, and whom it appoints."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse

from boards.actions import proposals
from boards.actions import rounds as actions
from boards.models import Appointment, Proposal, Round
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
    return _round(ref).get_absolute_url()


def _proposal(ref: str) -> Proposal:
    rows = Proposal.objects.select_related(
        "round__council", "seat__seat_kind__board", "person", "municipality",
        "candidate__nomination__request__nominating__seat_kind",
    )  # fmt: skip
    found = rows.filter(pk=int(ref)).first()
    if found is None:
        raise CannotDecide("Forslaget er fjernet eller erstattet af et andet på rundens side.")
    return found


def _proposed(user: AnyUser, council: Council) -> Iterator[Choice]:
    rounds = Round.objects.editable_by(user).filter(council=council)
    appointed = Appointment.objects.values("round", "tenure__seat")
    rows = Proposal.objects.filter(round__in=rounds).exclude(
        Exists(appointed.filter(round=OuterRef("round"), tenure__seat=OuterRef("seat")))
    )
    rows = rows.select_related("candidate", "person", "seat__seat_kind__board").order_by(
        "-round__period", "seat__seat_kind__board__sort_key", "seat__seat_kind__position", "seat__number"
    )
    for one in rows:
        yield Choice(str(one.pk), f"{one} – {one.seat}, {one.seat.seat_kind.board}")


def _appoint(ref: str, item: AgendaItem, by: User | None) -> None:
    try:
        proposals.appoint_proposed(proposal=_proposal(ref), item=item)
    except Refused as refused:
        raise CannotDecide(refused.message) from None


def _take_back(ref: str, item: AgendaItem, by: User | None, reason: str) -> None:
    try:
        proposals.take_back_appointment(proposal=_proposal(ref), item=item, reason=reason, by=by)
    except Refused as refused:
        raise CannotDecide(refused.message) from None


def _appointments_url(ref: str) -> str:
    return reverse("boards:round_appointments", args=[_proposal(ref).round_id])


KINDS = [
    DecisionKind(
        "round", "Beslutter organisationer og kriterier for en udpegningsrunde", _open, _decide, _undo, _url
    ),
    DecisionKind(
        "appointment", "Udpeger til en bestyrelse", _proposed, _appoint, _take_back, _appointments_url
    ),
]
