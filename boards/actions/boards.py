"""A board is set up, with its seats: by the standard statutes, or as the secretariat describes it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError

from boards.actions.written import lock_board, refuse, write
from boards.models import Board, Seat, SeatKind
from boards.rules.statutes import BUSINESS_HOUSE_BOARD, COMPOSITION
from kkr_portal.law import Breach
from meetings.actions.periods import Refused

MOST_SEATS = 60


@transaction.atomic
def set_up(*, board: Board) -> Board:
    """Save a new board; one by the standard statutes gets its eleven seats and the observer's."""
    write(board)
    if board.by_standard:
        for position, place in enumerate(BUSINESS_HOUSE_BOARD, 1):
            by_council = place.appointed_by == "KKR"
            kind = SeatKind.objects.create(
                board=board, position=position, rule=place.kind.name.lower(), title=place.title,
                appointed_by=str(board.council) if by_council else place.appointed_by,
                appointing_council=board.council if by_council else None,
                nominated_by=place.nominated_by, voting=place.voting, legal_basis=str(COMPOSITION),
                qualifications=place.qualifications,
            )  # fmt: skip
            Seat.objects.bulk_create(
                Seat(seat_kind=kind, number=number) for number in range(1, place.count + 1)
            )
    return board


@transaction.atomic
def save_seat_kind(*, kind: SeatKind, count: int) -> SeatKind:
    """Save it with so many seats. The standard statutes settle their number; a seat that was used stays.

    Raises Refused.
    """
    board = lock_board(kind.board_id)
    if board.by_standard:
        refuse(_number_breaches(kind, count), "count")
    if not 1 <= count <= MOST_SEATS:
        raise Refused(f"Skriv et antal fra 1 til {MOST_SEATS}.", "count")
    if not kind.pk:
        kind.position = 1 + max(board.seat_kinds.values_list("position", flat=True), default=0)
    write(kind)
    numbers = set(kind.seats.values_list("number", flat=True))
    Seat.objects.bulk_create(
        Seat(seat_kind=kind, number=number) for number in range(1, count + 1) if number not in numbers
    )
    try:
        with transaction.atomic():
            kind.seats.filter(number__gt=count).delete()
    except ProtectedError as error:
        raise Refused(
            "En af de overskydende pladser har haft en person. Den kan ikke fjernes.", "count"
        ) from error
    return kind


@transaction.atomic
def delete_seat_kind(*, kind: SeatKind) -> None:
    """With its seats. Raises Refused where somebody has sat there, or where the statutes want them."""
    board = lock_board(kind.board_id)
    if board.by_standard:
        refuse(_number_breaches(kind, 0))
    try:
        with transaction.atomic():
            kind.delete()
    except ProtectedError as error:
        raise Refused("Pladserne har haft personer og kan ikke fjernes.") from error


def _number_breaches(kind: SeatKind, count: int) -> list[Breach]:
    """Two chairs, or twelve members: the statutes of a house's board say how many there are of each kind."""
    asked = next((place for place in BUSINESS_HOUSE_BOARD if place.kind is kind.kind), None)
    if asked is None:
        return [] if not count else [Breach(COMPOSITION, "Bestyrelsen har 11 medlemmer og en observatør")]
    if count == asked.count:
        return []
    text = f"{count} pladser som {asked.kind.value}; vedtægterne har {asked.count}"
    return [Breach(COMPOSITION, text)]
