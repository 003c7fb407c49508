"""The deadlines of one meeting as its pages show them: what, which day, kept or not, and the paragraph.

The arithmetic is ``rules.deadlines``'s and ``rules.quorum``'s; here the facts are brought to it. A meeting
before the first edition has no deadlines: its page says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from kkr_portal.law import Breach, Citation
from meetings.models import Meeting, Term, Version
from meetings.roster import roster_on
from meetings.rules import deadlines as rules
from meetings.rules import editions, quorum

Kind, Status = Meeting.Kind, Meeting.Status
COMING, TODAY, MET, LATE, PASSED = "coming", "today", "met", "late", "passed"
SAID = {
    COMING: "Kommer",
    TODAY: "I dag",
    MET: "Overholdt",
    LATE: "Ikke overholdt",
    PASSED: "Udløbet",
}
TERM_YEARS = 4


@dataclass(frozen=True)
class MeetingDeadline:
    """``happened`` is the day it was done, where the portal knows it; ``waived`` why it may be late."""

    meeting: Meeting
    what: str
    day: date
    state: str
    citation: Citation
    happened: date | None = None
    waived: str = ""
    breaches: tuple[Breach, ...] = ()

    @property
    def said(self) -> str:
        return "Fraveget" if self.waived and self.state == LATE else SAID[self.state]

    @property
    def is_open(self) -> bool:
        """Somebody can still act on it."""
        return self.state in (COMING, TODAY) or (self.state == LATE and not self.happened and not self.waived)


def with_facts(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """The meetings with what ``deadlines`` needs of other tables: no query more for each of them."""
    first = Version.objects.filter(meeting=OuterRef("pk")).order_by("number")
    term = Term.objects.filter(council=OuterRef("council"), election_date__lt=OuterRef("date"))
    return meetings.annotate(
        first_sent_at=Subquery(first.values("sent_at")[:1]),
        elected_on=Subquery(term.order_by("-election_date").values("election_date")[:1]),
    )


def deadlines(meeting: Meeting, today: date) -> list[MeetingDeadline]:
    """By date. None for a cancelled meeting, nor for one that no edition in the portal covers."""
    if meeting.is_cancelled or not editions.has_rules(meeting.date):
        return []
    facts = meeting if hasattr(meeting, "first_sent_at") else with_facts(Meeting.objects).get(pk=meeting.pk)
    sent_at: datetime | None = facts.first_sent_at  # type: ignore[attr-defined]
    elected_on: date | None = facts.elected_on  # type: ignore[attr-defined]
    sent = timezone.localtime(sent_at).date() if sent_at else None
    found = []
    if meeting.kind == Kind.ORDINARY:
        found.append(_passes(meeting, rules.proposal_deadline(meeting.date), today))
        found.append(_agenda(meeting, sent, today))
    if meeting.kind == Kind.CONSTITUTIVE:
        found.append(_passes(meeting, rules.alliance_deadline(meeting.date), today))
        if elected_on and meeting.date.year < elected_on.year + TERM_YEARS:  # else a term is missing
            found.append(_constitution(meeting, elected_on))
    return sorted(found, key=lambda one: one.day)


def election_is_unknown(meeting: Meeting, found: list[MeetingDeadline]) -> bool:
    """A constitutive meeting whose election the portal does not know: 31 January of which year?"""
    return (
        meeting.kind == Kind.CONSTITUTIVE
        and bool(found)
        and rules.CONSTITUTION not in {one.citation for one in found}
    )


def next_deadline(meeting: Meeting, today: date) -> MeetingDeadline | None:
    """The first on which somebody can still act."""
    return next((one for one in deadlines(meeting, today) if one.is_open), None)


def breaches_of(meeting: Meeting, found: list[MeetingDeadline]) -> list[Breach]:
    """What is not as the rules of procedure want it; a waived deadline is none. ``found``: its deadlines."""
    breaches = [breach for one in found for breach in one.breaches if not one.waived]
    if meeting.kind == Kind.EXTRAORDINARY and editions.has_rules(meeting.date) and not meeting.is_cancelled:
        breaches += _wish_breaches(meeting)
    return breaches


def _wish_breaches(meeting: Meeting) -> list[Breach]:
    """Asks who the members are; silent where the portal does not know them."""
    members = len(roster_on(meeting.council, meeting.date).members)
    if not members:
        return []
    return quorum.extra_meeting_breaches(
        members=members, wanting=meeting.wanted_by_members,
        chair_wants=meeting.wanted_by_chair, on=meeting.date,
    )  # fmt: skip


def _passes(meeting: Meeting, deadline: rules.Deadline, today: date) -> MeetingDeadline:
    """A day until which others may act: it comes and passes."""
    state = COMING if today < deadline.day else TODAY if today == deadline.day else PASSED
    return MeetingDeadline(meeting, deadline.what, deadline.day, state, deadline.citation)


def _agenda(meeting: Meeting, sent: date | None, today: date) -> MeetingDeadline:
    deadline = rules.agenda_deadline(meeting.date)
    row = _passes(meeting, deadline, today)
    if sent:
        breaches = tuple(deadline.breaches(sent))
        state = LATE if breaches else MET
        return replace(
            row, state=state, happened=sent, breaches=breaches, waived=meeting.agenda_late_because.strip()
        )
    if meeting.is_sent or row.state in (COMING, TODAY):
        return row  # published before the portal kept versions: the day is not known
    breaches = tuple(rules.agenda_breaches(meeting=meeting.date, sent=today))
    return replace(row, state=LATE, breaches=breaches, waived=meeting.agenda_late_because.strip())


def _constitution(meeting: Meeting, election: date) -> MeetingDeadline:
    deadline = rules.constitution_deadline(election)
    breaches = tuple(rules.constitution_breaches(election=election, meeting=meeting.date))
    return MeetingDeadline(
        meeting, deadline.what, deadline.day, LATE if breaches else MET, deadline.citation,
        happened=meeting.date, breaches=breaches,
    )  # fmt: skip
