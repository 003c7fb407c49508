"""What became public: agendas that were sent, or published without a version, and approved minutes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format

from kkr_portal.year.news import News
from meetings.deleted import MeetingEvent
from meetings.models import AgendaItem, Approval, Meeting, Version
from meetings.models.meetings import published


def news(limit: int, council_id: int | None = None) -> Iterator[News]:
    """The latest of each kind, for everyone; of one KKR, or of all. Three queries."""
    of = Q(meeting__council=council_id) if council_id else Q()
    sent = Version.objects.filter(of, published("meeting__")).select_related("meeting__council")
    for one in sent.order_by("-sent_at")[:limit]:
        what = "Dagsorden" if one.number == 1 else f"Dagsorden, version {one.number}"
        key = f"agenda-{one.meeting_id}-{one.number}"
        yield News(
            key, one.sent_at, what, _title(one.meeting), one.meeting.get_absolute_url(),
            one.meeting.council_id,
        )  # fmt: skip
    for meeting in _unversioned(Q(council=council_id) if council_id else Q())[:limit]:
        yield News(
            f"agenda-{meeting.pk}", meeting.public_since, "Dagsorden", _title(meeting),
            meeting.get_absolute_url(), meeting.council_id,
        )  # fmt: skip
    approved = Approval.objects.filter(of, meeting__status__in=Meeting.LOCKED)
    for approval in approved.select_related("meeting__council").order_by("-at")[:limit]:
        meeting = approval.meeting
        yield News(
            f"minutes-{approval.pk}", approval.at, "Referat", _title(meeting),
            reverse("meetings:minutes", args=[meeting.council.slug, meeting.date]), meeting.council_id,
        )  # fmt: skip


def _unversioned(of: Q) -> QuerySet[Any]:
    """Agendas that everyone reads as they stand, with something open in them; ``public_since`` they became so
    for the last time, by the history.
    """
    events = MeetingEvent.objects.filter(pgh_obj_id=OuterRef("pk"))
    kept_back = (
        MeetingEvent.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"))
        .exclude(published())
        .order_by("-pgh_id")
    )
    hidden = Subquery(kept_back.values("pgh_id")[:1])
    public = events.filter(published(), pgh_id__gt=Coalesce(hidden, Value(0))).order_by("pgh_id")
    opened = AgendaItem.objects.filter(section__meeting=OuterRef("pk"), closed=False)
    rows = Meeting.objects.filter(of, published(), Exists(opened), versions=None).select_related("council")
    since = Subquery(public.values("pgh_created_at")[:1])
    return rows.annotate(public_since=since).filter(public_since__isnull=False).order_by("-public_since")


def _title(meeting: Meeting) -> str:
    return f"{meeting.get_kind_display()} i {meeting.council} den {date_format(meeting.date, 'j. F Y')}"
