"""Rounds, nominations, appointments, the handover and tenures as sheets. Seats: ``seat_list``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from boards.handover import CouncilChange
from boards.process_timeline import Lane
from boards.round_progress import Answered, Place
from boards.timeline import Timeline
from kkr_portal.spreadsheets import Cell, Sheet
from meetings.decided_at import DecidedAt

Rows = list[Sequence[Cell]]


def _yes(value: bool) -> str:
    return "ja" if value else ""


def steps_sheet(lanes: Iterable[Lane]) -> Sheet:
    """A row for each step of each KKR."""
    head = ["KKR", "Nr.", "Trin", "Hvornår", "Fra", "Til", "Status", "Gennemført", "Bemærkning"]
    cells: Rows = [
        [
            str(lane.round.council), cell.step.rule.number, cell.step.rule.title, cell.when, cell.step.first,
            cell.step.last, cell.told, cell.step.done_on, cell.step.note,
        ]
        for lane in lanes
        for cell in lane.cells
    ]  # fmt: skip
    return Sheet("Trin", head, cells)


def candidates_sheet(rows: Iterable[Answered]) -> Sheet:
    """A row for each candidate; one for an organisation that named none. With contact details."""
    head = ["Organisation", "Bestyrelse", "Plads", "Frist", "Modtaget", "Kandidat", "Køn i opgørelsen",
            "Stilling", "Aktiv erhvervsdrivende", "Fra lille eller mellemstor virksomhed", "E-mail",
            "Telefon", "Begrundelse", "Sekretariatets bemærkning", "Status"]  # fmt: skip
    cells: Rows = []
    for one in rows:
        asked, given = one.request.nominating, one.nomination
        start: list[Cell] = [
            str(asked), str(asked.seat_kind.board), str(asked.seat_kind), one.request.deadline,
            given.received_on if given else None,
        ]  # fmt: skip
        if not one.standings:
            state = "Ingen kandidater" if given else "Ikke svaret"
            cells.append([*start, *([""] * 9), state])
        for standing in one.standings:
            who = standing.candidate
            state = (
                "Udpeget" if standing.appointment
                else "Har trukket sig" if who.withdrawn_on
                else f"Ikke valgbar: {'; '.join(map(str, standing.lacking))}" if standing.lacking
                else "Valgbar"
            )  # fmt: skip
            cells.append([
                *start, str(who), who.get_counts_as_display(), who.position, _yes(who.active_in_business),
                _yes(who.from_sme), who.email, who.phone, who.grounds, who.assessment, state,
            ])  # fmt: skip
    return Sheet("Indstillinger", head, cells)


def appointments_sheet(rows: Iterable[Place], decided: Mapping[int, DecidedAt]) -> Sheet:
    """``decided``: where, by the item's id, as far as the reader may know it."""
    cells: Rows = []
    for one in rows:
        made = one.appointment
        sitting = one.sitting.coming or one.sitting.tenure
        who = str(made.tenure.person) if made else str(sitting.person) if one.filled and sitting else ""
        item = decided.get(made.decided_at_id or 0) if made else None
        cells.append([
            str(one.board), one.sitting.title, str(one.proposal or ""), who,
            "" if made or not one.filled else "uden for runden",
            item.line if item else "", made.announced_on if made else None,
        ])  # fmt: skip
    head = ["Bestyrelse", "Plads", "Foreslået", "Udpeget", "Bemærkning", "Besluttet", "Meddelt"]
    return Sheet("Udpegninger", head, cells)


def handover_sheet(changes: Iterable[CouncilChange]) -> Sheet:
    """Seat for seat."""
    cells: Rows = [
        [
            str(council.council), str(change.board), change.ends, seat.title,
            str(seat.before.person) if seat.before else "", str(seat.after.person) if seat.after else "",
            seat.state.value,
        ]
        for council in changes
        for change in council.boards
        for seat in change.seats
    ]  # fmt: skip
    head = ["KKR", "Bestyrelse", "Perioden slutter", "Plads", "Hidtil", "Herefter", "Status"]
    return Sheet("Overgang", head, cells)


def tenures_sheet(timeline: Timeline) -> Sheet:
    """Who sat where; the last day is the one before ``Til``."""
    cells: Rows = [
        [
            str(post.board), post.seat, str(post.tenure.person), post.tenure.since,
            post.tenure.period.upper, post.tenure.until, post.when,
        ]
        for post in timeline.posts
    ]  # fmt: skip
    head = ["Bestyrelse", "Plads", "Hvem", "Fra", "Til", "Udpeget til", "Hvornår"]
    return Sheet("Poster", head, cells)
