"""The packet of 11 October 2021 from the portal's own data: ``python -m tests.bench.october``.

Every live document is made anew, then the packet is built. Beside it the same HTML through WeasyPrint as it
comes, and the same files put together with qpdf (through pikepdf): no contents, links, stamps or common tags.
"""

from __future__ import annotations

import io
import os
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests import environment  # noqa: F401 – the tests' settings and server
from tests.bench.attendance import _say
from tests.documents.files import path_of

RUNS = 3


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kkr_portal.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import override_settings

    connection.settings_dict["TEST"]["NAME"] = "bench_october"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    with tempfile.TemporaryDirectory() as folder:
        store = {
            "BACKEND": "kkr_portal.documents.on_disk.DiskStorage", "OPTIONS": {"location": folder}
        }  # fmt: skip
        try:
            with override_settings(STORAGES=settings.STORAGES | {"default": store}):
                measure()
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


def measure() -> None:
    from kkr_portal.demonstration.management.commands.demonstration import Command
    from kkr_portal.documents import pdf
    from meetings.models import Attachment, Meeting

    Command().handle(sign_ins=False, if_empty=False)
    meeting = Meeting.objects.get(date=date(2021, 10, 11))
    printed: list[str] = []
    lay_out = pdf.lay_out

    def recording(html: str, given: Any = None) -> Any:
        printed.append(html)
        return lay_out(html, given)

    pdf.lay_out = recording
    try:
        pages = ours(meeting)
    finally:
        pdf.lay_out = lay_out
    live = Attachment.objects.filter(item__section__meeting=meeting).exclude(live_kind="").count()
    documents = [
        *printed[:live],
        printed[-1],
    ]  # the front is laid out more than once, until its numbers stand
    uploaded = [
        path_of(one.file).read_bytes()
        for one in Attachment.objects.filter(item__section__meeting=meeting, live_kind="")
    ]
    mine, theirs = best(lambda: ours(meeting)), best(lambda: bare(documents, uploaded))
    line = "{:<42}{:>7}{:>10}{:>14}{:>8}".format
    _say(line("what", "pages", "seconds", "a page", "ratio"))
    _say(
        line(
            f"packet, {live} live documents made anew",
            pages,
            f"{mine:.2f}",
            f"{mine / pages:.3f}",
            f"{mine / theirs:.2f}",
        )
    )
    _say(line("bare WeasyPrint and qpdf", pages, f"{theirs:.2f}", f"{theirs / pages:.3f}", "1"))


def ours(meeting: Any) -> int:
    """Make every live document anew and build the packet; its pages."""
    import pikepdf

    from meetings import prints
    from meetings.agenda import whole_agenda
    from meetings.live_attachments import refresh
    from meetings.models import Attachment

    rows = Attachment.objects.filter(item__section__meeting=meeting).exclude(live_kind="")
    rows.update(live_state="anew")
    if troubles := refresh(rows.select_related("file")):
        raise SystemExit(" ".join(map(str, troubles)))
    with pikepdf.open(prints.packet_file(whole_agenda(meeting))) as packet:
        return len(packet.pages)


def bare(documents: list[str], uploaded: list[bytes]) -> None:
    """The same HTML with WeasyPrint, then one file of all pages with qpdf."""
    import pikepdf
    from weasyprint import HTML

    from kkr_portal.documents import pdf

    files = [
        HTML(string=html, base_url=pdf.BASE, url_fetcher=pdf.ClosedFetcher(None)).write_pdf(
            pdf_variant="pdf/ua-1"
        )
        for html in documents
    ]
    merged = pikepdf.new()
    for content in [*files, *uploaded]:
        merged.pages.extend(pikepdf.open(io.BytesIO(content)).pages)
    with tempfile.TemporaryDirectory() as folder:
        merged.save(Path(folder) / "packet.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)


def best(work: Callable[[], object]) -> float:
    """Seconds, the best of several runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    main()
