"""The room's PDFs, and the HTML that they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils import timezone

from boards.models import Board, Round
from boards.process_timeline import ProcessTimeline
from boards.round_progress import Place
from boards.rules.process import PROCESS
from boards.seating import seating
from boards.timeline import Timeline
from boards.told import DAY
from kkr_portal.documents import pdf
from meetings.decided_at import DecidedAt, item_line
from meetings.models import AgendaItem


def timeline_html(timeline: Timeline) -> str:
    """Drawing and table on lying sheets."""
    invented = any(post.tenure.person.invented for post in timeline.posts)
    return pdf.html_of("boards/pdf/timeline.html", {"timeline": timeline, "invented": invented})


def timeline_pdf(timeline: Timeline) -> bytes:
    """Tagged. Same rows on the same day, same bytes."""
    return pdf.from_html(timeline_html(timeline))


def process_html(timeline: ProcessTimeline) -> str:
    """The rounds of the five KKR: drawing and table on lying sheets."""
    return pdf.html_of("boards/pdf/process.html", {"timeline": timeline, "process": PROCESS})


def process_pdf(timeline: ProcessTimeline) -> bytes:
    """Tagged. Same rows on the same day, same bytes."""
    return pdf.from_html(process_html(timeline))


def announcement_pdf(opened: Round, rows: Sequence[Place], decided: Mapping[int, DecidedAt]) -> bytes:
    """Whom the KKR has appointed in the round, board by board, and where it was decided."""
    made = [(one, decided.get(one.appointment.decided_at_id)) for one in rows if one.appointment]
    context = {"round": opened, "rows": made, "last_day": opened.period.upper - DAY}
    return pdf.render("boards/pdf/announcement.html", context)


def organisations_html(opened: Round) -> str:
    """A round's organisations and criteria, as they are put before the KKR or were decided by it."""
    rows = opened.nominating.select_related("seat_kind__board", "organisation", "together_with")
    items = AgendaItem.objects.select_related("section__meeting__council")
    item = items.filter(pk=opened.decided_at_id or 0).first()
    context = {
        "round": opened, "last_day": opened.period.upper - DAY, "decided": item_line(item) if item else "",
        "rows": list(
            rows.order_by("seat_kind__board__sort_key", "seat_kind__position", "organisation__sort_key")
        ),
    }  # fmt: skip
    return pdf.html_of("boards/pdf/organisations.html", context)


def board_html(board: Board) -> str:
    """Who sits on the board, by what right and until when. It changes when they do, and not with the days."""
    shown = seating(board, timezone.localdate())
    invented = any(one.tenure.person.invented for one in shown.filled if one.tenure)
    return pdf.html_of("boards/pdf/board.html", {"board": board, "shown": shown, "invented": invented})
