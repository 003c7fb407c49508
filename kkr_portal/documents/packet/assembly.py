"""Puts the packet together: front pages, attachments behind their dividers, stamps, bookmarks, labels."""

import io
import os
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Name, Pdf

from kkr_portal.documents.packet import frame, front, sources, structure
from kkr_portal.documents.packet.parts import Packet, PacketEntry, PacketItem, PacketSummary, PacketTrouble
from kkr_portal.documents.packet.piece import FONT, Piece, splice
from kkr_portal.documents.packet.splice import Splicer, stand_in
from kkr_portal.documents.packet.stamps import Stamp


def build(packet: Packet, out: Path | BinaryIO) -> PacketSummary:
    """Writes the packet to ``out``, whole or not at all, and says which page each entry begins on.

    Raises PacketTrouble, before anything is written, naming every file that can't be put in.
    """
    items = packet.with_attachments()
    with tempfile.TemporaryDirectory(prefix="packet-") as name:
        folder = Path(name)
        sources.check_all(items, folder)
        pages, lengths = front.make(packet)
        entries = _entries(items, lengths)
        total = lengths.contents + sum(
            entry.pages for entry in entries if not entry.label.startswith("Bilag ")
        )
        texts = _texts(entries, total)
        stamp = Stamp(texts)
        finished = folder / "packet.pdf"
        with finished.open("wb") as file, pikepdf.open(io.BytesIO(pages)) as own:
            splicer = Splicer(file, reserved=frame.RESERVED)
            pieces = _splice_attachments(items, folder, lengths, splicer, stamp, texts, own)
            whole = frame.Frame(own, packet, lengths, pieces, entries)
            whole.splice(stamp, texts, splicer, folder / "front.pdf")
        _deliver(finished, out)
        return PacketSummary(total, entries)


def problems(packet: Packet) -> list[str]:
    """Why the packet could not be made: each file that is missing, changed or unreadable, in Danish."""
    with tempfile.TemporaryDirectory(prefix="packet-") as name:
        try:
            sources.check_all(packet.with_attachments(), Path(name))
        except PacketTrouble as trouble:
            return trouble.problems
    return []


def _splice_attachments(
    items: list[PacketItem], folder: Path, lengths: front.Lengths, splicer: Splicer, stamp: Stamp,
    texts: list[str], own: Pdf,
) -> list[list[Piece]]:  # fmt: skip
    """Writes each attachment, one open at a time; of those before, only numbers are kept."""
    roles: dict[str, str] = {}
    free = frame.first_free_number(own)
    pieces: list[list[Piece]] = []
    for n, (item, firsts) in enumerate(zip(items, lengths.attachments_at(items), strict=True)):
        pieces.append([])
        for m, (attachment, first) in enumerate(zip(item.attachments, firsts, strict=True)):
            with sources.open_one(item, m, sources.file_of(attachment, folder, n, m)) as source:
                title = f"{item.label(m)}: {attachment.title}"
                tags = structure.detach(source, title, f"{n + 1}-{m + 1}", roles, free)
                for page, text in zip(source.pages, texts[first - 1 :], strict=False):
                    stamp.put(source, page, text, Name(stand_in(FONT)))
                pieces[-1].append(splice(source, tags, splicer, folder / "piece.pdf"))
            free = tags.next if tags else free
    return pieces


def _entries(items: list[PacketItem], lengths: front.Lengths) -> list[PacketEntry]:
    """The lines of the contents in order, each with the pages that it covers."""
    entries = []
    firsts = zip(
        items, lengths.dividers_at(items), lengths.dividers, lengths.attachments_at(items), strict=True
    )
    for item, first, divider, pages in firsts:
        covered = divider + sum(attachment.pages for attachment in item.attachments)
        entries.append(PacketEntry(item.number, item.title, first, covered))
        for m, (attachment, at) in enumerate(zip(item.attachments, pages, strict=True)):
            label = f"Bilag {item.number}.{item.label(m).removeprefix('Bilag ')}"
            entries.append(PacketEntry(label, attachment.title, at, attachment.pages))
    return entries


def _texts(entries: list[PacketEntry], total: int) -> list[str]:
    """What is stamped on each page."""
    texts = [f"side {number} af {total}" for number in range(1, total + 1)]
    for entry in entries:
        if entry.label.startswith("Bilag "):
            label = entry.label.encode("cp1252", "replace").decode("cp1252")
            for index in range(entry.first_page - 1, entry.first_page - 1 + entry.pages):
                texts[index] = f"{label} – {texts[index]}"
    return texts


def _deliver(finished: Path, out: Path | BinaryIO) -> None:
    if isinstance(out, Path):
        beside = out.with_name(f".{out.name}.{os.getpid()}")
        try:
            shutil.copyfile(finished, beside)
            os.replace(beside, out)
        finally:
            beside.unlink(missing_ok=True)
    else:
        with finished.open("rb") as file:
            shutil.copyfileobj(file, out)
