"""How long the packet takes and how much memory, beside the bare tools: ``python -m tests.bench.packet``.

Each piece of work is measured in a process of its own, so that its peak memory is its own. Compared with a
bare merge of the same files with qpdf (through pikepdf: pages appended, saved, nothing more), and with a bare
WeasyPrint run of the same HTML. What memory has grown by is the peak above what the process held before it
began: what the work itself took.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.bench.measuring import Row, set_up, show

SHEETS = 16  # pages of one attachment
PAGES = (100, 400, 800)  # of attachments, for the memory; 400 in 25 attachments is the order's example


def html(pages: int) -> str:
    """A document of ``pages`` pages with a heading, words and a table on each."""
    rows = "".join(f"<tr><td>Kommune {n}</td><td class='figure'>{n * 1237}</td></tr>" for n in range(24))
    head = "<meta charset='utf-8'><title>Måling</title><link rel='stylesheet' href='static:///css/pdf.css'>"
    sheet = (
        "<section class='new-page'><h2>Økonomi og fordelingsnøgle</h2><p>Beløb i tusinde kroner.</p>"
        f"<table><thead><tr><th>Kommune</th><th>Beløb</th></tr></thead><tbody>{rows}</tbody></table></section>"
    )
    return f"<html lang='da'><head>{head}</head><body>{sheet * pages}</body></html>"


def text_file(path: Path) -> None:
    """A tagged attachment, as the portal makes them."""
    from kkr_portal.documents import pdf

    path.write_bytes(pdf.from_html(html(SHEETS)))


def scan_file(path: Path) -> None:
    """An attachment of scanned pages without tags, about a third of a megabyte each."""
    import pikepdf
    from pikepdf import Dictionary, Name
    from PIL import Image

    pdf, dice = pikepdf.new(), random.Random(1)
    width, height = 620, 877
    for _ in range(SHEETS):
        jpeg = io.BytesIO()
        Image.frombytes("L", (width, height), dice.randbytes(width * height)).save(jpeg, "JPEG", quality=80)
        scan = pdf.make_stream(
            jpeg.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height,
            BitsPerComponent=8, ColorSpace=Name.DeviceGray, Filter=Name.DCTDecode,
        )  # fmt: skip
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(XObject=Dictionary(Im=scan))
        page.obj.Contents = pdf.make_stream(b"q 595 0 0 842 0 0 cm /Im Do Q")
    pdf.save(path)


def packet(source: Path, attachments: int, out: Path) -> None:
    """The portal's packet: five attachments an item."""
    from kkr_portal.documents.packet import Packet, PacketAttachment, PacketItem, build

    checksum = hashlib.sha256(source.read_bytes()).hexdigest()
    files = [
        PacketAttachment(f"Bilag nummer {n}", source, source.name, pages=SHEETS, sha256=checksum)
        for n in range(attachments)
    ]
    items = [
        PacketItem(f"1.{n // 5 + 1}", f"Punkt {n // 5 + 1}", files[n : n + 5])
        for n in range(0, attachments, 5)
    ]
    build(Packet("Måling", date(2021, 10, 11), items), out)


def merge(source: Path, attachments: int, out: Path) -> None:
    """The same files one after the other, with qpdf and nothing more."""
    import pikepdf

    pdf, opened = pikepdf.new(), [pikepdf.open(source) for _ in range(attachments)]
    for one in opened:
        pdf.pages.extend(one.pages)
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def ours(source: Path, attachments: int, out: Path) -> None:
    """HTML to PDF as the portal does it."""
    from kkr_portal.documents import pdf

    out.write_bytes(pdf.from_html(html(SHEETS)))


def bare(source: Path, attachments: int, out: Path) -> None:
    """The same HTML through WeasyPrint as it comes; its style sheet by path."""
    from weasyprint import HTML

    style = Path(__file__).resolve().parents[2] / "static/css/pdf.css"
    HTML(string=html(SHEETS).replace("static:///css/pdf.css", style.as_uri())).write_pdf(
        out, pdf_variant="pdf/ua-1"
    )


WORK: dict[str, Callable[[Path, int, Path], None]] = {
    work.__name__: work for work in (packet, merge, ours, bare)
}


@dataclass(frozen=True)
class Measured:
    """Seconds of wall time; megabytes of memory at the most, and of that what the work added."""

    seconds: float
    peak: float
    grown: float
    size: float


def measure(work: str, source: Path, attachments: int) -> Measured:
    """Runs one piece of work in a process of its own; the better of two runs by time."""
    command = [sys.executable, "-m", "tests.bench.packet", work, str(source), str(attachments)]
    runs = []
    for _ in range(2):
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append(Measured(**json.loads(done.stdout.splitlines()[-1])))
    return min(runs, key=lambda run: run.seconds)


def run_one(work: str, source: Path, attachments: int) -> None:
    """The measured process: imports first, then the work against the clock."""
    import django

    django.setup()  # the environment is its parent's
    import pikepdf  # noqa: F401

    from kkr_portal.documents import packet as imported  # noqa: F401

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.pdf"
        before = megabytes("VmRSS")
        start = time.perf_counter()
        WORK[work](source, attachments, out)
        seconds = time.perf_counter() - start
        peak = megabytes("VmHWM")
        result = Measured(seconds, peak, peak - before, out.stat().st_size / 1024 / 1024)
    print(json.dumps(vars(result)))  # noqa: T201


def megabytes(field: str) -> float:
    """What Linux says of this process: VmRSS, what it holds; VmHWM, the most it has held since it began.

    Not getrusage, whose peak a new process takes over from the one that started it.
    """
    status = Path("/proc/self/status").read_text()
    return int(status.split(f"{field}:")[1].split()[0]) / 1024


def rows() -> Iterator[Row]:
    """Tagged text and scans in three sizes, and the HTML of one attachment."""
    set_up()
    with tempfile.TemporaryDirectory() as folder:
        sources = {"text, tagged": Path(folder) / "text.pdf", "scans": Path(folder) / "scan.pdf"}
        text_file(sources["text, tagged"])
        scan_file(sources["scans"])
        for kind, source in sources.items():
            for pages in PAGES:
                files = pages // SHEETS
                mine, theirs = measure("packet", source, files), measure("merge", source, files)
                size = f"{files} files, {pages} p., {mine.size:.0f} MB"
                yield from _beside(f"packet, {kind}", size, mine, "bare qpdf merge", theirs)
        mine, theirs = (measure(work, sources["scans"], 1) for work in ("ours", "bare"))
        yield from _beside("HTML to PDF", f"{SHEETS} p.", mine, "bare WeasyPrint", theirs)


def _beside(what: str, size: str, mine: Measured, other: str, theirs: Measured) -> Iterator[Row]:
    yield Row(what, size, mine.seconds, "s", other, theirs.seconds)
    yield Row("the same, peak memory", size, mine.peak, "MB", other, theirs.peak)
    yield Row("the same, memory grown", size, mine.grown, "MB", other, theirs.grown)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        run_one(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    else:
        show(rows())
