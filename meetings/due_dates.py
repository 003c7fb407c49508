"""The meetings and their deadlines, for the yearly calendar (§ 4, stk. 1–2, § 5, stk. 2 and 4–5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.year.due import Due
from meetings.deadlines_of import deadlines, with_facts
from meetings.models import Meeting
from meetings.rules.editions import cite

PLAN = cite(5, 2)
LONGEST_BEFORE = timedelta(days=60)  # no deadline lies further from its meeting
CONSTITUTION_AFTER = timedelta(days=366)


def due_dates(user: AnyUser, first: date, last: date) -> Iterator[Due]:
    """The meeting days a user may know of; the deadlines for those who must keep them."""
    today = timezone.localdate()
    meetings = Meeting.objects.dates_known_to(user) | Meeting.objects.visible_to(user)
    asked = meetings.filter(date__gte=first - CONSTITUTION_AFTER, date__lte=last + LONGEST_BEFORE)
    for meeting in with_facts(asked.select_related("council").order_by("date")):
        if meeting.is_cancelled:
            continue
        readable = meeting.is_sent or predicates.may_read_drafts(user, meeting.council_id)
        council_page = reverse("meetings:council", args=[meeting.council.slug])
        url = meeting.get_absolute_url() if readable else council_page
        if first <= meeting.date <= last:
            yield Due(
                meeting.date, f"{meeting.get_kind_display()} i {meeting.council}", PLAN, url,
                done=meeting.date < today, council_id=meeting.council_id, key=f"meeting-{meeting.pk}",
            )  # fmt: skip
        if not predicates.may_read_closed(user, meeting.council_id):
            continue
        for one in deadlines(meeting, today):
            if first <= one.day <= last:
                yield Due(
                    one.day, f"{one.what}: mødet den {meeting.date:%d.%m.%Y}", one.citation, url,
                    done=not one.is_open, council_id=meeting.council_id,
                    key=f"meeting-{meeting.pk}-{one.citation.paragraph}-{one.citation.part}",
                )  # fmt: skip
