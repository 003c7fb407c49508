"""What is stored about a board, as the rules ask for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from boards.models import Board, SeatKind, Tenure
from boards.rules.composition import Candidate, composition_breaches
from boards.rules.statutes import BUSINESS_HOUSE_BOARD, COMPOSITION
from kkr_portal.law import Breach


@dataclass(frozen=True)
class Fact:
    """A person in a seat of this kind."""

    kind: SeatKind
    tenure: Tenure


def candidate(board: Board, fact: Fact) -> Candidate | None:
    """None where the standard statutes know no such seat."""
    kind, tenure = fact.kind.kind, fact.tenure
    if kind is None:
        return None
    return Candidate(
        person=tenure.person,
        kind=kind,
        council_member=tenure.municipality_id is not None,
        active_in_business=tenure.active_in_business,
        from_sme=tenure.from_sme,
        nominated_by=tuple(one.organisation.name for one in tenure.nominators.all()),
        director=board.director_id is not None and board.director_id == tenure.person_id,
    )


def candidates(board: Board, facts: Iterable[Fact]) -> list[Candidate]:
    return [one for fact in facts if (one := candidate(board, fact))]


def breaches_of(
    board: Board, seats: Sequence[SeatKind], facts: Sequence[Fact]
) -> tuple[list[Breach], list[Breach]]:
    """What is unlawful, and which seats the statutes miss; both empty for other bodies."""
    if not board.by_standard:
        return [], []
    put_in = candidates(board, facts)
    wrong = [*seat_breaches(seats), *composition_breaches(put_in, complete=False)]
    everything = composition_breaches(put_in, complete=True)
    return wrong, [one for one in everything if one not in wrong] if seats else []


def seat_breaches(seats: Sequence[SeatKind]) -> list[Breach]:
    """Of the seats themselves: as many of each kind as the statutes have, and no others."""
    there = Counter(kind.kind for kind in seats)
    wrong = []
    members = sum(1 for kind in seats if kind.voting)
    most = sum(place.count for place in BUSINESS_HOUSE_BOARD if place.voting)
    if seats and members != most:
        wrong.append(Breach(COMPOSITION, f"Bestyrelsen har {members} medlemmer; vedtægterne har {most}"))
    for place in BUSINESS_HOUSE_BOARD:
        if seats and there[place.kind] != place.count:
            text = f"Der er {there[place.kind]} pladser som {place.kind.value}; vedtægterne har {place.count}"
            wrong.append(Breach(COMPOSITION, text))
    if there[None]:
        wrong.append(Breach(COMPOSITION, f"Vedtægterne kender ikke {there[None]} af pladserne"))
    return wrong
