"""Puts the packet together: front pages, attachments behind their dividers, stamps, bookmarks, labels."""

import io
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from kkr_portal.documents.packet import front, layers, sources, structure
from kkr_portal.documents.packet.parts import Packet, PacketEntry, PacketItem, PacketSummary
from kkr_portal.documents.packet.stamps import Stamp

# Left and right edge of the front pages' text, in points (25 and 22 mm of margin in static/css/pdf.css):
# a line of the contents can be clicked in its whole width, page number included.
LINE = (25 / 25.4 * 72, (210 - 22) / 25.4 * 72)


def build(packet: Packet, out: Path | BinaryIO) -> PacketSummary:
    """Writes the packet to ``out``, whole or not at all, and says which page each entry begins on.

    Raises PacketTrouble, before anything is written, naming every file that can't be put in.
    """
    items = packet.with_attachments()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="packet-")))
        sources.check_all(items, folder)
        pages, lengths = front.make(packet)
        target = stack.enter_context(pikepdf.open(io.BytesIO(pages)))
        _append(target, items, folder, lengths)
        entries = _entries(items, lengths)
        _stamp(target, items, lengths)
        _outline(target, entries)
        _link_contents(target, items, lengths)
        _describe(target, packet)
        finished = folder / "packet.pdf"
        target.save(
            finished,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            fix_metadata_version=False,
        )
        _deliver(finished, out)
        return PacketSummary(len(target.pages), entries)


def _append(target: Pdf, items: list[PacketItem], folder: Path, lengths: front.Lengths) -> None:
    """Inserts each attachment's pages behind its item's divider, with links, tags and layers.

    One attachment is open at a time; of those before, only what was copied is kept.
    """
    tree = structure.Structure(target)
    roles: dict[str, str] = {}
    dividers = lengths.dividers_at(items)
    for n, item in enumerate(items):
        divider = target.pages[dividers[n] + lengths.dividers[n] - 2]
        at = dividers[n] + lengths.dividers[n] - 1
        for m, attachment in enumerate(item.attachments):
            source = sources.open_one(item, m, sources.file_of(attachment, folder, n, m))
            tags = structure.detach(source, f"Bilag {m + 1}: {attachment.title}", f"{n + 1}-{m + 1}", roles)
            pages = _copy_pages(target, source, at)
            if tags:
                tree.add(tags, pages, divider)
            layers.carry(target, source)
            at += len(pages)
            del source, tags
    tree.close()


def _copy_pages(target: Pdf, source: Pdf, at: int) -> list[pikepdf.Page]:
    """Inserts all pages at index ``at``; links last, when the pages they lead to are there."""
    links = []
    for offset, page in enumerate(list(source.pages)):
        links.append(page.obj.get("/Annots"))
        if links[-1] is not None:
            del page.obj["/Annots"]
        target.pages.insert(at + offset, page)
    pages = [target.pages[at + offset] for offset in range(len(links))]
    for page, annotations in zip(pages, links, strict=True):
        if annotations is not None and len(annotations):
            page.obj.Annots = target.copy_foreign(source.make_indirect(annotations))
            for link in page.obj.Annots:
                link.P = page.obj
    return pages


def _entries(items: list[PacketItem], lengths: front.Lengths) -> list[PacketEntry]:
    """The lines of the contents in order, each with the pages that it covers."""
    entries = []
    firsts = zip(
        items, lengths.dividers_at(items), lengths.dividers, lengths.attachments_at(items), strict=True
    )
    for item, first, divider, pages in firsts:
        covered = divider + sum(attachment.pages for attachment in item.attachments)
        entries.append(PacketEntry(item.number, item.title, first, covered))
        for m, (attachment, at) in enumerate(zip(item.attachments, pages, strict=True), start=1):
            entries.append(PacketEntry(f"Bilag {item.number}.{m}", attachment.title, at, attachment.pages))
    return entries


def _stamp(target: Pdf, items: list[PacketItem], lengths: front.Lengths) -> None:
    total = len(target.pages)
    texts = [f"side {number} af {total}" for number in range(1, total + 1)]
    for entry in _entries(items, lengths):
        if entry.label.startswith("Bilag "):
            for index in range(entry.first_page - 1, entry.first_page - 1 + entry.pages):
                label = entry.label.encode("cp1252", "replace").decode("cp1252")
                texts[index] = f"{label} – {texts[index]}"
    stamp = Stamp(target, texts)
    for page, text in zip(target.pages, texts, strict=True):
        stamp.put(page, text)


def _outline(target: Pdf, entries: list[PacketEntry]) -> None:
    with target.open_outline() as outline:
        outline.root.clear()
        outline.root.append(OutlineItem("Indholdsfortegnelse", 0, "Fit"))
        for entry in entries:
            if entry.label.startswith("Bilag "):
                number = entry.label.rpartition(".")[2]
                line = OutlineItem(f"Bilag {number}: {entry.title}", entry.first_page - 1, "Fit")
                outline.root[-1].children.append(line)
            else:
                outline.root.append(OutlineItem(f"{entry.label} {entry.title}", entry.first_page - 1, "Fit"))


def _link_contents(target: Pdf, items: list[PacketItem], lengths: front.Lengths) -> None:
    """Lets the contents' links lead to the attachments' first pages, and tells readers where they lead."""
    numbers = {front.item_anchor(n): at for n, at in enumerate(lengths.dividers_at(items))}
    for n, pages in enumerate(lengths.attachments_at(items)):
        numbers.update({front.attachment_anchor(n, m): at for m, at in enumerate(pages)})
    if not numbers:
        return
    names = target.Root.Names.Dests.Names
    for n in range(0, len(names), 2):
        if number := numbers.get(str(names[n])):
            names[n + 1] = Array([target.pages[number - 1].obj, Name.Fit])
    own = [*range(lengths.contents)]
    for at, length in zip(lengths.dividers_at(items), lengths.dividers, strict=True):
        own.extend(range(at - 1, at - 1 + length))
    for page in (target.pages[index] for index in own):
        for link in page.obj.get("/Annots", Array()):
            link.Contents = String(f"Gå til side {numbers[str(link.Dest)]}")
            link.Rect = Array([LINE[0], link.Rect[1], LINE[1], link.Rect[3]])


def _describe(target: Pdf, packet: Packet) -> None:
    """Title, author, language and dates; no claim of PDF/UA, which the attachments may not keep."""
    target.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    target.Root.PageMode = Name.UseOutlines
    target.Root.Lang = String("da")
    stamp = packet.date.isoformat() + "T00:00:00Z"
    with target.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as data:
        if "pdfuaid:part" in data:
            del data["pdfuaid:part"]
        data["dc:title"] = packet.title
        data["dc:creator"] = [packet.author]
        data["dc:language"] = ["da"]
        data["xmp:CreateDate"] = data["xmp:ModifyDate"] = data["xmp:MetadataDate"] = stamp
    moment = String(f"D:{packet.date:%Y%m%d}000000Z")
    target.docinfo.Title, target.docinfo.Author = String(packet.title), String(packet.author)
    target.docinfo.CreationDate = target.docinfo.ModDate = moment


def _deliver(finished: Path, out: Path | BinaryIO) -> None:
    if isinstance(out, Path):
        beside = out.with_name(f".{out.name}.{os.getpid()}")
        shutil.copyfile(finished, beside)
        os.replace(beside, out)
    else:
        with finished.open("rb") as file:
            shutil.copyfileobj(file, out)
