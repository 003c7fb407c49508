"""Who gets a mail about a meeting, and what stands in it. Nothing of the agenda's text is in the mail."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format

from kkr_portal.outbox.actions import Letter, one_line
from kkr_portal.registry.models import Person
from meetings.calendar_files import CANCEL, REQUEST, Guest, event_file
from meetings.models import Meeting, Version
from meetings.roster import Sitting, roster_on
from meetings.rules import editions


@dataclass(frozen=True)
class Recipient:
    """Somebody of the meeting's day. ``invited``: takes part; else the mail is for information."""

    person_pk: int
    name: str
    address: str
    invited: bool
    substitute_for: str = ""
    acting_for: str = ""
    replaced_by: str = ""
    left: bool = False  # was invited, and no longer sits there on the meeting's new day


@dataclass(frozen=True)
class Recipients:
    reachable: list[Recipient]
    unreachable: list[Recipient]  # without an e-mail address that can be used

    @property
    def members(self) -> int:
        return sum(one.invited for one in self.reachable)


def recipients_of(meeting: Meeting) -> Recipients:
    """The members and stand-ins of the meeting's day; a vacant seat's stand-in is told as well."""
    found: dict[int, Recipient] = {}
    for sitting in roster_on(meeting.council, meeting.date).sittings:
        for one in _of_seat(sitting):
            if one.person_pk not in found or one.invited:
                found[one.person_pk] = one
    return Recipients(
        [one for one in found.values() if _is_address(one.address)],
        [one for one in found.values() if not _is_address(one.address)],
    )


def _of_seat(sitting: Sitting) -> list[Recipient]:
    member = sitting.member.person if sitting.member else None
    substitute = sitting.substitute.person if sitting.substitute else None
    entered = bool(sitting.absence_kind and substitute)
    found = []
    if member:
        found.append(_recipient(member, invited=not entered, replaced_by=str(substitute) if entered else ""))
    if substitute and entered:
        found.append(_recipient(substitute, invited=True, acting_for=str(member)))
    elif substitute:
        for_whom = str(member) if member else "en plads, der er ledig"
        found.append(_recipient(substitute, invited=False, substitute_for=for_whom))
    return found


def _recipient(person: Person, *, invited: bool, **words: str) -> Recipient:
    return replace(Recipient(person.pk, str(person), person.email.strip(), invited), **words)  # type: ignore[arg-type]


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def letter_to(
    recipient: Recipient,
    *,
    meeting: Meeting,
    version: Version,
    site: str,
    note: str = "",
    moved: bool = False,
) -> Letter:
    """The mail to one person. ``site`` is the portal's own address, with no path: https://portal.dk."""
    url = site + meeting.get_absolute_url()
    version_path = reverse("meetings:version", args=[meeting.council.slug, meeting.date, version.number])
    context = {
        "recipient": replace(recipient, name=one_line(recipient.name)),
        "meeting": meeting,
        "version": version,
        "moved": moved,
        "note": note.strip(),
        "url": url,
        "changes_url": site + version_path,
        "has_rules": editions.has_rules(meeting.date),
    }
    calendar, method = "", ""
    if recipient.invited or recipient.left:
        method = CANCEL if recipient.left or meeting.is_cancelled else REQUEST
        guest = Guest(recipient.name, recipient.address)
        calendar = event_file(meeting, method=method, url=url, link=meeting.link, guest=guest)
    return Letter(
        to_name=recipient.name,
        to_address=recipient.address,
        subject=_subject(recipient, meeting, version, moved),
        body=render_to_string("meetings/mail/agenda.txt", context).strip() + "\n",
        calendar=calendar,
        calendar_method=method,
    )


def _subject(recipient: Recipient, meeting: Meeting, version: Version, moved: bool) -> str:
    which = f"{meeting.council} {date_format(meeting.date, 'j. F Y')}"
    if meeting.is_cancelled:
        return f"Aflyst: møde i {which}"
    if recipient.left:
        return f"Indkaldelse taget tilbage: møde i {which}"
    if moved:
        return f"Ændret: møde i {which}"
    changed = f"Ændret dagsorden (version {version.number})" if version.number > 1 else "Dagsorden"
    return f"{changed}: {which}" if recipient.invited else f"Til orientering – {changed.lower()}: {which}"
