"""The tables of the board room, by noun."""

from boards.models.boards import Board, Seat, SeatKind
from boards.models.tenures import DeputyChair, Nominator, Tenure
from boards.models.terms import Term

__all__ = ["Board", "DeputyChair", "Nominator", "Seat", "SeatKind", "Tenure", "Term"]
