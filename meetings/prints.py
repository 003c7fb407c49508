"""The agenda and the packet of a meeting as PDF files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.utils.formats import date_format
from django.utils.http import content_disposition_header

from kkr_portal.documents import packet, pdf
from kkr_portal.documents.kinds import Kind
from kkr_portal.documents.local_files import local_files
from kkr_portal.documents.models import StoredFile
from meetings.models import Version
from meetings.numbered import Agenda, NumberedAttachment
from meetings.rules import deadlines
from meetings.snapshots import same_content, snapshot_of

PRINTED = ["agenda", "agenda_closed", "packet", "packet_closed"]


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


def agenda_pdf(agenda: Agenda, version: Version | None = None) -> bytes:
    """The agenda as a tagged PDF. Same agenda, same bytes. ``version``: the one that it is being sent as."""
    shown = version or agenda.version
    context = {
        "agenda": agenda,
        "meeting": agenda.meeting,
        "version": shown,
        "unsent_since": agenda.meeting.versions.first() if agenda.meeting.is_sent and not shown else None,
        "late_citation": deadlines.AGENDA,
    }
    return pdf.render("meetings/pdf/agenda.html", context)


def shown_version(agenda: Agenda) -> Version | None:
    """The sent version whose printed files show just this agenda; None where there is none.

    Also for those who read the agenda as it stands now, while nothing has been changed since.
    """
    if agenda.withdrawn:
        return None
    if agenda.version:
        return agenda.version
    version = agenda.meeting.versions.select_related(*PRINTED).first() if agenda.meeting.is_sent else None
    if version and agenda.shows_closed and same_content(version.snapshot, snapshot_of(agenda)):
        return version
    return None


def sent_agenda_file(agenda: Agenda) -> StoredFile | None:
    """The agenda's PDF as it was sent, if this is what was sent."""
    if version := shown_version(agenda):
        return (version.agenda_closed if agenda.shows_closed else None) or version.agenda
    return None


def sent_packet_file(agenda: Agenda) -> StoredFile | None:
    """The packet as it was sent, if this is what was sent and there was one."""
    if version := shown_version(agenda):
        return (version.packet_closed if agenda.shows_closed else None) or version.packet
    return None


@contextmanager
def packet_of(agenda: Agenda) -> Iterator[packet.Packet]:
    """The agenda's attachments as the packet wants them: plain values, no models, files on a disk."""
    meeting = agenda.meeting
    with local_files(attachment.shown_file for attachment in agenda.attachments) as paths:
        yield packet.Packet(
            title=f"Bilag til dagsorden for {meeting.council} {date_format(meeting.date, 'j. F Y')}",
            date=meeting.date,
            author=str(meeting.council),
            subtitle=[
                str(meeting.council),
                f"{meeting.get_kind_display()} {date_format(meeting.date, 'j. F Y')}",
            ],
            items=[
                packet.PacketItem(one.number, one.item.title, [_packed(a, paths) for a in one.attachments])
                for one in agenda.items
            ],
        )


def _packed(numbered: NumberedAttachment, paths: Mapping[str, Path]) -> packet.PacketAttachment:
    attachment, file = numbered.attachment, numbered.attachment.shown_file
    return packet.PacketAttachment(
        title=attachment.title, path=paths[file.sha256], file_name=attachment.shown_name,
        kind=Kind(file.kind), pages=file.pages, sha256=file.sha256, number=numbered.number,
        trouble=attachment.file.why_not_printed,
    )  # fmt: skip


def packet_file(agenda: Agenda) -> IO[bytes]:
    """The packet in a temporary file, read from its start; it is gone when closed.

    Raises PacketTrouble, which names the attachment, when a file is missing or broken.
    """
    return packet_with_pages(agenda)[0]


def packet_with_pages(agenda: Agenda) -> tuple[IO[bytes], packet.PacketSummary]:
    """The packet as ``packet_file`` gives it, and which page each part of it begins on."""
    out = tempfile.TemporaryFile(suffix=".pdf")  # noqa: SIM115 – whoever asked closes it
    with packet_of(agenda) as wanted:
        summary = packet.build(wanted, out)
    out.seek(0)
    return out, summary


def packet_problems(agenda: Agenda) -> list[str]:
    """Why the packet could not be made: each file that is missing, changed or unreadable, in Danish."""
    with packet_of(agenda) as wanted:
        return packet.problems(wanted)
