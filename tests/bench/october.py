"""The packet of 11 October 2021 from the portal's own data: ``python -m tests.bench.october``.

First after a change in every live document, so that all are made anew, then with nothing changed. Beside it
the same HTML through WeasyPrint as it comes, and the same files put together with qpdf (through pikepdf): no
contents, links, stamps or common tags.
"""

from __future__ import annotations

import io
import tempfile
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.bench.measuring import Row, best, database, show

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from meetings.models import Attachment, Meeting

RUNS = 3
TOOLS = "bare WeasyPrint and qpdf"


def rows() -> Iterator[Row]:
    with database("october"):
        from kkr_portal.demonstration.management.commands.demonstration import Command
        from meetings.models import Meeting
        from tests.documents.files import path_of

        Command(stdout=io.StringIO()).handle(sign_ins=False, if_empty=False)
        meeting = Meeting.objects.get(date=date(2021, 10, 11))
        attachments = _attachments(meeting)
        live = attachments.exclude(live_kind="").count()
        pages, printed = _printed(meeting)
        # The front is laid out more than once, until its numbers stand.
        documents, front = printed[:live], printed[-1]
        uploaded = [path_of(one.file).read_bytes() for one in attachments.filter(live_kind="")]
        stored = [path_of(one.file).read_bytes() for one in attachments]
        size = f"{len(stored)} attachments, {pages} p."
        ours = best(lambda: all_anew(meeting), RUNS)
        theirs = best(lambda: bare([*documents, front], uploaded), RUNS)
        yield Row(f"packet, {live} live documents made anew", size, ours, "s", TOOLS, theirs)
        ours = best(lambda: packet(meeting), RUNS)
        theirs = best(lambda: bare([front], stored), RUNS)
        yield Row("packet, nothing changed", size, ours, "s", TOOLS, theirs)


def _attachments(meeting: Meeting) -> QuerySet[Attachment]:
    from meetings.models import Attachment

    return Attachment.objects.filter(item__section__meeting=meeting).select_related("file")


def _printed(meeting: Meeting) -> tuple[int, list[str]]:
    """The packet's pages, and all HTML that is laid out on the way to them."""
    from kkr_portal.documents import pdf

    printed: list[str] = []
    lay_out = pdf.lay_out

    def recording(html: str, given: Any = None) -> Any:
        printed.append(html)
        return lay_out(html, given)

    pdf.lay_out = recording
    try:
        return all_anew(meeting), printed
    finally:
        pdf.lay_out = lay_out


def all_anew(meeting: Meeting) -> int:
    """Make every live document anew and build the packet; its pages."""
    from meetings.live_attachments import refresh

    live = _attachments(meeting).exclude(live_kind="")
    live.update(live_state="anew")
    if troubles := refresh(live):
        raise SystemExit(" ".join(map(str, troubles)))
    return packet(meeting)


def packet(meeting: Meeting) -> int:
    """Build the packet of what is there; its pages."""
    import pikepdf

    from meetings import prints
    from meetings.agenda import whole_agenda

    with pikepdf.open(prints.packet_file(whole_agenda(meeting))) as built:
        return len(built.pages)


def bare(documents: list[str], files: list[bytes]) -> None:
    """The HTML with WeasyPrint, then one file of all pages with qpdf."""
    import pikepdf
    from weasyprint import HTML

    from kkr_portal.documents import pdf

    made = [
        HTML(string=html, base_url=pdf.BASE, url_fetcher=pdf.ClosedFetcher(None)).write_pdf(
            pdf_variant="pdf/ua-1"
        )
        for html in documents
    ]
    merged = pikepdf.new()
    warnings.filterwarnings("ignore", "Copying pages", UserWarning)  # links break: it is to be bare
    for content in [*made, *files]:
        merged.pages.extend(pikepdf.open(io.BytesIO(content)).pages)
    with tempfile.TemporaryDirectory() as folder:
        merged.save(Path(folder) / "packet.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)


if __name__ == "__main__":
    show(rows())
