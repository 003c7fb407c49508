"""What has been sent: the versions, their files and checksums, what changed, and the calendar file."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from kkr_portal.access import predicates
from kkr_portal.documents import pdf
from kkr_portal.documents.downloads import file_response, pdf_response
from kkr_portal.outbox.addresses import whole
from kkr_portal.spreadsheets import download
from meetings import list_sheets, prints, versions_of
from meetings.actions.mails import calendar_is_right, mails_of
from meetings.calendar_files import PUBLISH, event_file
from meetings.invitations import recipients_of
from meetings.models import Meeting, Version
from meetings.snapshots import agenda_of
from meetings.views.found import editable_meeting, visible_meeting
from meetings.views.sending import versions_page


@login_not_required
def versions(request: HttpRequest, council: str, date: date) -> HttpResponse:
    meeting = visible_meeting(request, council, date)
    edits = predicates.may_edit_council(request.user, meeting.council_id)
    drafts = predicates.may_read_drafts(request.user, meeting.council_id)
    context = {
        "meeting": meeting,
        "versions": versions_of.versions_of(meeting),
        "may_edit": edits,
        "inside": drafts,
        "reads_closed": predicates.may_read_closed(request.user, meeting.council_id),
        "unsent": versions_of.unsent_changes(meeting) if drafts else None,
    }
    if edits:
        mails = mails_of(meeting)
        context |= {
            "mails": mails.exists(),
            "waiting": mails.filter(state="draft").count(),
            "released": mails.exclude(released_at=None).exists(),
            "calendar_is_right": calendar_is_right(meeting),
            "unreachable": recipients_of(meeting).unreachable,
        }
    return render(request, "meetings/versions.html", context)


@login_not_required
def versions_list_file(request: HttpRequest, council: str, date: date, kind: str) -> HttpResponse:
    """Which versions have been sent, and when."""
    meeting = visible_meeting(request, council, date)
    sheet = list_sheets.versions_sheet(
        versions_of.versions_of(meeting),
        inside=predicates.may_read_drafts(request.user, meeting.council_id),
        reads_closed=predicates.may_read_closed(request.user, meeting.council_id),
    )
    return download(sheet, name=f"Udsendelser {meeting.council}", kind=kind, day=meeting.date)


@login_not_required
def version_list_file(request: HttpRequest, council: str, date: date, number: int, kind: str) -> HttpResponse:
    """The files of one version that this reader may see, with their checksums."""
    meeting = visible_meeting(request, council, date)
    context = _context(request, meeting, number)
    sheet = list_sheets.sent_files_sheet(context["files"], context["printed"])
    name = f"Filer i version {number} {meeting.council}"
    return download(sheet, name=name, kind=kind, day=meeting.date)


@login_not_required
def version(request: HttpRequest, council: str, date: date, number: int) -> HttpResponse:
    meeting = visible_meeting(request, council, date)
    return render(request, "meetings/version.html", _context(request, meeting, number))


@login_not_required
def changes_pdf(request: HttpRequest, council: str, date: date, number: int) -> HttpResponse:
    """«Ændret siden version n» on paper, as far as this reader may see it."""
    meeting = visible_meeting(request, council, date)
    context = _context(request, meeting, number)
    if number < 2:
        raise Http404
    name = f"Ændret siden version {number - 1} {meeting.council} {meeting.date:%d-%m-%Y}.pdf"
    return pdf_response(pdf.render("meetings/pdf/changes.html", context), name)


def _context(request: HttpRequest, meeting: Meeting, number: int) -> dict[str, Any]:
    found = _version(meeting, number)
    reads_closed = predicates.may_read_closed(request.user, meeting.council_id)
    reader = versions_of.reader_of(meeting, found, reads_closed=reads_closed)
    return {
        "meeting": meeting,
        "version": found,
        "before": number - 1,
        "changes": versions_of.changes_in(found, reads_closed=reads_closed),
        "printed": versions_of.printed_files(found) if reads_closed else [],
        "files": versions_of.sent_files(found, reader),
        "may_edit": predicates.may_edit_council(request.user, meeting.council_id),
        "inside": predicates.may_read_drafts(request.user, meeting.council_id),
        "reads_closed": reads_closed,
    }


def _version(meeting: Meeting, number: int) -> Version:
    rows = meeting.versions.select_related("sent_by", *prints.PRINTED)
    if number > 32767:
        raise Http404
    found = get_object_or_404(rows, number=number)
    found.meeting = meeting
    return found


@login_not_required
def version_file(request: HttpRequest, council: str, date: date, number: int, name: str) -> HttpResponseBase:
    """A version's own file, byte for byte, for those who may read closed things."""
    meeting = visible_meeting(request, council, date)
    if not predicates.may_read_closed(request.user, meeting.council_id):
        raise Http404
    found = _version(meeting, number)
    names = {one.name: one for one in versions_of.printed_files(found)}
    if name not in names:
        raise Http404
    agenda = agenda_of(found, meeting)
    if not name.endswith("-closed"):
        agenda = agenda.open_part()
    called = prints.agenda_name(agenda) if name.startswith("agenda") else prints.packet_name(agenda)
    called = called.replace(".pdf", f" version {number}.pdf")
    return file_response(names[name].file, called, inline=True)


@require_POST
def verify(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """Read every file of every version and compare it with its checksum."""
    meeting = editable_meeting(request, council, date)
    found = [
        f"Version {one.number}: {name}"
        for one in versions_of.versions_of(meeting)
        for name in versions_of.damaged_files(one)
    ]
    if found:
        messages.error(request, "Disse filer er ikke, som de blev sendt: " + "; ".join(found) + ".")
    else:
        messages.success(request, "Alle filer er læst igennem. De er, som de blev sendt.")
    return versions_page(meeting)


@login_not_required
def calendar(request: HttpRequest, council: str, date: date) -> HttpResponse:
    """The meeting as a calendar file; the link to a virtual meeting is only for the KKR's own people."""
    meeting = visible_meeting(request, council, date)
    inside = predicates.may_read_closed(request.user, meeting.council_id)
    url = whole(meeting.get_absolute_url())
    text = event_file(meeting, method=PUBLISH, url=url, link=meeting.link if inside else "")
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    name = f"Møde i {meeting.council} {meeting.date:%d-%m-%Y}.ics"
    response["Content-Disposition"] = prints.disposition(name)
    response["Cache-Control"] = "private, no-store"
    return response
