"""Sending an agenda: a version is frozen, published and announced, all of it or nothing.

The meeting's row is held throughout, so that of two who send at once the second finds what the first did.
"""

from __future__ import annotations

import io
from typing import Any

from django.db import transaction
from django.utils import timezone

from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents.models import StoredFile, store_made
from kkr_portal.outbox import actions as outbox
from kkr_portal.outbox.models import Mail
from meetings import guards, prints
from meetings.actions.mails import calendar_is_right, draft_calendar_mails, draft_version_mails, mails_of
from meetings.actions.readiness import Readiness, readiness_of
from meetings.agenda import whole_agenda
from meetings.live_attachments import refresh_meeting
from meetings.models import Meeting, SentFile, SentItem, Version
from meetings.numbered import Agenda
from meetings.snapshots import same_content, snapshot_of

CAN_NOT_BE_MADE = (
    "Et levende dokument kan ikke laves, som det er nu. Fjern det fra dagsordenen, "
    "eller behold det som en fast kopi:"
)


class NotSent(Exception):
    """Why nothing was done, in Danish."""


class NothingChanged(NotSent):
    """What would be sent is what was sent last."""

    def __init__(self, version: Version) -> None:
        super().__init__(f"Intet er ændret siden version {version.number}, så der er ikke sendt noget ud.")
        self.version = version


CPR_IN_CLOSED = "Der ser ud til at stå CPR-numre i lukkede punkter. Ret dem, eller bekræft dem."
CPR_IN_FILES = "Der ser ud til at stå CPR-numre i vedhæftede filer. Udskift dem, eller bekræft dem."
UNFINISHED = "Noget i dagsordenen ser ufærdigt ud. Ret det, eller bekræft, at det skal sendes."


def locked(meeting: Meeting) -> Meeting:
    """The meeting as it is stored now, held until the transaction ends."""
    return Meeting.objects.select_related("council").select_for_update(of=("self",)).get(pk=meeting.pk)


@transaction.atomic
def send_version(
    *, meeting: Meeting, by: AnyUser, site: str, note: str = "", late_because: str = "",
    accepts_placeholders: bool = False, accepts_closed_cpr: bool = False, accepts_cpr_in_files: bool = False,
) -> Version:  # fmt: skip
    """Freeze the agenda as the next version, publish it and draft the mails.

    Raises NotSent with the reason in Danish, and PacketTrouble, which names the attachment.
    """
    meeting = locked(meeting)
    if late_because.strip() and not meeting.agenda_late_because:
        meeting.agenda_late_because = late_because.strip()
    if troubles := refresh_meeting(meeting):
        raise NotSent(f"{CAN_NOT_BE_MADE} {' '.join(map(str, troubles))}")
    agenda = whole_agenda(meeting)
    last = meeting.versions.first()
    ready = readiness_of(agenda, today=timezone.localdate(), sent_before=bool(last))
    if ready.hindrance:
        raise NotSent(ready.hindrance)
    snapshot = snapshot_of(agenda)
    unchanged = last is not None and same_content(last.snapshot, snapshot)
    if last and unchanged and meeting.status == Meeting.Status.SENT:
        raise NothingChanged(last)
    _refuse(ready, meeting, note)
    _ask(
        (ready.cpr_closed, accepts_closed_cpr, CPR_IN_CLOSED),
        (ready.cpr_in_files, accepts_cpr_in_files, CPR_IN_FILES),
        (ready.placeholders, accepts_placeholders, UNFINISHED),
    )  # fmt: skip
    _save(meeting)
    if last and unchanged:  # it was taken back: the same version is opened again
        outbox.bring_back(mails=mails_of(meeting).filter(key__startswith=_keys(meeting, last)))
        return last
    version = Version(
        meeting=meeting, number=last.number + 1 if last else 1, sent_at=timezone.now(), sent_by_id=by.pk,
        note=note.strip(), snapshot=snapshot,
    )  # fmt: skip
    _freeze(version, agenda)
    draft_version_mails(meeting, version, site=site, note=note)
    return version


def _refuse(ready: Readiness, meeting: Meeting, note: str) -> None:
    found = "; ".join(map(str, ready.cpr_open))
    if found:
        raise NotSent(f"Der ser ud til at stå CPR-numre i det, alle kan læse: {found}. Ret det først.")
    if guards.cpr_numbers(iter([guards.Text("Beskeden", note)])):
        raise NotSent("Der ser ud til at stå et CPR-nummer i beskeden til medlemmerne. Ret det først.")
    if ready.late and not meeting.agenda_late_because.strip():
        raise NotSent(f"{ready.late[0]} Skriv, hvorfor fristen fraviges.")


