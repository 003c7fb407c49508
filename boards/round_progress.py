"""How far a round is: what came in, who stands, and which seats the KKR has filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from boards.models import Appointment, Board, Candidate, NominationRequest, Proposal, Round, SeatKind
from boards.rules.composition import person_breaches
from boards.seating import Sitting, seatings
from kkr_portal.law import Breach


@dataclass(frozen=True)
class Standing:
    """A candidate, what the statutes say of them, and whether the KKR has appointed them."""

    candidate: Candidate
    lacking: Sequence[Breach]
    appointment: Appointment | None

    @property
    def can_be_appointed(self) -> bool:
        return not (self.lacking or self.appointment or self.candidate.withdrawn_on)


@dataclass(frozen=True)
class Answered:
    """A request with its answer, if there is one."""

    request: NominationRequest
    standings: Sequence[Standing]

    @property
    def nomination(self):
        return next(iter(self.request.nominations.all()), None)


@dataclass(frozen=True)
class Place:
    """A seat that the KKR fills in the round. ``nominated``: whether it takes candidates.

    ``proposal``: whom the secretariat puts before the KKR.
    """

    board: Board
    kind: SeatKind
    sitting: Sitting
    appointment: Appointment | None
    proposal: Proposal | None
    filled: bool  # for the round's term, in the round or beside it
    nominated: bool


def answered(opened: Round) -> list[Answered]:
    """Requests that stand, by seat and organisation; three queries."""
    rows = (
        NominationRequest.objects.filter(nominating__round=opened, withdrawn_on=None)
        .select_related(
            "nominating__seat_kind__board", "nominating__organisation", "nominating__together_with",
            "nominating__round",
        )
        .prefetch_related(
            "nominations__candidates__appointment__tenure__seat__seat_kind",
            "nominations__candidates__proposal",
        )
        .order_by(
            "nominating__seat_kind__board__sort_key", "nominating__seat_kind__position",
            "nominating__organisation__sort_key",
        )
    )  # fmt: skip
    found = []
    for request in rows:
        standings = []
        for nomination in request.nominations.all():
            nomination.request = request
            for candidate in nomination.candidates.all():
                candidate.nomination = nomination
                standings.append(standing(candidate))
        found.append(Answered(request, standings))
    return found


def standing(candidate: Candidate) -> Standing:
    facts = candidate.facts
    made = getattr(candidate, "appointment", None)
    return Standing(candidate, person_breaches(facts) if facts else [], made)


def places(opened: Round) -> list[Place]:
    """The seats of the round's boards to which the KKR appoints, as they are when the term begins."""
    boards = list(opened.boards())
    first = opened.period.lower
    seated = seatings(boards, first)
    made = {
        one.tenure.seat_id: one
        for one in opened.appointments.select_related("tenure__person", "candidate").order_by("pk")
    }
    proposed = {
        one.seat_id: one for one in opened.proposals.select_related("candidate", "person")
    }  # fmt: skip
    return [
        Place(
            board, one.kind, one, made.get(one.seat.pk), proposed.get(one.seat.pk), _is_filled(one, opened),
            nominated=one.kind.rule not in ("chair", "municipal"),
        )
        for board in boards
        for one in seated[board.pk].sittings
        if one.kind.appointing_council_id == opened.council_id
    ]  # fmt: skip


def _is_filled(one: Sitting, opened: Round) -> bool:
    """Somebody is appointed to it for the term of the round, from its first day or from a later one."""
    first = opened.period.lower
    return any(
        tenure is not None and tenure.term.period.lower == first for tenure in (one.tenure, one.coming)
    )
