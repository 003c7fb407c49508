"""The front page: what needs this person now, and below it the year. The public sees what is public."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

import boards.waiting
import contracts.waiting
import meetings.waiting
from kkr_portal.access import predicates
from kkr_portal.access.predicates import AnyUser
from kkr_portal.first_steps.starting import starting_terms
from kkr_portal.open_data.news import latest_news
from kkr_portal.outbox import waiting as outbox_waiting
from kkr_portal.registry.models import BusinessHouse, Council
from kkr_portal.year.due import NAMES, Told, due_dates
from kkr_portal.year.shown import drawn, shown
from kkr_portal.year.waiting import Waiting
from meetings.deadlines_of import MeetingDeadline, deadlines, with_facts
from meetings.models import Meeting

SOON = timedelta(days=60)
OVERDUE_FOR = timedelta(days=366)
NEWS = 8
MOST = 12  # rows of a list before it leads on to the whole one

WAITING: dict[str, Callable[[AnyUser], Iterable[Waiting]]] = {
    "Møder": meetings.waiting.waiting,
    "Resultatkontrakter": contracts.waiting.waiting,
    "Bestyrelser": boards.waiting.waiting,
    "Udbakke": outbox_waiting.waiting,
}


@dataclass(frozen=True)
class Coming:
    """A KKR's next meeting. ``url`` is None where the person may know the day and not read the agenda."""

    meeting: Meeting
    url: str
    open_deadlines: list[MeetingDeadline]


def own_councils(user: AnyUser) -> frozenset[int] | None:
    """The KKR that the person works for, sits in, or whose business house it belongs to; None for all."""
    roles = predicates.roles_of(user)
    if roles.administrator or roles.kl or not user.is_authenticated:
        return None
    houses = predicates.houses_of(user)
    of_houses = BusinessHouse.objects.filter(pk__in=houses).values_list("council_id", flat=True)
    return roles.secretariat_of | roles.member_of | (frozenset(of_houses) if houses else frozenset())


def own_dates(user: AnyUser, first: date, last: date) -> list[Told]:
    """The dates of the person's own KKR, and those of all five."""
    own = own_councils(user)
    return [one for one in due_dates(user, first, last) if is_own(one.due.council_id, own)]


def is_own(council_id: int | None, own: frozenset[int] | None) -> bool:
    return own is None or council_id is None or council_id in own


def waiting_for(user: AnyUser) -> dict[str, list[Waiting]]:
    """What waits for the person, room by room; rooms where nothing does are left out."""
    if not user.is_authenticated:
        return {}
    return {name: rows for name, of in WAITING.items() if (rows := list(of(user)))}


@login_not_required
def front_page(request: HttpRequest) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    own = own_councils(user)
    told = own_dates(user, min(date(today.year, 1, 1), today - OVERDUE_FOR), _end(today))
    councils = {one.pk: one for one in Council.objects.all()}
    overdue = overdue_of(user, told, today)
    soon = [one for one in told if not one.due.done and today <= one.due.day <= today + SOON]
    return render(request, "front_page.html", {
        "starting": starting_terms(user, today), "coming": _coming(user, own, today),
        "waiting": waiting_for(user),
        "overdue": shown(overdue[-MOST:], councils, today), "more_overdue": max(len(overdue) - MOST, 0),
        "soon": shown(soon[:MOST], councils, today), "more_soon": max(len(soon) - MOST, 0),
        "news": latest_news(NEWS), "acts": bool(acts_in(user)), "year": today.year, "today": today,
        **_wheel(told, councils, today),
    })  # fmt: skip


def _end(today: date) -> date:
    return max(date(today.year, 12, 31), today + SOON)


def _wheel(told: list[Told], councils: dict[int, Council], today: date) -> dict[str, object]:
    """This year's dates drawn; each mark leads into the calendar's list."""
    of_year = shown([one for one in told if one.due.day.year == today.year], councils, today)
    return drawn(today.year, of_year, today, page=reverse("year:year", args=[today.year]))


def acts_in(user: AnyUser) -> frozenset[str]:
    """The rooms whose dates this person must keep; a business house reports, and keeps no other date."""
    roles = predicates.roles_of(user)
    if roles.administrator or roles.kl or roles.secretariat_of:
        return frozenset(NAMES)
    return frozenset({"contracts"} if roles.business_house_of else ())


def overdue_of(user: AnyUser, told: list[Told], today: date) -> list[Told]:
    rooms = acts_in(user)
    return [one for one in told if one.room in rooms and one.due.is_overdue(today)]


def _coming(user: AnyUser, own: frozenset[int] | None, today: date) -> list[Coming]:
    """The next meeting of each of these KKR that has one."""
    known = Meeting.objects.dates_known_to(user) | Meeting.objects.visible_to(user)
    ahead = known.filter(date__gte=today).exclude(status=Meeting.Status.CANCELLED)
    if own is not None:
        ahead = ahead.filter(council__in=own)
    first: dict[int, Meeting] = {}
    for meeting in with_facts(ahead.select_related("council").order_by("date", "pk")):
        first.setdefault(meeting.council_id, meeting)
    found = []
    for meeting in first.values():
        reads = meeting.is_sent or predicates.may_read_drafts(user, meeting.council_id)
        inside = predicates.may_read_closed(user, meeting.council_id)
        open_ = [one for one in deadlines(meeting, today) if one.is_open] if inside else []
        found.append(Coming(meeting, meeting.get_absolute_url() if reads else "", open_))
    return found
