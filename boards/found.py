"""The board, seat or row that an address names. Boards are everyone's to read; who may not edit gets 404."""

from __future__ import annotations

from typing import TypeVar

from django.db import models, transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from boards.models import Board, DeputyChair, Seat, SeatKind, Tenure, Term
from kkr_portal.access import predicates

Row = TypeVar("Row", bound=models.Model)

# From each kind of row to its board, and what its pages show.
WAYS: dict[type[models.Model], tuple[str, list[str]]] = {
    SeatKind: ("board", ["board__council"]),
    Seat: ("seat_kind__board", ["seat_kind__board__council"]),
    Term: ("board", ["board__council"]),
    Tenure: ("board", ["board__council", "person", "term", "seat__seat_kind__board"]),
    DeputyChair: ("board", ["board__council", "tenure__person"]),
}


def board_named(slug: str) -> Board:
    boards = Board.objects.select_related("council", "business_house", "director")
    return get_object_or_404(boards, slug=slug)


def editable_board(request: HttpRequest, slug: str) -> Board:
    """Its row is held until the transaction ends when there is one."""
    boards = Board.objects.editable_by(request.user).select_related("council", "business_house", "director")
    if transaction.get_connection().in_atomic_block:
        boards = boards.select_for_update(of=("self",), no_key=True)
    return get_object_or_404(boards, slug=slug)


def editable(request: HttpRequest, model: type[Row], pk: int) -> Row:
    """The row, to the secretariat that keeps its board."""
    way, shown = WAYS[model]
    rows = model._default_manager.filter(**{f"{way}__in": Board.objects.editable_by(request.user)})
    rows = rows.select_related(*shown)
    if transaction.get_connection().in_atomic_block:
        rows = rows.select_for_update(of=("self",), no_key=True)
    return get_object_or_404(rows, pk=pk)


def may_edit(request: HttpRequest, board: Board) -> bool:
    return predicates.may_edit_council(request.user, board.council_id)


def may_read_why(request: HttpRequest, board: Board) -> bool:
    """Why somebody left is not everyone's to know."""
    return predicates.may_read_why_members_change(request.user, board.council_id)
