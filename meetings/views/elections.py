"""Elections of a meeting, and for a constitutive one what § 4 asks: read, set up, delete, open again."""

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kkr_portal.access import predicates
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents import pdf
from kkr_portal.documents.downloads import pdf_response
from kkr_portal.spreadsheets import download
from meetings import list_sheets
from meetings.actions import elections as actions
from meetings.actions.elections_refused import Refused
from meetings.agenda import NumberedItem, agenda_for
from meetings.constitution_of import constitution_of
from meetings.counting import count, read
from meetings.forms.elections import ElectionForm
from meetings.models import Election, Meeting
from meetings.models.closing import MESSAGE
from meetings.rules import editions
from meetings.views.elections_found import (
    editable_election,
    facts,
    refuse,
    show,
    visible_election,
)
from meetings.views.found import editable_meeting, visible_meeting


def overview(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """The meeting's elections; a constitutive meeting's deadlines and convener above them."""
    meeting, found, numbers = _read(request, council, date)
    if meeting.date != date:
        return redirect("meetings:elections", meeting.council.slug, meeting.date)
    rules = editions.has_rules(meeting.date)
    elections = [
        {"election": one, "count": count(one) if rules else None, "item": numbers.get(one.item_id or 0)}
        for one in found
    ]
    constitutive = meeting.kind == Meeting.Kind.CONSTITUTIVE
    context = {
        "meeting": meeting,
        "elections": elections,
        "constitution": constitution_of(meeting) if constitutive and rules else None,
        "has_chair": any(one.kind == Election.Kind.CHAIR_AND_DEPUTY for one in found),
        "may_edit": predicates.may_edit_council(request.user, meeting.council_id),
        "rules_before": "" if rules else editions.BEFORE,
    }
    return render(request, "meetings/election_list.html", context)


def _read(
    request: HttpRequest, council: str, date: date
) -> tuple[Meeting, list[Election], dict[int, NumberedItem]]:
    """The meeting, its elections that this reader may see, and its items by id."""
    meeting = visible_meeting(request, council, date)
    if not predicates.may_read_closed(request.user, meeting.council_id):
        raise Http404
    found = read(Election.objects.visible_to(request.user)).filter(meeting=meeting)
    return meeting, list(found), {one.item.pk: one for one in agenda_for(meeting, request.user).items}


def overview_file(request: HttpRequest, council: str, date: date, kind: str) -> HttpResponse:
    meeting, found, numbers = _read(request, council, date)
    rows = [(one, numbers.get(one.item_id or 0)) for one in found]
    sheet = list_sheets.elections_sheet(rows)
    return download(sheet, name=f"Valg {meeting.council}", kind=kind, day=meeting.date)


def _overview_of(meeting: Meeting) -> str:
    return reverse("meetings:elections", args=[meeting.council.slug, meeting.date])


@keeps_typed
@transaction.atomic
def create(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """A new election; ``?kind=majority`` chooses its kind beforehand."""
    meeting = editable_meeting(request, council, date)
    if meeting.is_locked or not editions.has_rules(meeting.date):
        messages.error(request, MESSAGE if meeting.is_locked else editions.BEFORE)
        return redirect(_overview_of(meeting))
    kind = request.GET.get("kind", "")
    form = ElectionForm(
        request.POST or take_kept(request), meeting=meeting, agenda=agenda_for(meeting, request.user),
        initial={"kind": kind if kind in Election.Kind.values else Election.Kind.MAJORITY},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            election = form.save()
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "Valget er oprettet.", extra_tags="saved:election-new")
            return redirect(election)
    return render(request, "meetings/election_form.html", {"form": form, "meeting": meeting})


@keeps_typed
@transaction.atomic
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    election = editable_election(request, pk)
    meeting = election.meeting
    if meeting.is_locked or election.concluded:
        messages.error(request, MESSAGE if meeting.is_locked else actions.CONCLUDED)
        return redirect(election)
    if request.method == "POST":
        Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
        election = editable_election(request, pk)
    form = ElectionForm(
        request.POST or take_kept(request), instance=election, meeting=meeting,
        agenda=agenda_for(meeting, request.user),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            election = form.save()
        except Refused as refused:
            refuse(form, refused)
        else:
            messages.success(request, "Valgets oplysninger er gemt.", extra_tags=f"saved:election-{pk}")
            return redirect(election)
    context = {"form": form, "meeting": meeting, "election": election}
    return render(request, "meetings/election_form.html", context)


@keeps_typed  # so that its forms, which have addresses of their own, know for whom they were shown
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The counting page: what was counted, what follows, and what to do now."""
    return show(request, visible_election(request, pk))


def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The counting sheet for the minutes. Same election, same bytes."""
    election = visible_election(request, pk)
    content = pdf.render("meetings/pdf/election.html", facts(request.user, election))
    name = f"Optællingsark {election.meeting.council} {election.meeting.date:%d-%m-%Y} {election.title}"
    return pdf_response(content, name[:150].replace("/", "-"))


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first: everything that was counted goes with it."""
    election = editable_election(request, pk)
    meeting = election.meeting
    if meeting.is_locked or election.concluded:
        messages.error(request, MESSAGE if meeting.is_locked else actions.CONCLUDED)
        return redirect(election)
    if request.method == "POST":
        try:
            actions.delete_election(election=election)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(election)
        messages.success(request, f"Valget «{election}» er slettet.")
        return redirect(_overview_of(meeting))
    return render(
        request,
        "meetings/election_confirm.html",
        {
            "election": election,
            "meeting": meeting,
            "heading": f"Slet valget «{election}»?",
            "text": "Stemmer, valgforbund, afstemninger og lodtrækninger slettes med valget.",
            "button": "Slet valget",
        },
    )


def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first: chair and deputy chair lose the posts that the election gave them."""
    election = editable_election(request, pk)
    if election.meeting.is_locked:
        messages.error(request, MESSAGE)
        return redirect(election)
    if request.method == "POST":
        try:
            actions.reopen(election=election)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Valget er genåbnet og kan rettes.")
        return redirect(election)
    officers = election.kind == Election.Kind.CHAIR_AND_DEPUTY
    text = "Det optalte bliver stående og kan rettes. Valget skal derefter afsluttes igen."
    if officers:
        text = (
            "De valgte er ikke længere registreret som formand og næstformand, før valget afsluttes igen. "
            + text
        )
    return render(
        request,
        "meetings/election_confirm.html",
        {
            "election": election,
            "meeting": election.meeting,
            "heading": f"Genåbn valget «{election}»?",
            "text": text,
            "button": "Genåbn valget",
        },
    )
