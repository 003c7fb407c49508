"""The meetings of the term, lived through: agendas, who came, votes, decisions, approved minutes.

Written into the tables in the order of life, the approvals through their action: it freezes the minutes.
"""

from __future__ import annotations

from datetime import date, time

from kkr_portal.demonstration import term_agendas, term_sessions
from kkr_portal.demonstration.term_agendas import COMING, CONSTITUTION, FIRST, LATER, SECOND
from kkr_portal.demonstration.term_people import SIGN_INS, People
from kkr_portal.registry.models import Person
from meetings.actions import agenda as actions
from meetings.actions.minutes import approve_minutes
from meetings.models import (
    AgendaItem,
    Decision,
    Elected,
    Election,
    ElectionLine,
    FollowUp,
    Meeting,
    Officer,
    Proposal,
    Term,
)
from meetings.roster import roster_on

STARTS, ENDS = time(10, 0), time(12, 30)
Status = Meeting.Status


def load(term: Term, people: People) -> None:
    """Three meetings that were held, one in preparation, one planned."""
    held = {day: _meeting(term, day, Status.PREPARATION, people) for day in (CONSTITUTION, FIRST, SECOND)}
    _election(term, held[CONSTITUTION], people)
    for day, meeting in held.items():
        roster = roster_on(term.council, day)
        leads = people.convener if day == CONSTITUTION else people.chair
        term_sessions.hold(meeting, roster, leads=leads, votes=day == FIRST, all_came=day == CONSTITUTION)
    _follow_up(held[FIRST])
    Meeting.objects.filter(pk__in=[one.pk for one in held.values()]).update(status=Status.MINUTES_DRAFTED)
    _approve(held[CONSTITUTION], _item(held[FIRST], term_agendas.APPROVES))
    _approve(held[FIRST], _item(held[SECOND], term_agendas.APPROVES))
    Meeting.objects.filter(pk=held[CONSTITUTION].pk).update(status=Status.CLOSED)
    coming = _meeting(term, COMING, Status.PREPARATION, people)
    _meeting(term, LATER, Status.PLANNED, people)
    _proposal(coming)


def _meeting(term: Term, day: date, status: str, people: People) -> Meeting:
    kind = Meeting.Kind.CONSTITUTIVE if day == CONSTITUTION else Meeting.Kind.ORDINARY
    meeting = Meeting.objects.create(
        council=term.council, date=day, kind=kind, status=status, note=term_agendas.NOTES[day],
        starts_at=STARTS, ends_at=ENDS if day < COMING else None, place="Viborg Rådhus (konstrueret)",
    )  # fmt: skip
    for title, items in term_agendas.AGENDAS[day].items():
        section = actions.add_section(meeting=meeting, title=title)
        for item in items:
            made = actions.place_item(
                AgendaItem(
                    section=section, title=item.title, presentation=item.presentation,
                    recommendation=item.recommendation, closed=item.closed,
                )
            )  # fmt: skip
            if item.decision:
                text = item.decision.format(chair=people.chair, deputy=people.deputy)
                Decision.objects.create(item=made, text=text)
    return meeting


def _item(meeting: Meeting, title: str) -> AgendaItem:
    return AgendaItem.objects.get(section__meeting=meeting, title=title)


def _election(term: Term, meeting: Meeting, people: People) -> None:
    """The counting sheet of the chair's election; the officers were elected under its item."""
    item = _item(meeting, term_agendas.CHAIR_ELECTION)
    officers = list(Officer.objects.filter(term=term).order_by("post"))
    election = Election.objects.create(
        meeting=meeting, item=item, kind=Election.Kind.CHAIR_AND_DEPUTY, title=item.title, posts=2,
        concluded=True,
    )  # fmt: skip
    ElectionLine.objects.bulk_create(
        ElectionLine(election=election, name=party, number=votes) for party, votes in people.votes.items()
    )
    Elected.objects.bulk_create(
        Elected(election=election, number=one.post, group=one.group, person=one.person) for one in officers
    )
    Officer.objects.filter(term=term).update(decided_in=item)


def _follow_up(meeting: Meeting) -> None:
    item = _item(meeting, term_agendas.BY_NAME)
    FollowUp.objects.create(
        item=item, what="Sende henvendelsen til regionen", owner="Sekretariatet", due=date(2022, 3, 21),
        done_on=date(2022, 3, 18),
    )  # fmt: skip
    FollowUp.objects.create(
        item=item, what="Orientere KKR om regionens svar", owner="Formanden", due=date(2022, 9, 1)
    )


def _approve(meeting: Meeting, item: AgendaItem) -> None:
    """As the secretariat does it: the minutes are frozen as files, and the meeting is locked."""
    Meeting.objects.filter(pk=meeting.pk).update(status=Status.MINUTES_DRAFTED)
    meeting.refresh_from_db()
    approve_minutes(meeting=meeting, item=item, by=None)


def _proposal(meeting: Meeting) -> None:
    """From the member who can sign in, or nobody where there are no sign-ins."""
    proposer = Person.objects.filter(user__email=SIGN_INS["member"]).first()
    if proposer:
        Proposal.objects.create(
            meeting=meeting, person=proposer, title="Fælles indkøb af elbusser",
            text="KKR bør drøfte, om kommunerne kan købe elbusser sammen.", received_on=date(2026, 11, 20),
        )  # fmt: skip
