"""Meetings: the list, the agenda as one reads it, and the page where it is put together."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.generic import ListView

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.registry.chosen import chosen_council
from kkr_portal.registry.models import Council
from kkr_portal.spreadsheets import download
from meetings import list_sheets
from meetings.actions.life import BEGINS, TO_BE_HELD, hindrance
from meetings.agenda import agenda_for
from meetings.deadlines_of import (
    MeetingDeadline,
    breaches_of,
    deadlines,
    election_is_unknown,
    next_deadline,
    with_facts,
)
from meetings.deleted import deleted_items, moves_told_to
from meetings.expected import expected_at
from meetings.forms.agenda import SectionForm
from meetings.forms.life import MeetingForm
from meetings.live_attachments import refresh_meeting
from meetings.models import Meeting, Proposal
from meetings.rules import editions
from meetings.rules.deadlines import AGENDA
from meetings.rules.quorum import EXTRA_MEETING
from meetings.views.closed import writes
from meetings.views.found import editable_meeting, visible_meeting
from meetings.views.life import SEND_NEW

Listed = tuple[Meeting, MeetingDeadline | None]


def _listed(request: HttpRequest) -> QuerySet[Meeting]:
    """The meetings one may see, newest first; ``?kkr=midtjylland`` gives one KKR's alone."""
    meetings = Meeting.objects.visible_to(request.user).select_related("council")
    if council := chosen_council(request):
        meetings = meetings.filter(council=council)
    return with_facts(meetings.counting_items_for(request.user)).order_by("-date", "council__sort_key")


def _with_deadlines(request: HttpRequest, rows: Iterable[Meeting]) -> list[Listed]:
    """Each meeting with its next deadline, for those who must keep them."""
    user, today = request.user, timezone.localdate()
    return [
        (one, next_deadline(one, today) if predicates.may_read_closed(user, one.council_id) else None)
        for one in rows
    ]


@method_decorator(login_not_required, name="dispatch")
class MeetingList(ListView):
    paginate_by = 25
    template_name = "meetings/meeting_list.html"

    def get_queryset(self) -> QuerySet[Meeting]:
        return _listed(self.request)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edited = predicates.councils_edited_by(self.request.user)
        context = super().get_context_data(
            councils=Council.objects.all(),
            chosen=self.request.GET.get("kkr", ""),
            may_create=edited is None or bool(edited),
            **kwargs,
        )
        rows = _with_deadlines(self.request, context["meeting_list"])
        query = urlencode({"kkr": context["chosen"]}) if context["chosen"] else ""
        return context | {"rows": rows, "has_deadlines": any(due for _, due in rows), "query": query}


@login_not_required
def meeting_list_file(request: HttpRequest, kind: str) -> HttpResponse:
    rows = _with_deadlines(request, _listed(request))
    sheet = list_sheets.meetings_sheet(rows, deadlines=any(due for _, due in rows))
    return download(sheet, name="Møder", kind=kind)


@login_not_required
def detail(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """The agenda, as far as this reader may see it."""
    meeting = visible_meeting(request, council, date)
    if meeting.date != date:
        return redirect(meeting)
    return render(request, "meetings/meeting_detail.html", _facts(request, meeting) | _life(request, meeting))


def _facts(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """The agenda and what everyone who reads it is told."""
    user, of = request.user, meeting.council_id
    inside = predicates.may_read_closed(user, of)
    return {
        "meeting": meeting,
        "agenda": agenda_for(meeting, user),
        "inside": inside,  # only they see the link to a virtual meeting
        "may_edit": predicates.may_edit_council(user, of),
        "moves": moves_told_to(meeting, insider=inside),
        "rules_before": "" if editions.has_rules(meeting.date) else editions.BEFORE,
        "may_read_history": predicates.may_read_history(user, of),
        "agenda_citation": AGENDA,
        "virtual_citation": editions.cite(5, 3),
        "wish_citation": EXTRA_MEETING,
    }


def _life(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """Where the meeting stands, for the KKR's own people."""
    user, of = request.user, meeting.council_id
    if not predicates.may_read_closed(user, of):
        return {}
    found = deadlines(meeting, timezone.localdate())
    context: dict[str, Any] = {
        "deadlines": found,
        "election_unknown": election_is_unknown(meeting, found),
        "takes_part": predicates.may_take_part(user, of) and meeting.status in TO_BE_HELD,
    }
    if predicates.may_read_drafts(user, of):
        shows = meeting.status in TO_BE_HELD
        context |= {
            "breaches": breaches_of(meeting, found),
            "expected": expected_at(meeting) if shows else None,
            "proposals_waiting": meeting.proposals.filter(status=Proposal.Status.RECEIVED).count(),
            "stages": stages(meeting),
            "verbs": {verb.replace("-", "_"): not hindrance(meeting, verb) for verb in BEGINS},
            "has_passed": meeting.date < timezone.localdate(),
        }
    return context


def stages(meeting: Meeting) -> list[tuple[str, str]]:
    """The stages of a meeting's life as (name, «done», «now» or «»); of a cancelled one, where it stopped."""
    order: list[Meeting.Status] = [one for one in Meeting.Status if one != Meeting.Status.CANCELLED]
    now = order.index(Meeting.Status(meeting.status_before or meeting.status))
    return [
        (str(status.label), "done" if place < now else "now" if place == now else "")
        for place, status in enumerate(order)
    ]


@keeps_typed
@transaction.atomic
def create(request: HttpRequest) -> HttpResponse:
    edited = predicates.councils_edited_by(request.user)
    if edited is not None and not edited:
        raise Http404
    initial = {"council": chosen_council(request)}
    form = MeetingForm(request.POST or take_kept(request), user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        meeting = form.save()
        messages.success(
            request, "Mødet er oprettet. Nu kan dagsordenen sættes sammen.", extra_tags="saved:meeting-new"
        )
        return redirect("meetings:organise", meeting.council.slug, meeting.date)
    return render(request, "meetings/meeting_form.html", {"form": form})


@writes
@keeps_typed
@transaction.atomic
def edit(request: HttpRequest, council: str, date: date) -> HttpResponse:
    meeting = editable_meeting(request, council, date)
    if request.method == "POST":
        meeting = Meeting.objects.select_related("council").select_for_update(of=("self",)).get(pk=meeting.pk)
    form = MeetingForm(request.POST or take_kept(request), instance=meeting, user=request.user)
    if request.method == "POST" and form.is_valid():
        meeting = form.save()
        messages.success(request, "Mødets oplysninger er gemt.", extra_tags=f"saved:meeting-{meeting.pk}")
        if form.changes_calendar:
            messages.warning(request, SEND_NEW)
        return redirect(meeting)
    return render(request, "meetings/meeting_form.html", {"form": form, "meeting": meeting})


@writes
def organise(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """Put the agenda together: sections and items, their order, and what was deleted."""
    meeting = editable_meeting(request, council, date)
    for trouble in refresh_meeting(meeting):
        messages.warning(request, str(trouble))
    return render(
        request,
        "meetings/meeting_organise.html",
        {
            "meeting": meeting,
            "agenda": agenda_for(meeting, request.user),
            "section_form": SectionForm(auto_id="new_section_%s"),
            "deleted": deleted_items(meeting),
        },
    )
