"""Members come into a seat and leave it: § 3, stk. 1, 7–9 and 11. Each step is one transaction."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kkr_portal.registry.models import Municipality, Party
from meetings.actions.extra_seats import add_seat_beyond_cap
from meetings.actions.people import Who
from meetings.actions.periods import (
    Refused,
    began,
    ended,
    in_words,
    is_open,
    lock_term,
    member_on,
    substitute_on,
)
from meetings.models import Absence, Ending, Membership, Officer, Seat, Substitute, Term
from meetings.party_changes import party_change_on
from meetings.rules import succession

ENDINGS_OF = {
    Seat.Kind.MAYOR: [Ending.NO_LONGER_MAYOR, Ending.DIED, Ending.OTHER],
    Seat.Kind.ELECTED: [Ending.LEFT_COUNCIL, Ending.LEFT_PARTY, Ending.DIED, Ending.OTHER],
}


@transaction.atomic
def fill_seat(
    *, seat: Seat, who: Who, municipality: Municipality, party: Party | None, since: date, note: str = ""
) -> Membership:
    """Put ``who`` in a vacant seat from ``since``. The same form twice does it once.

    The seat's own stand-in may take it, and is then no longer its stand-in.
    Raises Refused when the seat is taken, or the person is a member or another's stand-in.
    """
    term = lock_term(seat.term_id)
    there = member_on(seat, since)
    if there and there.period.lower == since and who.is_like(there.person):
        return there
    if there:
        raise Refused(f"Pladsen har allerede et medlem den dag: {there}.", "since")
    if seat.kind == Seat.Kind.MAYOR and seat.municipality and municipality != seat.municipality:
        raise Refused(f"Pladsen er borgmesterens i {seat.municipality}.", "municipality")
    substitute = substitute_on(seat, since)
    if substitute and who.is_like(substitute.person):
        who = Who(known=substitute.person)
        ended(substitute, day=since, because=Ending.BECAME_MEMBER)
    new = Membership(seat=seat, person=who.stored(), municipality=municipality, party=party, note=note)
    return began(new, term=term, day=since)


@transaction.atomic
def member_leaves(
    *, membership: Membership, because: str, day: date, substitute_enters: bool, note: str = ""
) -> Membership | None:
    """End a membership on ``day``; gives the stand-in's own membership where the stand-in takes the seat.

    A long absence, and a post as chair or deputy, end with it. The same form twice does it once.
    """
    membership, term = _locked(membership)
    seat = membership.seat
    if because not in ENDINGS_OF[Seat.Kind(seat.kind)]:
        raise Refused(
            f"En borgmester, der skifter parti, bliver i KKR ({succession.MAYOR_STAYS}).", "because"
        )
    if membership.period.upper == day and membership.ended_because == because:
        return member_on(seat, day)
    _must_be_open(membership, term)
    substitute = substitute_on(seat, day)
    enters = substitute_enters and seat.kind == Seat.Kind.ELECTED
    if enters and not substitute:
        raise Refused("Pladsen har ingen stedfortræder den dag, som kan indtræde.", "substitute_enters")
    membership.note = note or membership.note
    ended(membership, day=day, because=because)
    if absence := _absence_on(membership, day):
        ended(absence, day=day)
    end_posts_of(membership, term=term, day=day, because=because)
    return _enter(substitute, term, day) if enters and substitute else None


def _enter(substitute: Substitute, term: Term, day: date) -> Membership:
    """§ 3, stk. 11: the stand-in takes the seat; the group's next stand-in is then to be chosen."""
    ended(substitute, day=day, because=Ending.BECAME_MEMBER)
    new = Membership(
        seat=substitute.seat, person=substitute.person, municipality=substitute.municipality,
        party=substitute.party,
    )  # fmt: skip
    return began(new, term=term, day=day)


def end_posts_of(membership: Membership, *, term: Term, day: date, because: str) -> list[Officer]:
    """The posts of somebody who is no longer a member end: § 3, stk. 13; § 4, stk. 2 (among the members)."""
    posts = Officer.objects.filter(term=term, person=membership.person, period__contains=day)
    return [ended(post, day=day, because=because) for post in posts if post.period.lower < day]


@transaction.atomic
def mayor_changes_party(
    *, membership: Membership, party: Party | None, day: date, adds_seat: bool
) -> Membership:
    """The mayor stays (§ 3, stk. 8), from ``day`` with another party or none; a long absence goes on.

    ``adds_seat``: make the seat beyond the cap that the left party elects to, where stk. 9 gives it one.
    The same form twice does it once.
    """
    membership, term = _locked(membership)
    seat = membership.seat
    if seat.kind != Seat.Kind.MAYOR:
        raise Refused(f"Et valgt medlem, der forlader partiet, udtræder af KKR ({succession.ENDS}).")
    done = membership.period.upper == day and membership.ended_because == Ending.CHANGED_PARTY
    if done and (again := member_on(seat, day)):
        return again
    _must_be_open(membership, term)
    if party == membership.party:
        raise Refused("Det er det parti, borgmesteren har i forvejen.", "party")
    follows = party_change_on(membership, day)
    absence = _absence_on(membership, day)
    if adds_seat and follows.elects_one_more:
        add_seat_beyond_cap(term=term, group=follows.group)
    ended(membership, day=day, because=Ending.CHANGED_PARTY)
    new = Membership(
        seat=seat, person=membership.person, municipality=membership.municipality, party=party
    )  # fmt: skip
    began(new, term=term, day=day)
    if absence:
        _carry_on(absence, new, day)
    return new


def _carry_on(absence: Absence, membership: Membership, day: date) -> None:
    """The same absence, now of the membership that follows."""
    after = absence.period.upper
    if absence.period.lower < day:
        ended(absence, day=day)
    else:
        absence.delete()
    going_on = Absence(
        membership=membership, kind=absence.kind, expected_back=absence.expected_back,
        decided_in=absence.decided_in, note=absence.note,
    )  # fmt: skip
    began(going_on, term=membership.seat.term, day=day)
    if after and after != membership.seat.term.period.upper:
        ended(going_on, day=after)


def _locked(membership: Membership) -> tuple[Membership, Term]:
    term = lock_term(membership.seat.term_id)
    fresh = Membership.objects.select_related("person", "party", "municipality", "seat__municipality")
    membership = fresh.get(pk=membership.pk)
    membership.seat.term = term
    return membership, term


def _must_be_open(membership: Membership, term: Term) -> None:
    if not is_open(membership, term):
        raise Refused(f"{membership} er allerede udtrådt {in_words(membership.period.upper)}.", "day")


def _absence_on(membership: Membership, day: date) -> Absence | None:
    return membership.absences.filter(period__contains=day).first()
