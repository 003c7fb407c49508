"""The agenda and the packet of a meeting as PDF files."""

from __future__ import annotations

import tempfile
from typing import IO

from django.utils.formats import date_format
from django.utils.http import content_disposition_header

from kkr_portal.documents import packet, pdf
from kkr_portal.documents.kinds import Kind
from meetings.agenda import Agenda, NumberedAttachment
from meetings.rules.deadlines import AGENDA


def agenda_name(agenda: Agenda) -> str:
    return f"Dagsorden {_meeting_name(agenda)}.pdf"


def packet_name(agenda: Agenda) -> str:
    return f"Bilag {_meeting_name(agenda)}.pdf"


def _meeting_name(agenda: Agenda) -> str:
    """With a warning in the name when it holds what the public may not see."""
    closed = " (med lukkede punkter)" if agenda.has_closed else ""
    return f"{agenda.meeting.council} {agenda.meeting.date:%d-%m-%Y}{closed}"


def disposition(file_name: str) -> str:
    """Shown in the browser, saved under ``file_name`` with its æ, ø and å."""
    return content_disposition_header(as_attachment=False, filename=file_name) or "inline"


def agenda_pdf(agenda: Agenda) -> bytes:
    """The agenda as a tagged PDF. Same agenda, same bytes."""
    context = {"agenda": agenda, "meeting": agenda.meeting, "late_citation": AGENDA}
    return pdf.render("meetings/pdf/agenda.html", context)


def packet_of(agenda: Agenda) -> packet.Packet:
    """The agenda's attachments as the packet wants them: plain values, no models."""
    meeting = agenda.meeting
    return packet.Packet(
        title=f"Bilag til dagsorden for {meeting.council} {date_format(meeting.date, 'j. F Y')}",
        date=meeting.date,
        author=str(meeting.council),
        subtitle=[
            str(meeting.council),
            f"{meeting.get_kind_display()} {date_format(meeting.date, 'j. F Y')}",
        ],
        items=[
            packet.PacketItem(one.number, one.item.title, [_packed(a) for a in one.attachments])
            for one in agenda.items
        ],
    )


def _packed(numbered: NumberedAttachment) -> packet.PacketAttachment:
    attachment, file = numbered.attachment, numbered.attachment.file
    return packet.PacketAttachment(
        title=attachment.title, path=file.path, file_name=attachment.file_name,
        kind=Kind(file.kind), pages=file.pages, sha256=file.sha256, number=numbered.number,
    )  # fmt: skip


def packet_file(agenda: Agenda) -> IO[bytes]:
    """The packet in a temporary file, read from its start; it is gone when closed.

    Raises PacketTrouble, which names the attachment, when a file is missing or broken.
    """
    out = tempfile.TemporaryFile(suffix=".pdf")  # noqa: SIM115 – the response closes it
    packet.build(packet_of(agenda), out)
    out.seek(0)
    return out
