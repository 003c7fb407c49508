"""What members want on an agenda: they write it, the secretariat takes it in or declines it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.law import Breach
from kkr_portal.registry.models import Person
from kkr_portal.spreadsheets import download
from meetings import list_sheets
from meetings.actions import proposals as actions
from meetings.actions.life import TO_BE_HELD, NotPossible
from meetings.forms.proposals import DeclineForm, ProposalForm, ReceivedProposalForm, TakeInForm
from meetings.models import Meeting, Proposal
from meetings.roster import roster_on
from meetings.rules import editions
from meetings.rules.deadlines import PROPOSAL, Deadline, proposal_deadline
from meetings.views.found import editable_meeting, known_meeting, visible_meeting


@dataclass(frozen=True)
class Judged:
    """A proposal and whether it came in time: breaches are empty where it did, or where nothing says."""

    proposal: Proposal
    breaches: list[Breach]


def deadline_of(meeting: Meeting) -> Deadline | None:
    """The right to a place on the agenda is for ordinary meetings (§ 5, stk. 4)."""
    ruled = meeting.kind == Meeting.Kind.ORDINARY and editions.has_rules(meeting.date)
    return proposal_deadline(meeting.date) if ruled else None


def _judged(meeting: Meeting, rows: Iterable[Proposal]) -> list[Judged]:
    deadline = deadline_of(meeting)
    return [Judged(row, deadline.breaches(row.received_on) if deadline else []) for row in rows]


def _page(meeting: Meeting, **more: Any) -> dict[str, Any]:
    deadline = deadline_of(meeting)
    return {
        "meeting": meeting, "deadline": deadline, "citation": PROPOSAL,
        "too_late": bool(deadline and deadline.breaches(timezone.localdate())),
        "before": "" if editions.has_rules(meeting.date) else editions.BEFORE,
        "is_open": meeting.status in TO_BE_HELD, **more,
    }  # fmt: skip


def of_meeting(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """All proposals for one meeting: the secretariat answers, KL reads."""
    meeting, rows = _read(request, council, date)
    may_edit = predicates.may_edit_council(request.user, meeting.council_id)
    return render(request, "meetings/proposals.html", _page(meeting, rows=rows, may_edit=may_edit))


def of_meeting_file(request: HttpRequest, council: str, date: date, kind: str) -> HttpResponse:
    meeting, rows = _read(request, council, date)
    sheet = list_sheets.proposals_sheet((row.proposal, bool(row.breaches)) for row in rows)
    return download(sheet, name=f"Forslag {meeting.council}", kind=kind, day=meeting.date)


def _read(request: HttpRequest, council: str, date: date) -> tuple[Meeting, list[Judged]]:
    meeting = visible_meeting(request, council, date)
    if not predicates.may_read_drafts(request.user, meeting.council_id):
        raise Http404
    rows = meeting.proposals.select_related("person", "item").order_by("received_on", "pk")
    return meeting, _judged(meeting, rows)


@keeps_typed
def register(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """A proposal that came by mail or by hand."""
    meeting = editable_meeting(request, council, date)
    form = ReceivedProposalForm(
        request.POST or take_kept(request), roster=roster_on(meeting.council, meeting.date)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose(meeting=meeting, **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "Forslaget er skrevet ind.", extra_tags="saved:proposal-new")
            return redirect("meetings:proposals", meeting.council.slug, meeting.date)
    members_known = bool(form.fields["person"].queryset)  # type: ignore[attr-defined]
    return render(
        request, "meetings/proposal_form.html", _page(meeting, form=form, members_known=members_known)
    )


@keeps_typed
def propose(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """A member proposes a case, and sees what became of earlier ones."""
    meeting = known_meeting(request, council, date)
    if not predicates.may_take_part(request.user, meeting.council_id):
        raise Http404
    person: Person | None = request.user.person  # type: ignore[union-attr]
    hindrance = _hindrance(meeting, person)
    form = ProposalForm(request.POST or take_kept(request))
    if request.method == "POST" and person and not hindrance and form.is_valid():
        try:
            actions.propose(
                meeting=meeting, person=person, received_on=timezone.localdate(), **form.cleaned_data
            )
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(
                request, "Forslaget er sendt til sekretariatet.", extra_tags=f"saved:propose-{meeting.pk}"
            )
            return redirect("meetings:propose", meeting.council.slug, meeting.date)
    own = (
        meeting.proposals.filter(person=person).select_related("item") if person else Proposal.objects.none()
    )
    rows = _judged(meeting, own.order_by("received_on", "pk"))
    may_read = meeting.is_sent or predicates.may_read_drafts(request.user, meeting.council_id)
    context = _page(meeting, form=form, rows=rows, hindrance=hindrance, may_read=may_read)
    return render(request, "meetings/propose.html", context)


def _hindrance(meeting: Meeting, person: Person | None) -> str:
    """Why this person can't propose anything for this meeting; empty where they can."""
    if person is None:
        return "Din bruger er ikke knyttet til en person i stamdata. Bed sekretariatet om at gøre det."
    if meeting.status not in TO_BE_HELD:
        return "Mødet er holdt eller aflyst, så der kan ikke stilles forslag til det."
    roster = roster_on(meeting.council, meeting.date)
    if roster.sittings and not any(one.acting == person for one in roster.sittings):
        return (
            "Kun KKR's medlemmer på mødets dag kan stille forslag; en stedfortræder kan, når den er indtrådt."
        )
    return ""


