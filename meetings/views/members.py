"""Who sits in a KKR on a day: the list, its prints, and one seat over time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from kkr_portal.access import predicates
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.open_answers import open_json
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import Sheet, download
from meetings import members_list, members_prints
from meetings.actions.seat_steps import latest_step
from meetings.members_tasks import open_tasks
from meetings.models import Absence, Officer, Seat
from meetings.popolo import popolo
from meetings.roster import Roster, roster_on
from meetings.rules import editions
from meetings.views.members_found import asked_day, council_named


def _asked(request: HttpRequest, council: Council) -> tuple[Roster, str]:
    """The members on the day that is asked for; what is still to come only to those who may know."""
    day, wrong = asked_day(request)
    today = timezone.localdate()
    if day > today and not predicates.may_read_why_members_change(request.user, council.pk):
        day, wrong = today, "Kommende ændringer vises ikke. Her er medlemmerne i dag."
    return roster_on(council, day), wrong


@login_not_required
def members(request: HttpRequest, council: str) -> HttpResponse:
    found = council_named(council)
    roster, wrong = _asked(request, found)
    user, today = request.user, timezone.localdate()
    inside = predicates.may_read_why_members_change(user, found.pk)
    days = members_list.change_days(found)
    context = {
        "council": found,
        "roster": roster,
        "sittings": members_list.in_list_order(roster),
        "groups": members_list.groups_of(roster),
        "around": members_list.around(days if inside else [one for one in days if one <= today], roster.day),
        "today": today,
        "wrong": wrong,
        "typed": request.GET.get("on", "")[:40] if wrong else f"{roster.day:%d.%m.%Y}",
        "query": f"on={roster.day.isoformat()}",
        "rules_before": "" if editions.has_rules(roster.day) else editions.BEFORE,
        "inside": predicates.may_read_closed(user, found.pk),
        "sees_why": inside,
        "sees_contacts": predicates.may_read_contact_details(user),
        "may_edit": predicates.may_edit_council(user, found.pk),
        "tasks": open_tasks(roster, today) if inside and editions.has_rules(roster.day) else [],
        "officers": _officers(roster),
    }
    return render(request, "meetings/members.html", context)


def _officers(roster: Roster) -> list[Officer]:
    """Who holds the posts on the day, those for a time too."""
    posts = Officer.objects.filter(term__council=roster.council, period__contains=roster.day)
    return list(posts.select_related("person").order_by("post", "for_a_time"))


@login_not_required
def members_pdf(request: HttpRequest, council: str) -> HttpResponse:
    roster, _ = _asked(request, council_named(council))
    contacts = predicates.may_read_contact_details(request.user)
    return pdf_response(members_prints.pdf_of(roster, contacts=contacts), members_prints.name_of(roster))


@login_not_required
def members_file(request: HttpRequest, council: str, kind: str) -> HttpResponse:
    roster, _ = _asked(request, council_named(council))
    head, *rows = members_prints.rows_of(roster, contacts=predicates.may_read_contact_details(request.user))
    name = f"Medlemmer af {roster.council}"
    return download(Sheet("Medlemmer", head, rows), name=name, kind=kind, day=roster.day)


@login_not_required
def popolo_file(request: HttpRequest, council: str = "") -> HttpResponseBase:
    """What is public about the members of one KKR, or of all, in Popolo's terms: the same for everyone."""
    councils = [council_named(council)] if council else Council.objects.all()
    return open_json(request, popolo(councils, request.build_absolute_uri))


@login_not_required
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    """One seat: its members, stand-ins and long absences, the latest first."""
    found = get_object_or_404(Seat.objects.select_related("term__council", "municipality"), pk=pk)
    council, today = found.term.council, timezone.localdate()
    sees_why = predicates.may_read_why_members_change(request.user, council.pk)
    may_edit = predicates.may_edit_council(request.user, council.pk)
    if not sees_why and found.term.period.lower > today:
        raise Http404
    context: dict[str, Any] = {
        "seat": found,
        "council": council,
        "term": found.term,
        "today": today,
        "inside": predicates.may_read_closed(request.user, council.pk),
        "sees_why": sees_why,
        "sees_contacts": predicates.may_read_contact_details(request.user),
        "may_edit": may_edit,
        **_over_time(found, None if sees_why else today),
    }
    context["step"] = latest_step(found, found.term) if may_edit else None
    context["sitting"] = next(
        (one for one in roster_on(council, asked_day(request, found.term)[0]).sittings if one.seat.pk == pk),
        None,
    )
    return render(request, "meetings/member.html", context)


def _over_time(found: Seat, until: date | None) -> dict[str, Any]:
    """The seat's rows; where ``until`` is given, those that had begun by then."""
    memberships = found.memberships.select_related("person", "party", "municipality")
    substitutes = found.substitutes.select_related("person", "party", "municipality")
    if until:
        memberships = memberships.filter(period__startswith__lte=until)
        substitutes = substitutes.filter(period__startswith__lte=until)
    absences = Absence.objects.filter(membership__seat=found).select_related(
        "membership__person", "decided_in__section__meeting"
    )
    rows: dict[str, Any] = {
        "memberships": list(memberships.order_by("-period")),
        "substitutes": list(substitutes.order_by("-period")),
    }
    if until is None:
        return rows | {"absences": list(absences.order_by("-period"))}
    for row in [*rows["memberships"], *rows["substitutes"]]:
        if row.period.upper and row.period.upper > until:  # an end that is still to come
            row.period = DateRange(row.period.lower, None)
    return rows
