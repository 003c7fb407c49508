"""Seats of many boards as one list: by what right, who appoints, until when, and what is vacant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from boards.models import Board
from boards.seating import Seating, Sitting, seatings
from kkr_portal.spreadsheets import Cell, Sheet

HEAD = ["Bestyrelse", "KKR", "Plads", "Stemmeret", "Udpeges af", "Indstilles af", "Hjemmel", "Krav", "Person",
        "Sidder fra", "Udpeget til", "Status", "Efterfølger", "Efterfølger fra"]  # fmt: skip


@dataclass(frozen=True)
class SeatRow:
    board: Board
    sitting: Sitting

    @property
    def legal_basis(self) -> str:
        return self.sitting.kind.legal_basis or str(self.board.citation or "")

    @property
    def state(self) -> str:
        one = self.sitting
        if one.tenure is None:
            return "Ledig"
        if one.carries_over:
            return "Bliver siddende, til en efterfølger er udpeget"
        return "Besat"

    @property
    def cells(self) -> list[Cell]:
        one, tenure, coming = self.sitting, self.sitting.tenure, self.sitting.coming
        return [
            str(self.board), str(self.board.council), one.title, "Ja" if one.kind.voting else "Nej",
            one.kind.appointed_by, one.kind.nominated_by, self.legal_basis, one.kind.qualifications,
            str(tenure.person) if tenure else "", tenure.since if tenure else None,
            tenure.until if tenure else None, self.state,
            str(coming.person) if coming else "", coming.since if coming else None,
        ]  # fmt: skip


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months on, or the month's last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in range(day.day, 27, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    return date(year, month, day.day)


def seat_rows(
    boards: Iterable[Board], day: date, *, only: str = "", within: int | None = None
) -> list[SeatRow]:
    """``only``: "vacant", or "open": carried over too; ``within``: free in so many months, or already."""
    chosen = list(boards)
    seated = seatings(chosen, day)
    rows = [SeatRow(board, one) for board in chosen for one in seated[board.pk].sittings]
    if only == "vacant":
        rows = [row for row in rows if row.sitting.is_vacant]
    if only == "open":
        rows = [row for row in rows if row.sitting.is_vacant or row.sitting.carries_over]
    if within is not None:
        latest = months_after(day, within)
        rows = [row for row in rows if (row.sitting.free_from or day) <= latest]
    return rows


def sheet(rows: Iterable[SeatRow]) -> Sheet:
    return Sheet("Pladser", HEAD, [row.cells for row in rows])


def board_sheet(seated: Iterable[Seating]) -> Sheet:
    """The list of boards."""
    head = ["Bestyrelse", "KKR", "Pladser", "Besat", "Ledige", "Funktionsperiode fra", "Funktionsperiode til",
            "Status", "Retsgrundlag"]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            str(one.board), str(one.board.council), len(one.sittings), len(one.filled), len(one.vacant),
            one.term.period.lower if one.term else None, one.term.period.upper if one.term else None,
            one.standing.value, str(one.board.citation or ""),
        ]
        for one in seated
    ]  # fmt: skip
    return Sheet("Bestyrelser", head, rows)
