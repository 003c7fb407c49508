"""The seat that a party elects to when its only member, a mayor, leaves it: § 3, stk. 9–10."""

from django.db import transaction
from django.db.models import Max

from meetings.actions.periods import lock_term
from meetings.models import Seat, Term


@transaction.atomic
def add_seat_beyond_cap(*, term: Term, group: str) -> Seat:
    """A vacant seat of ``group`` that the cap does not count; one that is there and vacant is it."""
    lock_term(term.pk)
    seats = Seat.objects.filter(term=term, kind=Seat.Kind.ELECTED, group=group)
    vacant = seats.filter(beyond_cap=True, memberships=None).first()
    if vacant:
        return vacant
    last = seats.aggregate(last=Max("number"))["last"] or 0
    return Seat.objects.create(
        term=term, kind=Seat.Kind.ELECTED, group=group, number=last + 1, beyond_cap=True
    )
