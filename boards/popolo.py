"""Boards, seats and who sits in them in the terms of Popolo: what is public anyway, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from boards.models import Board, Seat, Tenure
from kkr_portal.registry.popolo import document, last_day, person_id


def popolo(boards: Iterable[Board], absolute: Callable[[str], str]) -> dict[str, Any]:
    """Everything about these boards, over all years; four queries. ``absolute`` makes an address whole."""
    chosen = list(boards)
    seats = Seat.objects.filter(seat_kind__board__in=chosen).select_related("seat_kind__board")
    tenures = list(
        Tenure.objects.filter(board__in=chosen)
        .select_related("person", "board", "seat__seat_kind")
        .order_by("board", "seat", "period")
    )
    return document(
        organizations=[_organization(board, absolute) for board in chosen],
        posts=[_post(seat) for seat in seats.order_by("seat_kind__board", "seat_kind__position", "number")],
        people=[one.person for one in tenures],
        memberships=[_membership(one) for one in tenures],
    )


def _organization(board: Board, absolute: Callable[[str], str]) -> dict[str, Any]:
    return {
        "id": f"board-{board.slug}", "name": board.name, "classification": "bestyrelse",
        "area": {"name": str(board.council)}, "links": [{"url": absolute(board.get_absolute_url())}],
        "sources": [{"note": board.source}] if board.source else [],
        "legal_basis": str(board.citation) if board.citation else None, "invented": board.invented,
    }  # fmt: skip


def _post(seat: Seat) -> dict[str, Any]:
    kind = seat.seat_kind
    return {
        "id": f"seat-{seat.pk}", "label": str(seat), "role": kind.title, "voting": kind.voting,
        "organization_id": f"board-{_slug(seat)}", "appointed_by": kind.appointed_by,
    }  # fmt: skip


def _slug(seat: Seat) -> str:
    return seat.seat_kind.board.slug


def _membership(tenure: Tenure) -> dict[str, Any]:
    return {
        "id": f"membership-{tenure.pk}", "person_id": person_id(tenure.person_id),
        "post_id": f"seat-{tenure.seat_id}", "organization_id": f"board-{tenure.board.slug}",
        "role": tenure.seat.seat_kind.title, "start_date": tenure.since.isoformat(),
        "end_date": last_day(tenure.period.upper),
        "appointed_until": tenure.until.isoformat(),
    }  # fmt: skip
