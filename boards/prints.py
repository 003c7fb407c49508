"""Timelines as PDF, and the HTML that they are made of."""

from __future__ import annotations

from boards.timeline import Timeline
from kkr_portal.documents import pdf


def timeline_html(timeline: Timeline) -> str:
    """Drawing and table on lying sheets."""
    invented = any(post.tenure.person.invented for post in timeline.posts)
    return pdf.html_of("boards/pdf/timeline.html", {"timeline": timeline, "invented": invented})


def timeline_pdf(timeline: Timeline) -> bytes:
    """Tagged. Same rows on the same day, same bytes."""
    return pdf.from_html(timeline_html(timeline))
