"""A board as of a day, what the statutes say of it, and the same number of queries for one and for many."""

from datetime import date

import pytest

from boards.actions.tenures import Eligible, appoint
from boards.models import Board, Tenure, Term
from boards.seating import Standing, seating, seatings
from kkr_portal.registry.models import Municipality, Organisation
from meetings.actions.people import Who
from tests.boards import made

pytestmark = pytest.mark.django_db


def fill(board, *, counts_as=("woman", "man")):
    """Everybody whom the statutes ask for."""
    term = board.terms.get()
    organisations = {one.name: one for one in Organisation.objects.all()}
    place = Municipality.objects.get(name="Horsens")
    tenures = []
    seats = [seat for kind in board.seat_kinds.order_by("position") for seat in kind.seats.all()]
    for number, seat in enumerate(seats):
        rule = seat.seat_kind.rule
        by = {"business": ("SMVdanmark",), "employees": ("FH", "AC")}.get(rule, ())
        eligible = Eligible(
            municipality=place if rule in ("chair", "municipal") else None,
            active_in_business=rule == "business", from_sme=rule == "business" and seat.number == 1,
            nominators=tuple(organisations[name] for name in by), counts_as=counts_as[number % 2],
        )  # fmt: skip
        who = Who(known=made.person(f"Person{number:02} Prøve"))
        tenures.append(appoint(seat=seat, who=who, term=term, since=term.period.lower, eligible=eligible))
    return tenures


def test_a_lawful_board(house_board):
    fill(house_board)
    shown = seating(house_board, date(2023, 1, 1))
    assert (shown.standing, shown.breaches, shown.lacking, shown.warnings) == (Standing.LAWFUL, [], [], [])
    assert (len(shown.members), len(shown.observers), shown.balance) == (11, 1, (6, 5, 0))
    assert [one.title for one in shown.sittings][:5] == [
        "Formand", "Kommunalt medlem 1", "Kommunalt medlem 2", "Kommunalt medlem 3",
        "Virksomhedsrepræsentant 1",
    ]  # fmt: skip
    assert shown.term == house_board.terms.get()


def test_vacant_red_and_empty(house_board):
    tenures = fill(house_board)
    Tenure.objects.filter(pk=tenures[-1].pk).delete()
    assert seating(house_board, made.FIRST).standing is Standing.VACANT
    Tenure.objects.filter(pk=tenures[4].pk).update(from_sme=False)
    shown = seating(house_board, made.FIRST)
    assert shown.standing is Standing.BREACH
    assert [one.message for one in shown.breaches] == [
        "Ingen af virksomhedsrepræsentanterne er indstillet fra en lille eller mellemstor virksomhed"
    ]
    body = made.board()
    assert seating(body, made.FIRST).standing is Standing.EMPTY
    made.tenure(made.seat(body), made.person(), made.term(body))
    assert seating(body, made.FIRST).standing is Standing.FILLED


def test_the_director_in_a_seat_turns_the_board_red(house_board):
    tenures = fill(house_board)
    Board.objects.filter(pk=house_board.pk).update(director=tenures[8].person)
    house_board.refresh_from_db()
    assert [one.message for one in seating(house_board, made.FIRST).breaches] == [
        "Person08 Prøve er direktør i erhvervshuset og kan ikke sidde i bestyrelsen"
    ]


def test_the_balance_warns_until_there_is_a_reason(house_board):
    fill(house_board, counts_as=("man", "man"))
    assert len(seating(house_board, made.FIRST).warnings) == 1
    Term.objects.update(balance_reason="Ingen kvinder var indstillet.")
    assert seating(house_board, made.FIRST).warnings == []


def test_before_during_after_and_carried_over(house_board, seat_of, ane):
    term = house_board.terms.get()
    appoint(seat=seat_of("region"), who=Who(known=ane), term=term, since=date(2024, 2, 29))
    states = {}
    for day in (date(2024, 2, 28), date(2024, 2, 29), date(2026, 3, 31), date(2026, 4, 1)):
        one = next(s for s in seating(house_board, day).sittings if s.title == "Region")
        states[day] = (one.is_vacant, one.coming == ane.tenures.get(), one.carries_over, one.free_from)
    assert states == {
        date(2024, 2, 28): (True, True, False, made.UNTIL),
        date(2024, 2, 29): (False, False, False, made.UNTIL),
        date(2026, 3, 31): (False, False, False, made.UNTIL),
        date(2026, 4, 1): (False, False, True, None),
    }


def many_boards(number=5, years=40):
    """So many bodies with twelve seats, filled for so many years."""
    boards = []
    for n in range(number):
        body = made.board(f"Organ {n}", slug=f"organ-{n}")
        seats = [made.seat(body, number=place) for place in range(1, 13)]
        for year in range(2026 - years, 2026, 4):
            term = made.term(body, date(year, 4, 1), date(year + 4, 4, 1))
            Tenure.objects.bulk_create(
                Tenure(
                    seat=seat, board=body, term=term, person=made.person(f"P{n}-{year}-{seat.number} Prøve"),
                    period=(term.period.lower, term.period.upper), until=term.period.upper,
                )
                for seat in seats
            )  # fmt: skip
        boards.append(body)
    return boards


def test_one_board_and_many_cost_the_same(house_board, django_assert_num_queries):
    fill(house_board)
    with django_assert_num_queries(5):
        seatings([house_board], date(2023, 1, 1))
    boards = [house_board, *many_boards(number=3, years=8)]
    with django_assert_num_queries(5):
        found = seatings(boards, date(2023, 1, 1))
    assert [len(found[one.pk].filled) for one in boards] == [12, 12, 12, 12]
