"""Chair and deputy chair between the elections: § 3, stk. 13–14; § 4, stk. 2."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kkr_portal.registry.models import Person
from meetings.actions.periods import Refused, began, ended, in_words, is_open, lock_term
from meetings.models import Absence, AgendaItem, Ending, Membership, Officer, Term
from meetings.rules import succession

ENDINGS = [Ending.LEFT_COUNCIL, Ending.DIED, Ending.OTHER]


@transaction.atomic
def elect_officer(
    *, term: Term, post: int, person: Person, group: str, since: date, for_a_time: bool = False,
    decided_in: AgendaItem | None = None,
) -> Officer:  # fmt: skip
    """Put a member in the post from ``since``. The same form twice does it once.

    ``for_a_time``: while the one in the post is away for at least three months.
    """
    term = lock_term(term.pk)
    holders = Officer.objects.filter(term=term, period__contains=since).select_related("person")
    for one in holders:
        if (one.post, one.person_id, one.for_a_time) == (post, person.pk, for_a_time):
            return one
        if one.person_id == person.pk:
            raise Refused(f"{person} er {one.get_post_display()} den dag.", "person")
        if (one.post, one.for_a_time) == (post, for_a_time):
            raise Refused(
                f"{one.person} er {one.get_post_display()} den dag. Registrér først, hvornår det ophører.",
                "since",
            )
    seats = Membership.objects.filter(seat__term=term, period__contains=since)
    if not seats.filter(person=person).exists():
        message = f"{person} er ikke medlem {in_words(since)} ({succession.AMONG_THE_MEMBERS})."
        raise Refused(message, "person")
    if for_a_time and not _is_away([one.person_id for one in holders if one.post == post], since):
        message = f"Ingen på posten er fraværende i mindst 3 måneder den dag ({succession.CHAIR_AWAY})."
        raise Refused(message, "for_a_time")
    new = Officer(
        term=term, post=post, person=person, group=group, for_a_time=for_a_time, decided_in=decided_in
    )
    return began(new, term=term, day=since)


def _is_away(people: list[int], day: date) -> bool:
    return Absence.objects.filter(membership__person__in=people, period__contains=day).exists()


@transaction.atomic
def officer_leaves(*, officer: Officer, because: str, day: date) -> Officer:
    """End a post on ``day``. The same form twice does it once."""
    term = lock_term(officer.term_id)
    officer = Officer.objects.select_related("person").get(pk=officer.pk)
    if officer.period.upper == day and officer.ended_because == because:
        return officer
    if not is_open(officer, term):
        raise Refused(f"Posten ophørte allerede {in_words(officer.period.upper)}.", "day")
    return ended(officer, day=day, because=because)