def _ask(*doubts: tuple[list[guards.Finding], bool, str]) -> None:
    """What was found, whether it was accepted, and what to say where it was not."""
    for found, accepted, told in doubts:
        if found and not accepted:
            raise NotSent(told)


def _save(meeting: Meeting) -> None:
    """Published. A meeting that was only planned has been prepared by now."""
    if meeting.status == Meeting.Status.PLANNED:
        meeting.status = Meeting.Status.PREPARATION
        meeting.save(update_fields=["status"])
    meeting.status = Meeting.Status.SENT
    meeting.save(update_fields=["status", "agenda_late_because"])


def _keys(meeting: Meeting, version: Version) -> str:
    return f"meeting-{meeting.pk}-v{version.number}-"


def _freeze(version: Version, agenda: Agenda) -> None:
    """Print and store everything that is read of this version from now on."""
    public = agenda.open_part()
    pages: dict[str, Any] = {}
    version.agenda = _agenda_file(version, public)
    version.packet, pages["public"] = _packet_file(public)
    if agenda.has_closed:
        version.agenda_closed = _agenda_file(version, agenda)
        version.packet_closed, pages["closed"] = _packet_file(agenda)
    version.snapshot |= {"pages": pages}
    version.save()
    SentFile.objects.bulk_create(
        SentFile(
            version=version, place=f"{one.number}.{numbered.number}", title=numbered.attachment.title,
            file_id=numbered.attachment.shown_file.pk, file_name=numbered.attachment.shown_name,
            closed=one.item.closed or numbered.attachment.closed, attachment_pk=numbered.attachment.pk,
        )
        for one in agenda.items
        for numbered in one.attachments
    )  # fmt: skip
    SentItem.objects.bulk_create(SentItem.of_version(version))


def _agenda_file(version: Version, agenda: Agenda) -> StoredFile:
    return store_made(io.BytesIO(prints.agenda_pdf(agenda, version)))


def _packet_file(agenda: Agenda) -> tuple[StoredFile | None, list[Any]]:
    """None where there is nothing to put into it; with the lines of its contents and their pages."""
    if not agenda.attachments:
        return None, []
    file, summary = prints.packet_with_pages(agenda)
    with file:
        entries = [[e.label, e.title, e.first_page, e.pages] for e in summary.entries]
        return store_made(file), entries


@transaction.atomic
def take_back(*, meeting: Meeting) -> None:
    """Close the agenda to all but the secretariat and KL again; the drafts of its mails go.

    Raises NotSent once a mail about it has been released: then it can't be undone.
    """
    meeting = locked(meeting)
    if meeting.status == Meeting.Status.PREPARATION:
        return
    if meeting.status != Meeting.Status.SENT:
        raise NotSent("Dagsordenen kan ikke trækkes tilbage: mødet er ikke længere udsendt.")
    if mails_of(meeting).exclude(released_at=None).exists():
        raise NotSent(
            "Dagsordenen kan ikke trækkes tilbage: mails om den er frigivet. "
            "Ret dagsordenen, og send en ny version, eller aflys mødet."
        )
    outbox.discard(mails=mails_of(meeting).filter(state=Mail.State.DRAFT))
    meeting.status = Meeting.Status.PREPARATION
    meeting.save(update_fields=["status"])


@transaction.atomic
def invite_again(*, meeting: Meeting, site: str) -> int:
    """Draft mails that bring people's calendars in line with a meeting that was moved or cancelled; how many.

    Raises NotSent where nobody has been invited, or the calendars are right already.
    """
    meeting = locked(meeting)
    version = meeting.versions.first()
    if version is None or not meeting.is_sent:
        raise NotSent("Der er ikke indkaldt til mødet endnu. Det sker, når dagsordenen sendes ud.")
    if meeting.is_locked:
        raise NotSent("Mødet er lukket: referatet er godkendt.")
    if calendar_is_right(meeting):
        raise NotSent("Den seneste indkaldelse passer. Der er ikke lavet nye mails.")
    return draft_calendar_mails(meeting, version, site=site)
