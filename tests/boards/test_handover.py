"""Which seats lapse after an election, which carry over, and how far each KKR is."""

from datetime import date

import pytest

from boards.actions.tenures import appoint, end_tenure
from boards.handover import State, handover
from boards.models import Board
from boards.rules.elections import election_of
from meetings.actions.people import Who
from tests.boards import made
from tests.boards.test_seating import many_boards

pytestmark = pytest.mark.django_db
ELECTION = election_of(2025)


def boards():
    return Board.objects.select_related("council")


def states(day, election=ELECTION):
    [council] = handover(boards(), election, day)
    [change] = council.boards
    return {one.title: one.state for one in change.seats}, (council.done, council.total)


@pytest.fixture
def body():
    """Five seats in the term 2022–2026."""
    body = made.board()
    term = made.term(body)
    for number in range(1, 6):
        seat = made.seat(body, number=number)
        if number < 5:
            who = Who(known=made.person(f"P{number} Prøve"))
            appoint(seat=seat, who=who, term=term, since=made.FIRST)
    return body


def test_from_term_to_term(body):
    new = made.term(body, made.UNTIL, date(2030, 4, 1))
    seats = {one.number: one for one in body.seat_kinds.get().seats.all()}
    again = seats[1].tenures.get().person
    appoint(seat=seats[1], who=Who(known=again), term=new, since=made.UNTIL)
    appoint(seat=seats[2], who=Who(known=made.person("Ny Prøve")), term=new, since=made.UNTIL)
    end_tenure(tenure=seats[4].tenures.get(), day=date(2024, 1, 1), because="resigned")
    expected = {
        "Medlem 1": State.AGAIN, "Medlem 2": State.SUCCEEDED, "Medlem 3": State.LAPSES,
        "Medlem 4": State.VACANT, "Medlem 5": State.VACANT,
    }  # fmt: skip
    assert states(date(2026, 3, 31)) == (expected, (2, 5))
    assert states(made.UNTIL) == (expected | {"Medlem 3": State.CARRIED_OVER}, (2, 5))


def test_a_board_whose_term_does_not_follow_the_election_is_left_out(body):
    assert handover(boards(), election_of(2017), date(2018, 1, 1)) == []
    assert len(handover(boards(), ELECTION, date(2026, 1, 1))) == 1


def test_the_first_term_that_the_portal_knows(body):
    """Nobody is known from before; who has come is."""
    assert states(made.FIRST, election_of(2021))[1] == (4, 5)


def test_constant_queries(body, django_assert_num_queries):
    with django_assert_num_queries(4):
        handover(boards(), ELECTION, made.UNTIL)
    many_boards(number=3, years=40)
    with django_assert_num_queries(4):
        assert sum(one.total for one in handover(boards(), ELECTION, made.UNTIL)) == 5 + 3 * 12
