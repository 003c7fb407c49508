"""What of the boards is found: the boards and who sits there. All of it is open to everyone."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from boards.models import Board, Tenure
from kkr_portal.access.predicates import AnyUser
from kkr_portal.search.sources import Hit, Source, Stream, Ways, words

NAMES = ["name", "purpose", "rulebook"]
WHO = ["person__given_name", "person__family_name", "seat__seat_kind__title"]


def _boards(user: AnyUser) -> QuerySet[Any]:
    return Board.objects.select_related("council")


def _tenures(user: AnyUser) -> QuerySet[Any]:
    return Tenure.objects.select_related("person", "board", "seat__seat_kind")


def _board(row: Board) -> Hit:
    return Hit(row.name, f"Bestyrelse, {row.council}", row.get_absolute_url())


def _tenure(row: Tenure) -> Hit:
    place = f"{row.seat.seat_kind.title}, {row.board}, fra {date_format(row.since, 'j. F Y')}"
    if row.period.upper:
        place += f" til {date_format(row.period.upper, 'j. F Y')}"
    return Hit(str(row.person), place, reverse("boards:person", args=[row.person_id]))


SOURCE = Source(
    "boards",
    "Bestyrelser",
    [
        Stream(_boards, words(*NAMES), NAMES, _board, Ways("council")),
        Stream(
            _tenures, words(*WHO), WHO, _tenure,
            Ways("board__council", "period__startswith__year", "period"),
        ),
    ],
)  # fmt: skip
