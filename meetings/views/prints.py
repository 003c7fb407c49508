"""What is printed: the agenda and the packet of attachments."""

import logging
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from kkr_portal.access import predicates
from kkr_portal.documents.downloads import file_response, pdf_response
from kkr_portal.documents.models import MissingFile, StoredFile
from kkr_portal.documents.packet import PacketTrouble
from meetings import prints
from meetings.agenda import Agenda, agenda_for, public_agenda
from meetings.live_attachments import refresh_meeting
from meetings.models import Meeting
from meetings.views.found import visible_meeting

logger = logging.getLogger(__name__)


def _agenda(request: HttpRequest, meeting: Meeting) -> Agenda:
    """The reader's own; ``?for=public`` shows those who may see more what the public gets.

    Whoever reads the agenda as it stands now gets live documents as they are now.
    """
    if predicates.may_read_drafts(request.user, meeting.council_id):
        for trouble in refresh_meeting(meeting):
            messages.warning(request, str(trouble))
    return public_agenda(meeting) if request.GET.get("for") == "public" else agenda_for(meeting, request.user)


def _as_sent(stored: StoredFile | None, name: str) -> HttpResponseBase | None:
    """The very file that was sent. A file that is gone from the store is made anew instead, and logged."""
    try:
        return file_response(stored, name, inline=True) if stored else None
    except MissingFile:
        logger.exception("A sent file is not in the store")
        return None


@login_not_required
def agenda_pdf(request: HttpRequest, council: str, date: date) -> HttpResponseBase:
    agenda = _agenda(request, visible_meeting(request, council, date))
    name = prints.agenda_name(agenda)
    sent = _as_sent(prints.sent_agenda_file(agenda), name)
    return sent or pdf_response(prints.agenda_pdf(agenda), name)


@login_not_required
def packet_pdf(request: HttpRequest, council: str, date: date) -> HttpResponseBase:
    """The packet, or a sentence that names the attachment that is in the way."""
    meeting = visible_meeting(request, council, date)
    agenda = _agenda(request, meeting)
    name = prints.packet_name(agenda)
    if sent := _as_sent(prints.sent_packet_file(agenda), name):
        return sent
    try:
        response = FileResponse(prints.packet_file(agenda), filename=name, content_type="application/pdf")
    except PacketTrouble as trouble:
        if not predicates.may_edit_council(request.user, meeting.council_id):
            raise Http404 from trouble
        messages.error(request, str(trouble))
        return redirect(meeting)
    response["Cache-Control"] = "private, no-store"
    return response
