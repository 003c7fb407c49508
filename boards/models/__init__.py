"""The tables of the board room, by noun."""

from boards.models.boards import Board, Seat, SeatKind
from boards.models.corrections import Correction
from boards.models.nominations import (
    Appointment,
    Candidate,
    NominatingOrganisation,
    Nomination,
    NominationRequest,
)
from boards.models.proposals import Proposal
from boards.models.rounds import Round, Step
from boards.models.tenures import DeputyChair, Nominator, Tenure
from boards.models.terms import Term

__all__ = [
    "Appointment",
    "Board",
    "Candidate",
    "Correction",
    "DeputyChair",
    "NominatingOrganisation",
    "Nomination",
    "NominationRequest",
    "Nominator",
    "Proposal",
    "Round",
    "Seat",
    "SeatKind",
    "Step",
    "Tenure",
    "Term",
]
