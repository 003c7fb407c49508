"""A board by the standard statutes with its term, and forms as a browser would send them."""

from datetime import date
from itertools import count

import pytest

from boards.actions.boards import set_up
from boards.models import Board, Round, Seat
from kkr_portal.registry.models import BusinessHouse, Person
from tests.boards import in_round, made


@pytest.fixture
def house_board(db) -> Board:
    """Erhvervshus Midtjylland: twelve empty seats, the term 2022–2026, a director."""
    house = BusinessHouse.objects.get(slug="midtjylland")
    board = set_up(
        board=Board(
            name=house.name, slug=house.slug, council=house.council, business_house=house,
            statutes="standard", director=made.person("Dorte Direktør"),
        )
    )  # fmt: skip
    made.term(board)
    return board


@pytest.fixture
def seat_of(house_board):
    """A seat by the rule of its kind and its number."""

    def find(rule: str, number: int = 1) -> Seat:
        return Seat.objects.select_related("seat_kind__board").get(
            seat_kind__board=house_board, seat_kind__rule=rule, number=number
        )

    return find


@pytest.fixture
def ane(db) -> Person:
    return made.person("Ane Ahorn", email="ane@example.dk", phone="12345678")


@pytest.fixture
def today(monkeypatch):
    """15 March 2024, in the middle of the term."""
    day = date(2024, 3, 15)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: day)
    return day


@pytest.fixture
def in_february(monkeypatch):
    """10 February 2022, while the organisations of the round 2022–2026 are being asked."""
    day = date(2022, 2, 10)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: day)
    return day


@pytest.fixture
def round_2022(house_board, in_february, monkeypatch, pdf_bytes) -> Round:
    """KKR Midtjylland fills the board of Erhvervshus Midtjylland. Letters are blank sheets, quickly made;
    ``boards.letters`` makes the real ones.
    """
    sheets = count(1)
    monkeypatch.setattr("boards.actions.requests.request_letter", lambda request: pdf_bytes(next(sheets)))
    return in_round.opened()
