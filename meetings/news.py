"""Agendas that were sent and minutes that were approved: public from that moment."""

from __future__ import annotations

from collections.abc import Iterator

from kkr_portal.year.news import News
from meetings.models import Approval, Version
from meetings.models.meetings import published


def news(limit: int) -> Iterator[News]:
    """The latest of each kind, for everyone. Two queries."""
    sent = Version.objects.filter(published("meeting__")).select_related("meeting__council")
    for one in sent.order_by("-sent_at")[:limit]:
        meeting = one.meeting
        what = "Dagsorden" if one.number == 1 else f"Dagsorden, version {one.number}"
        yield News(
            f"agenda-{meeting.pk}-{one.number}", one.sent_at, what,
            f"{meeting.get_kind_display()} i {meeting.council} den {meeting.date:%d.%m.%Y}",
            meeting.get_absolute_url(), meeting.council_id,
        )  # fmt: skip
    approved = Approval.objects.filter(meeting__status__in=("approved", "closed"))
    for approval in approved.select_related("meeting__council").order_by("-at")[:limit]:
        meeting = approval.meeting
        yield News(
            f"minutes-{approval.pk}", approval.at, "Referat",
            f"{meeting.get_kind_display()} i {meeting.council} den {meeting.date:%d.%m.%Y}",
            meeting.get_absolute_url(), meeting.council_id,
        )  # fmt: skip
