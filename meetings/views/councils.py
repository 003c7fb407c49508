"""One KKR's own page, and the plan of its year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import download
from meetings import list_sheets
from meetings.actions import plan as actions
from meetings.actions.life import TO_BE_HELD, NotPossible
from meetings.calendar_notes import day_remarks
from meetings.deadlines_of import MeetingDeadline, deadlines, with_facts
from meetings.forms.plan import PlannedFormSet, plan_formset, plan_key
from meetings.models import AbsenceNotice, Meeting
from meetings.rules import editions
from meetings.rules.plan import MEETINGS_A_YEAR, PLAN

PAST_SHOWN, DEADLINES_SHOWN = 12, 5
YEARS = range(2000, 2100)


@dataclass(frozen=True)
class Row:
    """A meeting in the list. ``readable``: its page can be opened; members see a planned one's day only."""

    meeting: Meeting
    readable: bool
    is_open: bool
    absent: bool
    moved_from: date | None = None


@login_not_required
def council(request: HttpRequest, council: str) -> HttpResponse:
    """Meetings that come and those that were; planned ones for the KKR's own people."""
    of = get_object_or_404(Council, slug=council)
    today, inside = timezone.localdate(), predicates.may_read_closed(request.user, of.pk)
    known = _known(request, of)
    coming = list(known.filter(date__gte=today).order_by("date"))
    rows = _rows(request, of, coming)
    context = {
        "council": of, "inside": inside, "coming": rows,
        "past": _rows(request, of, list(known.filter(date__lt=today).order_by("-date")[:PAST_SHOWN])),
        "deadlines": _open_deadlines(coming)[:DEADLINES_SHOWN] if inside else [],
        "may_edit": predicates.may_edit_council(request.user, of.pk),
        "takes_part": predicates.may_take_part(request.user, of.pk),
        "years": [today.year, today.year + 1],
    }  # fmt: skip
    return render(request, "meetings/council.html", context)


def _known(request: HttpRequest, of: Council) -> QuerySet[Meeting]:
    known = with_facts(Meeting.objects.dates_known_to(request.user).filter(council=of))
    return known.select_related("council").prefetch_related("moves")


def _open_deadlines(meetings: Iterable[Meeting]) -> list[MeetingDeadline]:
    """On which somebody can still act, the soonest first."""
    today = timezone.localdate()
    found = [one for meeting in meetings for one in deadlines(meeting, today) if one.is_open]
    return sorted(found, key=lambda one: one.day)


@login_not_required
def council_file(request: HttpRequest, council: str, kind: str) -> HttpResponse:
    """All of the KKR's meetings that this reader knows, or those of ``?year=``, newest first."""
    of = get_object_or_404(Council, slug=council)
    known, year = _known(request, of).order_by("-date"), request.GET.get("year", "")
    if len(year) == 4 and year.isascii() and year.isdecimal():
        known = known.filter(date__year=int(year))
    rows = [(row.meeting, row.moved_from) for row in _rows(request, of, list(known))]
    return download(list_sheets.council_sheet(rows), name=f"Møder i {of}", kind=kind)


def deadlines_file(request: HttpRequest, council: str, kind: str) -> HttpResponse:
    """All open deadlines of the meetings to come; for the KKR's own people, as on its page."""
    of = get_object_or_404(Council, slug=council)
    if not predicates.may_read_closed(request.user, of.pk):
        raise Http404
    found = _open_deadlines(_known(request, of).filter(date__gte=timezone.localdate()))
    return download(list_sheets.deadlines_sheet(found), name=f"Frister i {of}", kind=kind)


def _rows(request: HttpRequest, of: Council, meetings: list[Meeting]) -> list[Row]:
    drafts = predicates.may_read_drafts(request.user, of.pk)
    inside = predicates.may_read_closed(request.user, of.pk)
    person = getattr(request.user, "person_id", None)
    absent = set(
        AbsenceNotice.objects.filter(meeting__in=meetings, membership__person=person).values_list(
            "meeting", flat=True
        )
        if person
        else ()
    )
    return [
        Row(
            meeting, meeting.is_sent or drafts, meeting.status in TO_BE_HELD, meeting.pk in absent,
            moves[-1].from_date if inside and (moves := list(meeting.moves.all())) else None,
        )
        for meeting in meetings
    ]  # fmt: skip


@keeps_typed
def plan(request: HttpRequest, council: str, year: int) -> HttpResponse:
    """Several planned meetings at once: all are kept, or none."""
    of = get_object_or_404(Council, slug=council)
    if not predicates.may_edit_council(request.user, of.pk) or year not in YEARS:
        raise Http404
    there = list(
        Meeting.objects.filter(council=of, date__year=year).select_related("council").order_by("date")
    )
    ordinary = [one for one in there if one.kind == Meeting.Kind.ORDINARY and not one.is_cancelled]
    usual = MEETINGS_A_YEAR.on(date(year, 12, 31)) if editions.has_rules(date(year, 12, 31)) else 0
    formset = plan_formset(
        request.POST if request.method == "POST" else take_kept(request), year=year,
        taken={one.date: plan_key(vars(one)) for one in there}, rows=usual - len(ordinary),
    )  # fmt: skip
    if request.method == "POST" and formset.is_valid() and _plan(request, of, formset):
        return redirect("meetings:plan", of.slug, year)
    context = {
        "council": of, "year": year, "formset": formset, "citation": PLAN, "usual": usual,
        "query": f"year={year}", "count": len(ordinary),
        "meetings": [(one, day_remarks(one.date)) for one in there],
    }  # fmt: skip
    return render(request, "meetings/plan.html", context)


def _plan(request: HttpRequest, of: Council, formset: PlannedFormSet) -> bool:
    """Whether it was done; if not, why not has been said."""
    if not formset.planned:
        messages.error(request, "Skriv mindst én dato.")
        return False
    try:
        made = actions.plan_meetings(council=of, rows=formset.planned)
    except NotPossible as reason:
        messages.error(request, str(reason))
        return False
    text = "1 møde er planlagt." if len(made) == 1 else f"{len(made)} møder er planlagt."
    remarks = " ".join(remark for one in made for remark in day_remarks(one.date))
    messages.success(
        request,
        text if made else "Møderne var planlagt i forvejen.",
        extra_tags=f"saved:plan-{of.pk}-{formset.year}",
    )
    if remarks:
        messages.warning(request, f"Vær opmærksom: {remarks}")
    return True
