"""Rows with a period: begin them, end them, and say in Danish what the database refuses.

Everything that changes who sits in a KKR holds the term's row first, so that two steps at a time come one
after the other; what another KKR does at the same moment is caught by the database's constraints.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.db import DataError, IntegrityError, models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.formats import date_format

from kkr_portal.lasting import constraint_of
from meetings.models import Absence, Membership, Officer, Seat, Substitute, Term

PeriodRow = Membership | Substitute | Absence | Officer
Row = TypeVar("Row", bound=PeriodRow)

# Which field of a form a constraint is about; the others concern the form as a whole.
FIELD_OF = {
    "one_member_in_a_seat": "since",
    "one_seat_for_a_member": "person",
    "one_substitute_for_a_seat": "since",
    "one_seat_for_a_substitute": "person",
    "member_is_no_substitute": "person",
    "one_absence_at_a_time": "since",
    "one_officer_at_a_time": "since",
    "one_acting_officer_at_a_time": "since",
}


class Refused(Exception):
    """A step that can't be taken: why, as a Danish sentence, and the field of the form it is about."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.message, self.field = message, field


def lock_term(term_id: int) -> Term:
    """Hold the term until the transaction ends."""
    return Term.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=term_id)


def in_words(day: date) -> str:
    return date_format(day, "j. F Y")


def within_term(term: Term, day: date, field: str = "since") -> None:
    """Refuses a day on which the KKR of this term does not sit."""
    first, after = term.period.lower, term.period.upper
    if day < first:
        raise Refused(f"KKR tiltrådte {in_words(first)}. Datoen kan ikke ligge før.", field)
    if after and day >= after:
        raise Refused(f"Funktionsperioden sluttede {in_words(after)}. Datoen skal ligge før.", field)


def is_open(row: PeriodRow, term: Term) -> bool:
    """Whether nobody has ended it: it runs on, at the most until the term ends."""
    return row.period.upper in (None, term.period.upper)


def write(row: Row) -> Row:
    """Save, or raise Refused with what the database said against it."""
    try:
        with transaction.atomic():
            row.save()
    except DataError as error:
        raise Refused("Den sidste dato skal ligge efter den første.", "until") from error
    except IntegrityError as error:
        raise _told(row, error) from error
    return row


def _told(row: models.Model, error: IntegrityError) -> Refused:
    name = constraint_of(error)
    message = next(
        (str(c.get_violation_error_message()) for c in row._meta.constraints if c.name == name), ""
    )
    if name == "member_is_no_substitute":  # a trigger's own sentence
        message = error.__cause__.diag.message_primary  # type: ignore[union-attr]
    if not message:
        raise error
    where = _elsewhere(row, name)
    return Refused(f"{message} {where}".strip(), FIELD_OF.get(name, "until"))


def _elsewhere(row: models.Model, name: str) -> str:
    """Where the person sits already, for a message about the person."""
    if FIELD_OF.get(name) != "person" or not isinstance(row, Membership | Substitute):
        return ""
    for model, as_what in ((Membership, "medlem"), (Substitute, "stedfortræder")):
        taken = model.objects.filter(person=row.person, period__overlap=row.period)
        found = taken.exclude(pk=row.pk or 0) if isinstance(row, model) else taken
        if other := found.select_related("seat__municipality", "seat__term__council").first():
            since = in_words(other.period.lower)
            return f"{row.person}: {as_what}, {other.seat.term.council} ({other.seat}), fra {since}."
    return ""


def began(row: Row, *, term: Term, day: date) -> Row:
    """Save a new row that runs from ``day``."""
    within_term(term, day)
    row.period = DateRange(day, term.period.upper)
    return write(row)


def ended(row: Row, *, day: date, because: str = "") -> Row:
    """End a row: ``day`` is the first day it does not hold."""
    first = row.period.lower
    if day <= first:
        raise Refused(f"Datoen skal ligge efter {in_words(first)}, hvor perioden begyndte.", "day")
    row.period = DateRange(first, day)
    if not isinstance(row, Absence):
        row.ended_because = because
    return write(row)


def reopened(row: Row, *, term: Term) -> Row:
    """As if it had not been ended."""
    row.period = DateRange(row.period.lower, term.period.upper)
    if not isinstance(row, Absence):
        row.ended_because = ""
    return write(row)


def member_on(seat: Seat, day: date) -> Membership | None:
    return seat.memberships.filter(period__contains=day).select_related("person").first()


def latest_substitute(seat: Seat) -> Substitute | None:
    """The one who has not stopped, if there is one; also from a day that is still to come."""
    latest = seat.substitutes.select_related("person").order_by("period").last()
    return latest if latest and is_open(latest, seat.term) else None


def substitute_on(seat: Seat, day: date) -> Substitute | None:
    return seat.substitutes.filter(period__contains=day).select_related("person").first()
