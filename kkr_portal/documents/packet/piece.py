"""One attachment on its way into the packet: saved in the plain form, then copied object by object."""

from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf

from kkr_portal.documents.packet import layers, structure
from kkr_portal.documents.packet.splice import Splicer

PAGES, DOCUMENT, FONT = 1, 2, 3  # the packet's own objects that every piece points to


@dataclass(frozen=True)
class Piece:
    """What became of an attachment: numbers of the packet's objects, to be pointed to."""

    pages_node: int
    pages: list[int]
    top: int | None
    leaf: int | None
    layers: dict[str, list[int]]
    roles: dict[str, Name]


def save_plain(pdf: Pdf, path: Path) -> None:
    """Saves so that the splicer can read it; only what is reachable from the root is written."""
    pdf.save(path, object_stream_mode=ObjectStreamMode.disable, fix_metadata_version=False, static_id=True)


def splice(source: Pdf, tags: structure.Detached | None, splicer: Splicer, scratch: Path) -> Piece:
    """Writes all pages of a cleaned and stamped attachment into the packet, and what belongs to them."""
    kept = Dictionary({key: Array(items) for key, items in layers.of(source).items()})
    if tags:
        kept.Top, kept.Leaf = tags.top, tags.leaf
    for key in [str(key) for key in source.Root if key not in ("/Type", "/Pages")]:
        del source.Root[key]
    source.Root.Packet = kept
    save_plain(source, scratch)
    with pikepdf.open(scratch, access_mode=pikepdf.AccessMode.stream, inherit_page_attributes=False) as plain:
        saved = plain.Root.Packet
        node = plain.Root.Pages.objgen[0]
        pages = [page.obj.objgen[0] for page in plain.pages]
        skip = {found.objgen[0] for found in (plain.Root, plain.trailer.get("/Info")) if found is not None}
        top, leaf = (saved.Top.objgen[0], saved.Leaf.objgen[0]) if tags else (0, 0)
        shown = {
            key: [item.objgen[0] for item in kept[key]] for key in ("/OCGs", *layers.LISTS) if key in kept
        }
    extra = {node: b"/Parent %d 0 R" % PAGES} | ({top: b"/P %d 0 R" % DOCUMENT} if tags else {})
    base = splicer.add(scratch, skip=skip, known={}, extra=extra)
    return Piece(
        base + node,
        [base + page for page in pages],
        base + top if tags else None,
        base + leaf if tags else None,
        {key: [base + number for number in found] for key, found in shown.items()},
        tags.roles if tags else {},
    )
