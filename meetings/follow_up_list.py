"""The follow-up list of a KKR: what is overdue first. One query for the rows, however many."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.registry.models import Council
from meetings.models import FollowUp, Meeting
from meetings.models.meetings import in_councils
from meetings.numbers import number_of

MINUTES_READ = (Meeting.Status.MINUTES_DRAFTED, *Meeting.LOCKED)


def visible_follow_ups(user: AnyUser) -> QuerySet[FollowUp]:
    """To the secretariat and KL all of them; to members those of minutes that they may read. Nobody else.

    Overdue first, then by date; what has no date, and what is done, comes last. Each has ``number``, its
    item's.
    """
    path = "item__section__meeting"
    inside = in_councils(f"{path}__council", predicates.councils_with_drafts_for(user))
    members = in_councils(f"{path}__council", predicates.councils_with_closed_for(user))
    return (
        FollowUp.objects.filter(inside | members & Q(**{f"{path}__status__in": MINUTES_READ}))
        .select_related(f"{path}__council")
        .annotate(number=number_of("item__"))
        .order_by(F("done_on").desc(nulls_first=True), F("due").asc(nulls_last=True), "pk")
    )


def of_council(council: Council, user: AnyUser) -> QuerySet[FollowUp]:
    return visible_follow_ups(user).filter(item__section__meeting__council=council)


def narrowed(rows: QuerySet[FollowUp], *, state: str, owner: str) -> QuerySet[FollowUp]:
    """Only open or done ones, only one owner's."""
    if owner:
        rows = rows.filter(owner=owner)
    if state == "all":
        return rows
    return rows.filter(done_on__isnull=state != "done")


def is_overdue(follow_up: FollowUp, today: date) -> bool:
    return follow_up.done_on is None and follow_up.due is not None and follow_up.due < today
