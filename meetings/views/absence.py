"""Absence reported before a meeting: a member's own, and the secretariat's list."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.spreadsheets import download
from meetings import list_sheets
from meetings.actions import absence as actions
from meetings.actions.life import TO_BE_HELD, NotPossible
from meetings.expected import Expected, expected_at
from meetings.forms.absence import AbsenceForm, OwnAbsenceForm
from meetings.models import Meeting
from meetings.roster import Sitting
from meetings.rules.editions import cite
from meetings.views.found import known_meeting

REPORTING = cite(5, 11)
SAID = {
    "report-own": "Dit afbud er meldt til sekretariatet.",
    "withdraw-own": "Dit afbud er trukket tilbage: sekretariatet venter dig.",
    "report": "Afbuddet er skrevet ind.",
    "withdraw": "Afbuddet er slettet.",
}


@keeps_typed
def notices(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """A member reports and withdraws their own; the secretariat does so for any member."""
    meeting = known_meeting(request, council, date)
    expected = expected_at(meeting)
    own = own_seat(request, expected)
    may_edit = predicates.may_edit_council(request.user, meeting.council_id)
    do = request.POST.get("do", "")
    typed = request.POST if request.method == "POST" else take_kept(request)
    own_form = OwnAbsenceForm(typed if own and do in ("", "report-own") else None, auto_id="own_%s")
    form = AbsenceForm(
        typed if may_edit and do in ("", "report") else None,
        roster=expected.roster, absent=expected.absent_members,
    )  # fmt: skip
    if request.method == "POST":
        if do not in SAID or (own is None if do.endswith("-own") else not may_edit):
            raise Http404
        if done := _do(request, do, meeting, own, own_form, form):
            return done
    context = {
        "meeting": meeting, "expected": expected, "own": own, "own_form": own_form, "form": form,
        "may_edit": may_edit, "citation": REPORTING, "is_open": meeting.status in TO_BE_HELD,
        "may_read_all": predicates.may_read_drafts(request.user, meeting.council_id),
        "takes_part": predicates.may_take_part(request.user, meeting.council_id),
        "own_notice": own and next((n for n, seat in expected.absent if seat == own), None),
        "stands_in_for": _stands_in_for(request, expected),
    }  # fmt: skip
    return render(request, "meetings/absence.html", context)


def notices_file(request: HttpRequest, council: str, date: date, kind: str) -> HttpResponse:
    """All notices, for those who may read them: the secretariat and KL."""
    meeting = known_meeting(request, council, date)
    if not predicates.may_read_drafts(request.user, meeting.council_id):
        raise Http404
    sheet = list_sheets.absence_sheet(expected_at(meeting))
    return download(sheet, name=f"Afbud {meeting.council}", kind=kind, day=meeting.date)


def own_seat(request: HttpRequest, expected: Expected) -> Sitting | None:
    """The seat whose holder on the meeting's day is the person signed in, as a member of this KKR."""
    sitting = _sitting(request, expected)
    return sitting if sitting and sitting.acting == request.user.person else None  # type: ignore[union-attr]


def _sitting(request: HttpRequest, expected: Expected) -> Sitting | None:
    if not predicates.may_take_part(request.user, expected.meeting.council_id):
        return None
    return expected.roster.of(request.user.person_id)  # type: ignore[union-attr]


def _stands_in_for(request: HttpRequest, expected: Expected) -> Sitting | None:
    sitting = _sitting(request, expected)
    return sitting if sitting and sitting.acting != request.user.person else None  # type: ignore[union-attr]


def _do(
    request: HttpRequest, do: str, meeting: Meeting, own: Sitting | None,
    own_form: OwnAbsenceForm, form: AbsenceForm,
) -> HttpResponse | None:  # fmt: skip
    """Do what was posted and go back to the page; None where the form has faults to show."""
    by = request.user if request.user.is_authenticated else None
    try:
        if do == "report-own" and own and own.member:
            if not own_form.is_valid():
                return None
            note = own_form.cleaned_data["note"]
            actions.report_absence(meeting=meeting, membership=own.member, note=note, by=by)
        elif do == "withdraw-own" and own and own.member:
            actions.withdraw_absence(meeting=meeting, membership=own.member)
        elif do == "report":
            if not form.is_valid():
                return None
            actions.report_absence(meeting=meeting, by=by, **form.cleaned_data)
        elif do == "withdraw":
            _withdraw(request, meeting)
    except NotPossible as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, SAID[do], extra_tags=f"saved:absence-{meeting.pk}")
    return redirect("meetings:absence_notice", meeting.council.slug, meeting.date)


def _withdraw(request: HttpRequest, meeting: Meeting) -> None:
    """By the notice's member; one that is gone already needs nothing."""
    pk = request.POST.get("membership", "")
    notice = (
        meeting.absence_notices.filter(membership=int(pk)).first()
        if pk.isdecimal() and len(pk) < 18
        else None
    )
    if notice:
        actions.withdraw_absence(meeting=meeting, membership=notice.membership)
