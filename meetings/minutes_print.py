"""The minutes as a PDF file: a draft on every page until they are approved. Same minutes, same bytes."""

from __future__ import annotations

from kkr_portal.documents import pdf
from meetings.deleted import moves_told_to
from meetings.minutes_of import ApprovedUnder, Minutes
from meetings.models import Meeting


def minutes_name(meeting: Meeting, *, closed: bool, number: int = 1) -> str:
    """What the file is called when it is saved; ``number`` tells later editions from the first."""
    edition = f" ({number}. godkendte udgave)" if number > 1 else ""
    draft = "" if meeting.is_locked or number > 1 else " (udkast)"
    warning = " (med lukkede punkter)" if closed else ""
    return f"Referat {meeting.council} {meeting.date:%d-%m-%Y}{draft}{edition}{warning}.pdf"


def minutes_pdf(minutes: Minutes, approved: ApprovedUnder | None) -> bytes:
    """``approved`` is None while the minutes are a draft."""
    meeting = minutes.meeting
    return pdf.render(
        "meetings/pdf/minutes.html",
        {
            "minutes": minutes,
            "meeting": meeting,
            "approved": approved,
            "moves": moves_told_to(meeting, insider=minutes.has_closed),
            "reopenings": meeting.reopenings.all(),
        },
    )
