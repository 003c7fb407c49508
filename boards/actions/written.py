"""Rows are written, or refused with what the database has against them, said in Danish."""

from __future__ import annotations

from typing import TypeVar

from django.db import DataError, IntegrityError, models, transaction

from boards.models import Board, closing
from kkr_portal.lasting import constraint_of
from kkr_portal.law import Breach
from meetings.actions.periods import Refused

Row = TypeVar("Row", bound=models.Model)

# Which field of a form a constraint is about; the others concern the form as a whole.
FIELD_OF = {
    "one_board_term_at_a_time": "first",
    "board_term_at_most_four_years": "until",
    "board_term_after_its_election": "election_date",
    "one_person_in_a_board_seat": "since",
    "one_board_seat_for_a_person": "person",
    "tenure_is_appointed_forwards": "until",
    "tenure_at_most_four_years": "until",
    "removal_has_its_reason": "ended_note",
    "one_deputy_chair_at_a_time": "since",
    "seat_kind_title_once": "title",
    "seat_kind_rule_once": "rule",
    "one_round_of_a_term": "first",
    "round_at_most_four_years": "until",
    "step_ends_after_it_starts": "last",
    "step_of_a_day_is_a_day": "last",
    "entitled_once": "organisations",
    "together_with_another": "together_with",
    "one_request_at_a_time": "",
    "request_deadline_after_letter": "deadline",
    "nomination_in_time": "received_on",
    "nomination_of_both_or_reason": "reason",
}


def lock_board(pk: int) -> Board:
    """Hold the board until the transaction ends: what is done to its seats comes one after the other."""
    return Board.objects.select_for_update(no_key=True, of=("self",)).select_related("council").get(pk=pk)


def refuse(breaches: list[Breach], field: str = "") -> None:
    """Raises Refused with the first breach, its paragraph named."""
    if breaches:
        raise Refused(" ".join(map(str, breaches)), field)


def remove(row: models.Model) -> None:
    """Delete with what hangs on it, or raise Refused where it is closed."""
    try:
        with transaction.atomic():
            row.delete()
    except IntegrityError as error:
        if said := closing.refusal(error):
            raise Refused(said) from error
        raise


def write(row: Row) -> Row:
    """Save, or raise Refused with what the database said against it."""
    try:
        with transaction.atomic():
            row.save()
    except DataError as error:
        raise Refused("Den sidste dato skal ligge efter den første.", "until") from error
    except IntegrityError as error:
        name = constraint_of(error)
        if said := closing.refusal(error):
            raise Refused(said) from error
        for constraint in row._meta.constraints:
            if constraint.name == name:
                raise Refused(
                    str(constraint.get_violation_error_message()), FIELD_OF.get(name, "")
                ) from error
        raise
    return row
