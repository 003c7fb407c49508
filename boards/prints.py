"""Timelines as PDF, and the HTML that they are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from boards.models import Round
from boards.process_timeline import ProcessTimeline
from boards.round_progress import Place
from boards.rules.process import PROCESS
from boards.timeline import Timeline
from boards.told import DAY
from kkr_portal.documents import pdf
from meetings.decided_at import DecidedAt


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
