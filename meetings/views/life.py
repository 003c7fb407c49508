"""The steps of a meeting's life. Each page asks first and says what follows; the POST does it, once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kkr_portal.access.kept import keeps_typed, take_kept
from meetings.actions import life as actions
from meetings.calendar_notes import day_remarks
from meetings.forms.life import CancelForm, MoveForm, PrepareForm, StepForm, WaiverForm
from meetings.models import Meeting
from meetings.models.closing import MESSAGE
from meetings.recurring import standing_items
from meetings.rules import deadlines as rules
from meetings.rules import editions
from meetings.views.found import editable_meeting

SEND_NEW = "Medlemmernes kalendere ved det ikke endnu: send nye indkaldelser."


@dataclass(frozen=True)
class Step:
    """One verb: what its page asks, and what is said when it has been done."""

    heading: str
    button: str
    done: str
    act: Callable[[Meeting, dict[str, Any], Any], object]
    form: type[forms.Form] = StepForm


STEPS = {
    "prepare": Step(
        "Begynd forberedelsen?", "Begynd forberedelsen", "Mødet er under forberedelse.",
        lambda meeting, typed, by: actions.begin_preparation(
            meeting=meeting, with_standing_items=typed["standing"]
        ),
        PrepareForm,
    ),
    "plan-again": Step(
        "Sæt mødet tilbage til planlagt?", "Sæt tilbage", "Mødet er planlagt igen.",
        lambda meeting, typed, by: actions.plan_again(meeting=meeting),
    ),
    "hold": Step(
        "Er mødet holdt?", "Markér som afholdt", "Mødet er markeret som afholdt.",
        lambda meeting, typed, by: actions.hold(meeting=meeting),
    ),
    "undo-hold": Step(
        "Er mødet alligevel ikke holdt?", "Fortryd afholdt", "Mødet er igen udsendt og ikke afholdt.",
        lambda meeting, typed, by: actions.undo_hold(meeting=meeting),
    ),
    "cancel": Step(
        "Aflys mødet?", "Aflys mødet", "Mødet er aflyst.",
        lambda meeting, typed, by: actions.cancel(meeting=meeting, reason=typed["reason"]),
        CancelForm,
    ),
    "reinstate": Step(
        "Genopret det aflyste møde?", "Genopret mødet", "Mødet er genoprettet.",
        lambda meeting, typed, by: actions.reinstate(meeting=meeting),
    ),
    "move": Step(
        "Flyt mødet?", "Flyt mødet", "Mødet er flyttet.",
        lambda meeting, typed, by: actions.move(
            meeting=meeting, to=typed["to"], reason=typed["reason"], by=by
        ),
        MoveForm,
    ),
}  # fmt: skip
CHANGE_CALENDARS = {"cancel", "reinstate", "move"}


@keeps_typed
def step(request: HttpRequest, council: str, date: date, verb: str) -> HttpResponse:
    """Ask on GET, do on POST. A step that can't be taken is said in a sentence, on the meeting's page."""
    meeting, about = editable_meeting(request, council, date), STEPS[verb]
    if request.method != "POST" and (why_not := actions.hindrance(meeting, verb)):
        messages.error(request, why_not)
        return redirect(meeting)
    form = about.form(request.POST if request.method == "POST" else take_kept(request), meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            about.act(meeting, form.cleaned_data, request.user)
        except actions.NotPossible as reason:
            if verb not in ("move", "cancel"):
                messages.error(request, str(reason))
                return redirect(meeting)
            form.add_error("to" if verb == "move" else None, str(reason))  # keeps what was typed
        else:
            meeting.refresh_from_db()
            messages.success(request, about.done, extra_tags=f"saved:{verb}-{meeting.pk}")
            if verb in CHANGE_CALENDARS and meeting.is_sent:
                messages.warning(request, SEND_NEW)
            return redirect(meeting)
    return render(request, "meetings/meeting_step.html", _page(meeting, verb, form))


def _page(meeting: Meeting, verb: str, form: forms.Form) -> dict[str, Any]:
    about, today = STEPS[verb], timezone.localdate()
    context = {
        "meeting": meeting, "verb": verb, "step": about, "form": form,
        "notices": meeting.absence_notices.count(),
        "standing": None, "remarks": [], "early": verb == "hold" and meeting.date > today,
    }  # fmt: skip
    if verb == "prepare":
        context["standing"] = standing_items(meeting.council_id, apart_from=meeting.pk)
        context["is_empty"] = not meeting.sections.exists()
    if verb == "move" and form.is_bound and (to := getattr(form, "cleaned_data", {}).get("to")):
        context["remarks"] = day_remarks(to)
    return context


@keeps_typed
@transaction.atomic
def waive(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """Why the agenda may come late: kept, and printed on the page and on the agenda."""
    meeting = editable_meeting(request, council, date)
    if request.method == "POST":
        meeting = Meeting.objects.select_related("council").select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.is_locked:
        messages.error(request, MESSAGE)
        return redirect(meeting)
    form = WaiverForm(
        request.POST if request.method == "POST" else take_kept(request), instance=meeting
    )
    if request.method == "POST" and form.is_valid():
        kept = form.save()
        text = "Begrundelsen er gemt og trykkes på dagsordenen." if kept.agenda_late_because else (
            "Begrundelsen er fjernet."
        )  # fmt: skip
        messages.success(request, text, extra_tags=f"saved:waiver-{meeting.pk}")
        return redirect(meeting)
    context = {"form": form, "meeting": meeting, "before": editions.BEFORE, "deadline": None}
    if editions.has_rules(meeting.date):
        context["deadline"] = rules.agenda_deadline(meeting.date)
    return render(request, "meetings/meeting_waiver.html", context)
