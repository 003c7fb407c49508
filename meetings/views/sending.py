"""Sending an agenda, taking it back, and inviting again when the meeting was moved or cancelled."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents.packet import PacketTrouble
from kkr_portal.outbox.models import Mail
from meetings import prints
from meetings.actions import sending as actions
from meetings.actions.mails import mails_of
from meetings.actions.readiness import readiness_of
from meetings.agenda import publication_of, whole_agenda
from meetings.forms.sending import SendForm
from meetings.invitations import recipients_of
from meetings.live_attachments import refresh_meeting
from meetings.models import Meeting
from meetings.rules import deadlines
from meetings.versions_of import unsent_changes
from meetings.views.closed import writes
from meetings.views.found import editable_meeting

WITH_MAILS = "Mailene ligger i udbakken og er ikke sendt: frigiv dem, når du er klar."
NO_MAILS = "Der er ingen mails: portalen kender ingen e-mail til dem, der skulle have en."


def versions_page(meeting: Meeting) -> HttpResponse:
    return redirect("meetings:versions", meeting.council.slug, meeting.date)


@keeps_typed
@writes
def send(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """Ask first: name what everyone will be able to read, what stays closed, and what looks wrong."""
    meeting = editable_meeting(request, council, date)
    live_troubles = refresh_meeting(meeting)
    agenda = whole_agenda(meeting)
    latest = unsent_changes(meeting)
    ready = readiness_of(agenda, today=timezone.localdate(), sent_before=bool(latest))
    form = SendForm(
        request.POST if request.method == "POST" else take_kept(request),
        ready=ready,
        has_reason=bool(meeting.agenda_late_because.strip()),
    )
    trouble: list[str] = [f"{actions.CAN_NOT_BE_MADE} {one}" for one in live_troubles]
    # Something to fill in or to tick is not asked of whoever can't send anyhow.
    if request.method == "POST" and (form.is_valid() or ready.hindrance):
        try:
            version = actions.send_version(
                meeting=meeting, by=request.user, site=settings.PORTAL_URL, **form.cleaned_data
            )
        except actions.NothingChanged as nothing:
            messages.info(request, str(nothing))
            return versions_page(meeting)
        except actions.NotSent as reason:
            trouble = [str(reason)]
        except PacketTrouble as broken:
            trouble = broken.problems
        else:
            drafts = mails_of(meeting).filter(state=Mail.State.DRAFT).exists()
            messages.success(
                request, f"Version {version.number} er offentliggjort. {WITH_MAILS if drafts else NO_MAILS}"
            )
            return versions_page(meeting)
    context = {
        "meeting": meeting,
        "publication": publication_of(agenda),
        "latest": latest,
        "ready": ready,
        "broken": prints.packet_problems(agenda) if request.method == "GET" else [],
        "trouble": trouble,
        "recipients": recipients_of(meeting),
        "form": form,
        "late_citation": deadlines.AGENDA,
    }
    return render(request, "meetings/meeting_confirm_send.html", context)


@writes
def take_back(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """Ask first: those who were reading will find nothing."""
    meeting = editable_meeting(request, council, date)
    if request.method == "POST":
        try:
            actions.take_back(meeting=meeting)
        except actions.NotSent as reason:
            messages.error(request, str(reason))
            return versions_page(meeting)
        messages.success(
            request, "Dagsordenen er trukket tilbage og kan kun læses af sekretariatet og KL. "
            "Kladder til mails om den er kasseret.",
        )  # fmt: skip
        return redirect(meeting)
    return render(request, "meetings/meeting_confirm_take_back.html", {"meeting": meeting})


@require_POST
@writes
def invite_again(request: HttpRequest, council: str, date: date) -> HttpResponse:
    meeting = editable_meeting(request, council, date)
    try:
        made = actions.invite_again(meeting=meeting, site=settings.PORTAL_URL)
    except actions.NotSent as reason:
        messages.info(request, str(reason))
        return versions_page(meeting)
    if not made:
        messages.info(request, "Ingen har fået en indkaldelse endnu. Kladderne er kasseret.")
        return versions_page(meeting)
    messages.success(
        request,
        "1 mail ligger i udbakken. Den retter mødet i modtagerens kalender, når du frigiver den."
        if made == 1
        else f"{made} mails ligger i udbakken. De retter mødet i modtagernes kalender, når du frigiver dem.",
    )
    return redirect(reverse("outbox:list"))
