"""A meeting's sent versions as a reader may have them: files, checksums, and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from kkr_portal.documents.models import StoredFile, is_intact
from meetings.agenda import whole_agenda
from meetings.changes_since import Changes, Reader, changes_between, closed_in
from meetings.models import Meeting, SentFile, Version
from meetings.models.closed_since import closed_now
from meetings.prints import PRINTED
from meetings.snapshots import same_content, snapshot_of

FILES = {
    "agenda": "Dagsorden", "agenda_closed": "Dagsorden med lukkede punkter",
    "packet": "Bilag", "packet_closed": "Bilag med lukkede punkter",
}  # fmt: skip


@dataclass(frozen=True)
class PrintedFile:
    name: str  # the word in the address
    label: str
    file: StoredFile
    url: str


def versions_of(meeting: Meeting) -> list[Version]:
    """Newest first, with their files and who sent them."""
    return list(meeting.versions.select_related("sent_by", *PRINTED).defer("snapshot"))


def reader_of(meeting: Meeting, *versions: Version, reads_closed: bool) -> Reader:
    """What the reader may see of these versions. What is closed in one of them, or now, is closed in all."""
    if reads_closed:
        return Reader(reads_closed=True)
    latest = meeting.versions.first()
    snapshots = [version.snapshot for version in (*versions, latest) if version]
    items, attachments = closed_now([meeting.pk])
    for snapshot in snapshots:
        closed_items, closed_attachments = closed_in(snapshot)
        items, attachments = items | closed_items, attachments | closed_attachments
    return Reader(reads_closed=False, hidden_items=items, hidden_attachments=attachments)


def changes_in(version: Version, *, reads_closed: bool) -> Changes | None:
    """What changed since the version before; None for the first."""
    before = Version.objects.filter(meeting=version.meeting, number=version.number - 1).first()
    if before is None:
        return None
    reader = reader_of(version.meeting, before, version, reads_closed=reads_closed)
    return changes_between(before.snapshot, version.snapshot, reader)


def unsent_changes(meeting: Meeting) -> tuple[Version, Changes | None] | None:
    """The latest version, and what the secretariat has changed since; None where nothing has been sent."""
    version = meeting.versions.first()
    if version is None:
        return None
    now = snapshot_of(whole_agenda(meeting))
    if same_content(version.snapshot, now):
        return version, None
    return version, changes_between(version.snapshot, now, Reader(reads_closed=True))


def printed_files(version: Version) -> list[PrintedFile]:
    """The PDF files of this version: for those who may read closed things.

    An older public file may hold what has been closed since, so everyone else is led to the meeting's own
    addresses, which know.
    """
    meeting = version.meeting
    found = []
    for field in PRINTED:
        if file := getattr(version, field):
            name = field.replace("_", "-")
            url = reverse(
                "meetings:version_file", args=[meeting.council.slug, meeting.date, version.number, name]
            )
            found.append(PrintedFile(name, FILES[field], file, url))
    return found


def sent_files(version: Version, reader: Reader) -> list[SentFile]:
    """The attachments of the version that the reader may see, in the agenda's order."""
    rows = version.files.select_related("file")
    if reader.reads_closed:
        return list(rows)
    return [one for one in rows if not one.closed and one.attachment_pk not in reader.hidden_attachments]


def damaged_files(version: Version) -> Iterator[str]:
    """Each file of the version that is gone, or whose bytes are no longer those that were sent."""
    for one in printed_files(version):
        if not is_intact(one.file):
            yield f"{one.label} ({one.file.sha256[:12]}…)"
    for sent in version.files.select_related("file"):
        if not is_intact(sent.file):
            yield f"Bilag {sent.place}: {sent.title} ({sent.file.sha256[:12]}…)"
