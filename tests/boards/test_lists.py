"""Seats as a list, free within so many months; the open data; the dates for the calendar."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from boards.actions.tenures import appoint, end_tenure
from boards.due_dates import due_dates
from boards.models import Board
from boards.popolo import popolo
from boards.seat_list import HEAD, months_after, seat_rows
from meetings.actions.people import Who
from tests.boards import made
from tests.boards.test_seating import many_boards

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 1)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2025, 10, 1), 6, date(2026, 4, 1)),
        (date(2025, 12, 15), 0, date(2025, 12, 15)),
    ],
)
def test_so_many_months_on(day, months, after):
    assert months_after(day, months) == after


@pytest.fixture
def body():
    """Ane until 1 April 2026, Bo until 1 January 2026, and a vacant seat."""
    body = made.board(rulebook="lov om noget", paragraph="7")
    term = made.term(body)
    ane, bo = made.person(email="ane@example.dk", phone="12345678"), made.person("Bo Bregne")
    appoint(seat=made.seat(body, number=1), who=Who(known=ane), term=term, since=made.FIRST)
    appoint(
        seat=made.seat(body, number=2), who=Who(known=bo), term=term, since=made.FIRST, until=date(2026, 1, 1)
    )
    made.seat(body, number=3)
    return body


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, ["Medlem 1", "Medlem 2", "Medlem 3"]),
        ({"only": "vacant"}, ["Medlem 3"]),
        ({"within": 0}, ["Medlem 3"]),
        ({"within": 3}, ["Medlem 2", "Medlem 3"]),
        ({"within": 6}, ["Medlem 1", "Medlem 2", "Medlem 3"]),
        ({"within": 5}, ["Medlem 2", "Medlem 3"]),
    ],
)
def test_seats_running_out(body, asked, titles):
    assert [row.sitting.title for row in seat_rows([body], DAY, **asked)] == titles


def test_carried_over_is_open(body):
    rows = seat_rows([body], date(2026, 4, 1), only="open")
    stays = "Bliver siddende, til en efterfølger er udpeget"
    assert [row.state for row in rows] == [stays, stays, "Ledig"]


def test_cells(body):
    [first, *_] = seat_rows([body], DAY)
    assert dict(zip(HEAD, first.cells, strict=True)) == {
        "Bestyrelse": "Vækstforum", "KKR": "KKR Midtjylland", "Plads": "Medlem 1", "Stemmeret": "Ja",
        "Udpeges af": "KKR", "Indstilles af": "", "Hjemmel": "lov om noget § 7", "Krav": "",
        "Person": "Ane Ahorn", "Sidder fra": made.FIRST, "Udpeget til": made.UNTIL, "Status": "Besat",
        "Efterfølger": "", "Efterfølger fra": None,
    }  # fmt: skip


def test_popolo(body):
    told = popolo([body], lambda path: f"https://portal.example{path}")
    seats = {one.number: one.pk for one in body.seat_kinds.get().seats.all()}
    assert [(one["id"], one["name"], one["legal_basis"]) for one in told["organizations"]] == [
        ("board-vaekstforum", "Vækstforum", "lov om noget § 7")
    ]
    assert [(one["id"], one["organization_id"]) for one in told["posts"]] == [
        (f"seat-{seats[number]}", "board-vaekstforum") for number in (1, 2, 3)
    ]
    first = told["memberships"][0]
    assert (first["post_id"], first["start_date"], first["end_date"], first["appointed_until"]) == (
        f"seat-{seats[1]}", "2022-04-01", None, "2026-04-01",
    )  # fmt: skip
    assert "ane@example.dk" not in str(told)
    assert "12345678" not in str(told)


def test_popolo_costs_the_same_for_forty_years(body, django_assert_num_queries):
    for boards in ([body], many_boards(number=2)):
        listed = list(Board.objects.filter(pk__in=[one.pk for one in boards]).select_related("council"))
        with django_assert_num_queries(2):
            popolo(listed, str)


def told(first=date(2025, 1, 1), last=date(2026, 12, 31)):
    return [(one.day, one.title, one.done) for one in due_dates(AnonymousUser(), first, last)]


def test_due_dates(body, today):
    assert told() == [
        (made.UNTIL, "Funktionsperioden slutter: Vækstforum", False),
        (date(2026, 1, 1), "Udpegninger udløber: Vækstforum, mangler efterfølgere til 1 plads", False),
        (made.UNTIL, "Udpegninger udløber: Vækstforum, mangler efterfølgere til 1 plads", False),
    ]


def test_a_seat_that_became_vacant_is_due_until_it_is_filled(body, today):
    second = body.tenures.get(person__given_name="Bo")
    end_tenure(tenure=second, day=date(2025, 3, 1), because="resigned")
    vacant = (date(2025, 3, 1), "Ledig plads: medlem, Vækstforum", False)
    assert vacant in told()
    term = body.terms.get()
    appoint(seat=second.seat, who=Who(known=made.person("Cai Cypres")), term=term, since=date(2025, 4, 1))
    assert vacant not in told()


def test_when_all_have_successors_the_day_is_done(body, today):
    new = made.term(body, made.UNTIL, date(2030, 4, 1))
    seat = body.tenures.get(person__given_name="Ane").seat
    appoint(seat=seat, who=Who(known=made.person("Cai Cypres")), term=new, since=made.UNTIL)
    assert (made.UNTIL, "Udpegninger udløber: Vækstforum, pladsen er besat igen", True) in told()


def test_due_dates_cost_the_same(body, django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(6):
            list(due_dates(AnonymousUser(), date(1980, 1, 1), date(2040, 1, 1)))
        many_boards(number=1, years=12) if Board.objects.count() == 1 else None