def _editable(request: HttpRequest, pk: int) -> Proposal:
    return get_object_or_404(_with_meeting().filter(_edited(request)), pk=pk)


def _with_meeting() -> QuerySet[Proposal]:
    return Proposal.objects.select_related("meeting__council", "person", "item")


def _edited(request: HttpRequest) -> Q:
    return Q(meeting__in=Meeting.objects.editable_by(request.user))


def _back(proposal: Proposal) -> HttpResponse:
    return redirect("meetings:proposals", proposal.meeting.council.slug, proposal.meeting.date)


@keeps_typed
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose where it goes; a late one too, with what the rule says about it."""
    proposal = _editable(request, pk)
    meeting = proposal.meeting
    form = TakeInForm(request.POST or take_kept(request), meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_in(proposal=proposal, **form.cleaned_data)
        except NotPossible as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, f"«{proposal}» er nu et punkt på dagsordenen.")
        return _back(proposal)
    [judged] = _judged(meeting, [proposal])
    return render(request, "meetings/proposal_take_in.html", _page(meeting, form=form, judged=judged))


@keeps_typed
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = _editable(request, pk)
    form = DeclineForm(request.POST if request.method == "POST" else take_kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.decline(proposal=proposal, reason=form.cleaned_data["reason"])
        except NotPossible as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, f"«{proposal}» er afvist. Medlemmet kan læse begrundelsen.")
        return _back(proposal)
    [judged] = _judged(proposal.meeting, [proposal])
    return render(
        request, "meetings/proposal_decline.html", _page(proposal.meeting, form=form, judged=judged)
    )


def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """By the member, or by the secretariat that was told."""
    person = request.user.person_id  # type: ignore[union-attr]
    own = Q(person=person) if person else Q(pk__in=[])
    proposal = get_object_or_404(_with_meeting().filter(_edited(request) | own), pk=pk)
    meeting = proposal.meeting
    edits = predicates.may_edit_council(request.user, meeting.council_id)
    if not edits and not predicates.may_take_part(request.user, meeting.council_id):
        raise Http404  # no longer of this KKR
    back = "meetings:proposals" if edits else "meetings:propose"
    if request.method == "POST":
        try:
            actions.withdraw(proposal=proposal)
        except NotPossible as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, f"«{proposal}» er trukket tilbage.")
        return redirect(back, meeting.council.slug, meeting.date)
    return render(request, "meetings/proposal_withdraw.html", _page(meeting, proposal=proposal, back=back))


@require_POST
def take_up_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Undo a decline or a withdrawal."""
    proposal = _editable(request, pk)
    try:
        actions.take_up_again(proposal=proposal)
    except NotPossible as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, f"«{proposal}» venter igen på svar.")
    return _back(proposal)
