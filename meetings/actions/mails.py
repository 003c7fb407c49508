"""The mails about a meeting: drafts in the outbox, which a person releases.

A mail's key names the meeting, so that it can be found again: ``meeting-7-v1-31``, ``meeting-7-c2-31``.
"""

from __future__ import annotations

from django.db.models import F, QuerySet

from kkr_portal.outbox import actions as outbox
from kkr_portal.outbox.models import Mail
from meetings.calendar_files import REQUEST, facts_in, facts_of
from meetings.invitations import Recipient, letter_to, recipients_of
from meetings.models import Meeting, Version


def mails_of(meeting: Meeting) -> QuerySet[Mail]:
    return Mail.objects.filter(key__startswith=f"meeting-{meeting.pk}-")


def batch_of(meeting: Meeting, version: Version) -> str:
    return f"Dagsorden for {meeting.council} {meeting.date:%d.%m.%Y}, version {version.number}"


def draft_version_mails(meeting: Meeting, version: Version, *, site: str, note: str) -> None:
    """A draft to each member and stand-in of the meeting's day; drafts about earlier versions go.

    The first invitation is calendar edition 0; every later one is a higher edition of the same event.
    """
    before = mails_of(meeting).exclude(key__startswith=f"meeting-{meeting.pk}-v{version.number}-")
    outbox.discard(mails=before.filter(released_at=None))
    if _has_calendar(meeting):
        _next_sequence(meeting)
    for recipient in recipients_of(meeting).reachable:
        outbox.draft(
            council=meeting.council,
            key=f"meeting-{meeting.pk}-v{version.number}-{recipient.person_pk}",
            batch=batch_of(meeting, version),
            letter=letter_to(recipient, meeting=meeting, version=version, site=site, note=note),
        )


def calendar_is_right(meeting: Meeting) -> bool:
    """Whether the latest invitation says what holds now; also where nobody has been invited."""
    latest = _invitations(meeting).order_by("-pk").first()
    return latest is None or facts_in(latest.calendar) == facts_of(meeting)


def draft_calendar_mails(meeting: Meeting, version: Version, *, site: str) -> int:
    """Drafts that change the event in people's calendars, or take it out; how many.

    Also to those who were invited and don't sit in the KKR on the meeting's new day. As long as no mail has
    been released, nobody has an event to change: the drafts are made anew,
    or go with a cancelled meeting.
    """
    outbox.discard(mails=mails_of(meeting).filter(released_at=None))
    told = mails_of(meeting).exclude(released_at=None).exists()
    if meeting.is_cancelled and not told:
        return 0
    _next_sequence(meeting)
    reachable = recipients_of(meeting).reachable
    known = {one.person_pk for one in reachable if one.invited}
    what = "aflysning" if meeting.is_cancelled else "ændret indkaldelse"
    for recipient in [*reachable, *_gone(meeting, known)]:
        outbox.draft(
            council=meeting.council,
            key=f"meeting-{meeting.pk}-c{meeting.calendar_sequence}-{recipient.person_pk}",
            batch=f"Møde i {meeting.council} {meeting.date:%d.%m.%Y}, {what} nr. {meeting.calendar_sequence}",
            letter=letter_to(recipient, meeting=meeting, version=version, site=site, moved=told),
        )
    return mails_of(meeting).filter(state=Mail.State.DRAFT).count()


def _gone(meeting: Meeting, known: set[int]) -> list[Recipient]:
    """Those whose latest released mail invited them, and who are not invited any more."""
    latest: dict[int, Mail] = {}
    for mail in mails_of(meeting).exclude(released_at=None).exclude(calendar="").order_by("pk"):
        latest[int(mail.key.rpartition("-")[2])] = mail
    return [
        Recipient(pk, mail.to_name, mail.to_address, invited=False, left=True)
        for pk, mail in latest.items()
        if pk not in known and mail.calendar_method == REQUEST
    ]


def _invitations(meeting: Meeting) -> QuerySet[Mail]:
    return mails_of(meeting).exclude(calendar="").exclude(state=Mail.State.DISCARDED)


def _has_calendar(meeting: Meeting) -> bool:
    return mails_of(meeting).exclude(calendar="").exclude(released_at=None).exists()


def _next_sequence(meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(calendar_sequence=F("calendar_sequence") + 1)
    meeting.refresh_from_db(fields=["calendar_sequence"])
