"""Chair and deputy chair take the posts that an election gave them, and lose them when it is opened again.

Called by ``actions.elections``, inside its transaction.
"""

from __future__ import annotations

from collections.abc import Mapping

from kkr_portal.registry.models import Person
from meetings.actions.elections_refused import Refused
from meetings.models import Election, Ending, Officer, Term
from meetings.votes_of_term import term_on


def _hold_term(election: Election) -> Term:
    meeting = election.meeting
    term = term_on(meeting.council, meeting.date)
    if term is None:
        raise Refused("Der er ingen funktionsperiode på mødets dag. Opret den, før valget afsluttes.")
    return Term.objects.select_for_update(no_key=True).get(pk=term.pk)


def seat_officers(election: Election, chosen: Mapping[int, tuple[Person, str]]) -> None:
    """``chosen``: post → (person, the group that elects anew). Those who held the posts until then end."""
    term, day = _hold_term(election), election.meeting.date
    holding = Officer.objects.filter(term=term, period__endswith__isnull=True) | Officer.objects.filter(
        term=term, period__endswith__gt=day
    )
    for officer in holding.order_by("pk"):
        if officer.period.lower >= day:
            raise Refused(
                f"{officer.person} er allerede registreret som {officer.get_post_display()} fra "
                f"{officer.period.lower:%d.%m.%Y}. Ret det under medlemmer, før valget afsluttes."
            )
        officer.period = (officer.period.lower, day)
        officer.ended_because = Ending.OTHER
        officer.save()
    for post, (person, group) in chosen.items():
        Officer.objects.create(
            term=term, post=post, person=person, group=group, period=(day, term.period.upper),
            decided_in=election.item,
        )  # fmt: skip


def unseat_officers(election: Election) -> None:
    """Take the posts back, and give them to those who held them until the meeting."""
    term, day = _hold_term(election), election.meeting.date
    for elected in election.elected.all():
        officer = Officer.objects.filter(
            term=term, post=elected.number, person=elected.person, period__startswith=day, for_a_time=False
        ).first()
        if officer is None or officer.period.upper != term.period.upper:
            raise Refused(
                f"Posten som {Officer.Post(elected.number).label} er ændret siden valget. "
                "Ret det under medlemmer, før valget genåbnes."
            )
        officer.delete()
    for ended in Officer.objects.filter(term=term, period__endswith=day, ended_because=Ending.OTHER):
        before = ended.events.exclude(period=ended.period).order_by("-pgh_id").first()  # type: ignore[attr-defined]
        if before:
            ended.period, ended.ended_because = before.period, before.ended_because
            ended.save()
