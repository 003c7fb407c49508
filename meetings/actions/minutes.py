"""The life of a meeting's minutes: drafted, approved under an item of a later meeting, closed, opened again.

Each action holds the meeting's row, does it once however often it is asked, and refuses with a sentence.
"""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.utils.formats import date_format

from kkr_portal.access.models import User
from kkr_portal.documents.models import StoredFile, store
from kkr_portal.documents.uploads import check_upload
from kkr_portal.law import Breach
from meetings import guards
from meetings.actions import agenda as agenda_actions
from meetings.agenda import whole_agenda
from meetings.minutes_of import ApprovedUnder, Minutes, minutes_of
from meetings.minutes_print import minutes_name, minutes_pdf
from meetings.models import AgendaItem, Approval, Meeting, MinutesPart, Reopening
from meetings.rules.minutes import approval_breaches

Status = Meeting.Status


class Refused(Exception):
    """What was asked can't be done now; the text is Danish and fit to be shown."""


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("council").get(pk=meeting.pk)


def _become(meeting: Meeting, status: str, otherwise: str) -> None:
    """Write the new status of a locked meeting. Raises Refused with ``otherwise`` where it can't go there."""
    if not meeting.may_become(status):
        raise Refused(otherwise)
    Meeting.objects.filter(pk=meeting.pk).update(status=status)


@transaction.atomic
def draft_minutes(*, meeting: Meeting) -> None:
    """The draft is written: the KKR's members may read it."""
    now = _locked(meeting)
    if now.status == Status.MINUTES_DRAFTED:
        return
    if now.status != Status.HELD:
        raise Refused("Udkastet kan deles, når mødet er holdt, og indtil referatet er godkendt.")
    _refuse_cpr(now)
    _become(now, Status.MINUTES_DRAFTED, "")


def _refuse_cpr(meeting: Meeting) -> None:
    """Nothing that everyone will read may bear a CPR number; what closed items say is for insiders."""
    parts = minutes_of(meeting, closed=False).parts
    if found := guards.cpr_numbers(guards.Text(part.label, part.text) for part in parts):
        raise Refused(f"Der ser ud til at stå CPR-numre i det, alle kan læse: {'; '.join(map(str, found))}.")


@transaction.atomic
def withdraw_draft(*, meeting: Meeting) -> None:
    """Close the draft to the members again."""
    now = _locked(meeting)
    if now.status == Status.HELD:
        return
    if now.status != Status.MINUTES_DRAFTED:
        raise Refused("Der er intet udkast at trække tilbage.")
    _become(now, Status.HELD, "")


def breaches_of_approval(meeting: Meeting, item: AgendaItem) -> list[Breach]:
    """What stands in the way of approving ``meeting``'s minutes under ``item``."""
    under = item.meeting
    return approval_breaches(
        council=meeting.council_id, day=meeting.date, under_council=under.council_id, under_day=under.date,
        under_sent=under.is_sent and not under.is_cancelled,
    )  # fmt: skip


@transaction.atomic
def approve_minutes(*, meeting: Meeting, item: AgendaItem, by: User | None) -> Approval:
    """Freeze the minutes as files and close the meeting to changes. The same item twice is one approval."""
    now = _locked(meeting)
    under = AgendaItem.objects.select_for_update(of=("self",)).filter(pk=item.pk)
    found = under.select_related("section__meeting__council").first()
    if found is None:
        raise Refused("Punktet er slettet. Vælg et andet.")
    if now.is_locked:
        latest = now.approvals.order_by("-pk").first()
        if latest and latest.item_id == found.pk:
            return latest
        raise Refused("Referatet er allerede godkendt. Det kan kun ændres, når mødet genåbnes.")
    if now.status != Status.MINUTES_DRAFTED:
        raise Refused("Del først udkastet med medlemmerne; så kan det godkendes på et senere møde.")
    if breaches := breaches_of_approval(now, found):
        raise Refused(" ".join(str(breach) for breach in breaches))
    _refuse_cpr(now)
    whole = minutes_of(now, closed=True)
    _freeze(whole)
    approved = ApprovedUnder(found.meeting.date, whole_agenda(found.meeting).numbered(found).number)
    approval = Approval.objects.create(
        meeting=now, item=found, by=by,
        minutes=_printed(minutes_of(now, closed=False), approved),
        minutes_closed=_printed(whole, approved) if whole.has_closed else None,
    )  # fmt: skip
    _become(now, Status.APPROVED, "Referatet kan ikke godkendes nu.")
    return approval


def _freeze(minutes: Minutes) -> None:
    """Give each part that the portal has written its row, so that the approved text stays for ever."""
    MinutesPart.objects.bulk_create(
        MinutesPart(
            meeting=minutes.meeting, kind=part.kind, item=part.item.item if part.item else None,
            text=part.generated, written_over=part.generated,
        )
        for part in minutes.parts
        if part.row is None
    )  # fmt: skip


def _printed(minutes: Minutes, approved: ApprovedUnder) -> StoredFile:
    name = minutes_name(minutes.meeting, closed=minutes.has_closed)
    return store(check_upload(ContentFile(minutes_pdf(minutes, approved), name=name)))


@transaction.atomic
def close_meeting(*, meeting: Meeting) -> None:
    """Nothing more follows: from now on the follow-up list of the meeting is closed too."""
    now = _locked(meeting)
    if now.status == Status.CLOSED:
        return
    if now.status != Status.APPROVED:
        raise Refused("Mødet kan først afsluttes, når referatet er godkendt.")
    _become(now, Status.CLOSED, "")


@transaction.atomic
def reopen(*, meeting: Meeting, reason: str, by: User | None) -> None:
    """Open approved minutes again: an event with a reason, printed in the minutes from now on."""
    now = _locked(meeting)
    last = now.reopenings.order_by("-pk").first()
    if now.status == Status.MINUTES_DRAFTED and last and last.reason == reason:
        return  # the second click of two
    if not now.is_locked:
        raise Refused("Mødet er ikke lukket, så det kan rettes uden at blive genåbnet.")
    if not reason.strip():
        raise Refused("Skriv, hvorfor mødet genåbnes.")
    Reopening.objects.create(meeting=now, reason=reason, by=by)
    _become(now, Status.MINUTES_DRAFTED, "Mødet kan ikke genåbnes nu.")
    MinutesPart.objects.filter(meeting=now, text=F("written_over")).delete()  # written anew from now on


def approval_title(meeting: Meeting) -> str:
    """What the standing item is called on the agenda of the meeting that approves."""
    return f"Godkendelse af referat af mødet den {date_format(meeting.date, 'j. F Y')}"


@transaction.atomic
def add_approval_item(*, of: Meeting, to: Meeting) -> AgendaItem:
    """The standing item, last in the first section of the agenda of ``to``; one there already is taken."""
    now = _locked(to)
    if now.is_locked or now.council_id != of.council_id:
        raise Refused("Punktet kan ikke tilføjes: mødet er lukket eller hører til et andet KKR.")
    title = approval_title(of)
    there = AgendaItem.objects.filter(section__meeting=now, title=title).first()
    if there:
        return there
    section = now.sections.order_by("position").first()
    section = section or agenda_actions.add_section(meeting=now, title="Godkendelse af referat")
    recommendation = "At KKR godkender referatet."
    return agenda_actions.create_item(AgendaItem(section=section, title=title, recommendation=recommendation))
