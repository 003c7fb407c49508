"""Agendas that were sent and minutes that were approved: public from that moment."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format

from kkr_portal.year.news import News
from meetings.models import Approval, Meeting, Version
from meetings.models.meetings import published


def news(limit: int, council_id: int | None = None) -> Iterator[News]:
    """The latest of each kind, for everyone; of one KKR, or of all. Two queries."""
    of = Q(meeting__council=council_id) if council_id else Q()
    sent = Version.objects.filter(of, published("meeting__")).select_related("meeting__council")
    for one in sent.order_by("-sent_at")[:limit]:
        meeting = one.meeting
        what = "Dagsorden" if one.number == 1 else f"Dagsorden, version {one.number}"
        yield News(
            f"agenda-{meeting.pk}-{one.number}", one.sent_at, what,
            f"{meeting.get_kind_display()} i {meeting.council} den {date_format(meeting.date, 'j. F Y')}",
            meeting.get_absolute_url(), meeting.council_id,
        )  # fmt: skip
    approved = Approval.objects.filter(of, meeting__status__in=Meeting.LOCKED)
    for approval in approved.select_related("meeting__council").order_by("-at")[:limit]:
        meeting = approval.meeting
        yield News(
            f"minutes-{approval.pk}", approval.at, "Referat",
            f"{meeting.get_kind_display()} i {meeting.council} den {date_format(meeting.date, 'j. F Y')}",
            reverse("meetings:minutes", args=[meeting.council.slug, meeting.date]), meeting.council_id,
        )  # fmt: skip
