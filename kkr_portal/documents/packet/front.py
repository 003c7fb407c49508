"""The packet's own pages: the contents, and one divider before the attachments of each item.

The contents' length decides the page numbers that stand in it, so the pages are laid out with a
guess and once more where the guess was wrong.
"""

from dataclasses import dataclass
from itertools import pairwise

from django.template.loader import render_to_string

from kkr_portal.documents import pdf
from kkr_portal.documents.packet.parts import Packet, PacketItem

PASSES = 5  # a number more makes a line longer at most; three passes have never been needed


@dataclass(frozen=True)
class Lengths:
    """Pages of the contents, and of each item's divider."""

    contents: int
    dividers: tuple[int, ...]

    def dividers_at(self, items: list[PacketItem]) -> list[int]:
        """First page of each item's divider in the packet, counted from 1."""
        at, firsts = self.contents + 1, []
        for item, divider in zip(items, self.dividers, strict=True):
            firsts.append(at)
            at += divider + sum(attachment.pages for attachment in item.attachments)
        return firsts

    def attachments_at(self, items: list[PacketItem]) -> list[list[int]]:
        """First page of each attachment of each item in the packet, counted from 1."""
        firsts = []
        for item, divider, at in zip(items, self.dividers, self.dividers_at(items), strict=True):
            at += divider
            firsts.append(
                [at + sum(a.pages for a in item.attachments[:n]) for n in range(len(item.attachments))]
            )
        return firsts


def item_anchor(item: int) -> str:
    return f"item-{item + 1}"


def attachment_anchor(item: int, attachment: int) -> str:
    return f"attachment-{item + 1}-{attachment + 1}"


def make(packet: Packet) -> tuple[bytes, Lengths]:
    """The tagged PDF of contents and dividers, and how long each part became."""
    items = packet.with_attachments()
    lengths = Lengths(1, (1,) * len(items))
    for _ in range(PASSES):
        html = render_to_string("pdf/packet_front.html", {"packet": packet, "items": _rows(items, lengths)})
        document = pdf.lay_out(html)
        firsts = {anchor: number for number, page in enumerate(document.pages) for anchor in page.anchors}
        starts = [*(firsts[item_anchor(n)] for n in range(len(items))), len(document.pages)]
        found = Lengths(starts[0], tuple(after - start for start, after in pairwise(starts)))
        if found == lengths:
            return pdf.write(document, html), lengths
        lengths = found
    raise RuntimeError("The packet's contents never came to rest")


def _rows(items: list[PacketItem], lengths: Lengths) -> list[dict[str, object]]:
    return [
        {
            "anchor": item_anchor(n),
            "number": item.number,
            "title": item.title,
            "page": first,
            "attachments": [
                {
                    "anchor": attachment_anchor(n, m),
                    "label": item.label(m),
                    "title": attachment.title,
                    "page": at,
                }
                for m, (attachment, at) in enumerate(zip(item.attachments, pages, strict=True))
            ],
        }
        for n, (item, first, pages) in enumerate(
            zip(items, lengths.dividers_at(items), lengths.attachments_at(items), strict=True)
        )
    ]
