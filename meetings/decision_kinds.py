"""What an item of the meeting room's own decides: the minutes of an earlier meeting."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_portal.access.models import User
from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.live import Choice
from kkr_portal.registry.models import Council
from meetings.actions import minutes as actions
from meetings.actions.minutes import Refused
from meetings.deciding import CannotDecide, DecisionKind
from meetings.models import AgendaItem, Meeting


def _meeting(ref: str) -> Meeting:
    found = Meeting.objects.select_related("council").filter(pk=int(ref)).first()
    if found is None:
        raise CannotDecide("Mødet er slettet.")
    return found


def _drafted(user: AnyUser, council: Council) -> Iterator[Choice]:
    rows = Meeting.objects.editable_by(user).filter(council=council)
    for meeting in rows.filter(status__in=(Meeting.Status.HELD, Meeting.Status.MINUTES_DRAFTED)):
        yield Choice(str(meeting.pk), f"mødet den {meeting.date:%d.%m.%Y}")


def _approve(ref: str, item: AgendaItem, by: User | None) -> None:
    try:
        actions.approve_minutes(meeting=_meeting(ref), item=item, by=by)
    except Refused as refused:
        raise CannotDecide(str(refused)) from None


def _reopen(ref: str, item: AgendaItem, by: User | None, reason: str) -> None:
    try:
        actions.reopen(meeting=_meeting(ref), reason=reason, by=by)
    except Refused as refused:
        raise CannotDecide(str(refused)) from None


def _url(ref: str) -> str:
    return _meeting(ref).get_absolute_url()


KINDS = [
    DecisionKind("minutes", "Godkender et referat", _drafted, _approve, _reopen, _url),
]
