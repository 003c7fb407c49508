"""What stands between an agenda and its sending. The page shows it before, the action asks again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kkr_portal.law import Breach
from meetings import guards
from meetings.models import Meeting
from meetings.numbered import Agenda
from meetings.rules import deadlines, editions

NOT_SENDABLE = {
    Meeting.Status.CANCELLED: "Mødet er aflyst. Genoptag det, før dagsordenen kan sendes.",
    Meeting.Status.HELD: "Mødet er holdt. Dagsordenen kan ikke længere sendes ud.",
    Meeting.Status.MINUTES_DRAFTED: "Mødet er holdt. Dagsordenen kan ikke længere sendes ud.",
    Meeting.Status.APPROVED: "Mødet er lukket: referatet er godkendt.",
    Meeting.Status.CLOSED: "Mødet er lukket: referatet er godkendt.",
}


@dataclass(frozen=True)
class Readiness:
    """``late`` asks for a reason; ``late_change`` is told; CPR numbers in open text stop everything.

    What looks like one inside a file may be something else, so a tick is asked for. ``not_looked_in``: files
    without a text to look in.
    """

    hindrance: str
    late: list[Breach]
    late_change: list[Breach]
    placeholders: list[guards.Finding]
    cpr_open: list[guards.Finding]
    cpr_closed: list[guards.Finding]
    cpr_in_files: list[guards.Finding]
    not_looked_in: list[str]


def readiness_of(agenda: Agenda, *, today: date, sent_before: bool) -> Readiness:
    """``agenda`` is the whole of it. The deadline is that of an ordinary meeting's first sending."""
    meeting = agenda.meeting
    breaches: list[Breach] = []
    if meeting.kind == Meeting.Kind.ORDINARY and editions.has_rules(meeting.date):
        breaches = deadlines.agenda_breaches(meeting=meeting.date, sent=today)
    numbers = guards.cpr_numbers(guards.texts_of(agenda))
    in_files, not_looked_in = guards.in_files(agenda)
    return Readiness(
        hindrance=NOT_SENDABLE.get(Meeting.Status(meeting.status), ""),
        late=[] if sent_before else breaches,
        late_change=breaches if sent_before else [],
        placeholders=guards.placeholders(guards.texts_of(agenda)),
        cpr_open=[one for one in numbers if not one.closed],
        cpr_closed=[one for one in numbers if one.closed],
        cpr_in_files=in_files,
        not_looked_in=not_looked_in,
    )
