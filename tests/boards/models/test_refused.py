"""What the database itself refuses, whichever way it is written."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from boards.models import Board, DeputyChair, Tenure, Term
from boards.rules.terms import longest
from tests.boards import made

pytestmark = pytest.mark.django_db


def refused_by(do) -> str:
    """The name of the constraint; empty where the database takes it."""
    try:
        with transaction.atomic():
            do()
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return ""


@pytest.fixture
def body():
    return made.board()


@pytest.mark.parametrize(
    ("first", "until", "refused"),
    [
        (date(2022, 4, 1), date(2026, 4, 1), ""),
        (date(2022, 4, 1), date(2026, 4, 2), "board_term_at_most_four_years"),
        (date(2022, 4, 1), date(2027, 4, 1), "board_term_at_most_four_years"),
        (date(2022, 4, 1), date(2022, 4, 1), "board_term_has_beginning"),
        (date(2022, 4, 1), None, "board_term_has_end"),
        (date(2020, 2, 29), date(2024, 2, 29), ""),
        (date(2020, 2, 29), date(2024, 3, 1), "board_term_at_most_four_years"),
        (date(2096, 2, 29), date(2100, 3, 1), ""),
        (date(2096, 2, 29), date(2100, 3, 2), "board_term_at_most_four_years"),
        (date(2096, 3, 1), date(2100, 3, 1), ""),
        (date(2100, 3, 1), date(2104, 3, 1), ""),
        (date(2100, 2, 28), date(2104, 2, 29), "board_term_at_most_four_years"),
    ],
)
def test_a_term_is_at_most_four_years(body, first, until, refused):
    assert refused_by(lambda: Term.objects.create(board=body, period=(first, until))) == refused


@pytest.mark.parametrize("first", [date(y, m, d) for y in (2023, 2024, 2096, 2097, 2099, 2100)
                                   for m, d in ((1, 1), (2, 28), (3, 1), (4, 1), (12, 31))])  # fmt: skip
def test_the_database_counts_four_years_as_the_rule_does(body, first):
    until = longest(first)
    assert refused_by(lambda: Term.objects.create(board=body, period=(first, until))) == ""
    Term.objects.all().delete()
    later = date.fromordinal(until.toordinal() + 1)
    refused = refused_by(lambda: Term.objects.create(board=body, period=(first, later)))
    assert refused == "board_term_at_most_four_years"


def test_two_terms_of_a_board_do_not_overlap(body):
    made.term(body)
    overlapping = (date(2025, 4, 1), date(2029, 4, 1))
    refused = refused_by(lambda: Term.objects.create(board=body, period=overlapping))
    assert refused == "one_board_term_at_a_time"
    assert refused_by(lambda: made.term(body, date(2026, 4, 1), date(2030, 4, 1))) == ""


def test_a_term_does_not_begin_before_its_election(body):
    period = (made.FIRST, made.UNTIL)
    late = date(2022, 11, 16)
    refused = refused_by(lambda: Term.objects.create(board=body, period=period, election_date=late))
    assert refused == "board_term_after_its_election"


@pytest.fixture
def sitting(body):
    """Ane sits in the first of two seats."""
    first, second = made.seat(body), made.seat(body, number=2)
    term = made.term(body)
    return first, second, term, made.tenure(first, made.person(), term)


def test_a_seat_holds_one_person_at_a_time(sitting):
    first, _, term, ane = sitting
    bo = made.person("Bo Bregne")
    taken = refused_by(lambda: made.tenure(first, bo, term, date(2023, 1, 1)))
    assert taken == "one_person_in_a_board_seat"
    Tenure.objects.filter(pk=ane.pk).update(period=(made.FIRST, date(2023, 1, 1)))
    assert refused_by(lambda: made.tenure(first, bo, term, date(2023, 1, 1))) == ""


def test_a_person_sits_once_on_a_board(sitting):
    _, second, term, ane = sitting
    twice = refused_by(lambda: made.tenure(second, ane.person, term, date(2024, 1, 1)))
    assert twice == "one_board_seat_for_a_person"
    other = made.board("Turismeråd", slug="turismeraad")
    assert refused_by(lambda: made.tenure(made.seat(other), ane.person, made.term(other))) == ""


def test_the_board_of_a_tenure_is_the_seats_whatever_is_written(sitting):
    _, _, _, ane = sitting
    other = made.board("Turismeråd", slug="turismeraad")
    Tenure.objects.filter(pk=ane.pk).update(board=other)
    ane.refresh_from_db()
    assert ane.board_id == ane.seat.seat_kind.board_id


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"until": date(2022, 4, 1)}, "tenure_is_appointed_forwards"),
        ({"until": date(2026, 4, 2)}, "tenure_at_most_four_years"),
        ({"until": date(2024, 2, 29)}, ""),
        ({"ended_because": "resigned"}, "tenure_ended_has_its_day"),
        ({"ended_because": "removed", "period": (made.FIRST, made.UNTIL)}, "removal_has_its_reason"),
        ({"ended_because": "removed", "ended_note": "Indstilling", "period": (made.FIRST, made.UNTIL)}, ""),
        ({"period": (made.FIRST, date(2026, 9, 1))}, ""),  # carried over
    ],
)
def test_a_tenure(sitting, changed, refused):
    _, _, _, ane = sitting
    assert refused_by(lambda: Tenure.objects.filter(pk=ane.pk).update(**changed)) == refused


def test_a_board_has_one_deputy_chair_at_a_time(sitting):
    _, second, term, ane = sitting
    bo = made.tenure(second, made.person("Bo Bregne"), term)
    DeputyChair.objects.create(board=ane.board, tenure=ane, period=(made.FIRST, None))
    refused = refused_by(
        lambda: DeputyChair.objects.create(board=ane.board, tenure=bo, period=(date(2023, 1, 1), None))
    )
    assert refused == "one_deputy_chair_at_a_time"


def test_standard_statutes_belong_to_a_house():
    assert refused_by(lambda: made.board(statutes="standard")) == "standard_statutes_of_a_house"
    assert refused_by(lambda: made.house_board()) == ""


def test_carry_over(sitting):
    _, _, _, ane = sitting
    days = [date(2022, 3, 31), date(2026, 3, 31), date(2026, 4, 1), date(2027, 1, 1)]
    assert [(ane.sits_on(day), ane.carries_over(day)) for day in days] == [
        (False, False), (True, False), (True, True), (True, True)
    ]  # fmt: skip


def test_revisions_are_counted():
    body = made.board()
    Board.objects.filter(pk=body.pk).update(purpose="Andet")
    body.refresh_from_db()
    assert body.revision == 2
