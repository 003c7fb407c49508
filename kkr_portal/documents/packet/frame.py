"""What holds the packet together: its own pages, the order of all pages, bookmarks, links, tags, labels."""

from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Pdf, String

from kkr_portal.documents.packet import front, layers, structure
from kkr_portal.documents.packet.parts import Packet, PacketEntry
from kkr_portal.documents.packet.piece import DOCUMENT, FONT, PAGES, Piece, save_plain
from kkr_portal.documents.packet.splice import Splicer, stand_in
from kkr_portal.documents.packet.stamps import NAME, Stamp

RESERVED = 3  # PAGES, DOCUMENT and FONT
# Left and right edge of the front pages' text, in points (25 and 22 mm of margin in static/css/pdf.css):
# a line of the contents can be clicked in its whole width, page number included.
LINE = (25 / 25.4 * 72, (210 - 22) / 25.4 * 72)


def first_free_number(own: Pdf) -> int:
    """The first number in the parent tree that the front pages don't use."""
    return max((int(key) for key in pikepdf.NumberTree(own.Root.StructTreeRoot.ParentTree)), default=-1) + 1


@dataclass
class Frame:
    """The front pages (``own``) around the attachments, which are written already."""

    own: Pdf
    packet: Packet
    lengths: front.Lengths
    pieces: list[list[Piece]]
    entries: list[PacketEntry]

    def __post_init__(self) -> None:
        # Index in ``own`` of the page after each item's divider; the first is the page after the contents.
        after = list(accumulate(self.lengths.dividers, initial=self.lengths.contents))
        self.last_of_divider = [index - 1 for index in after[1:]]
        # Every page of the packet in order: an index in ``own``, or an object's number in the packet.
        self.order: list[tuple[bool, int]] = [(True, index) for index in range(self.lengths.contents)]
        self.nodes: list[tuple[bool, int]] = list(self.order)
        for start, stop, group in zip(after, after[1:], self.pieces, strict=False):
            divider = [(True, index) for index in range(start, stop)]
            self.order += divider + [(False, page) for piece in group for page in piece.pages]
            self.nodes += divider + [(False, piece.pages_node) for piece in group]

    def splice(self, stamp: Stamp, texts: list[str], splicer: Splicer, scratch: Path) -> None:
        """Writes the front pages and all that leads from them to the attachments, and closes the file."""
        font = stamp.embed(self.own)
        for (mine, index), text in zip(self.order, texts, strict=True):
            if mine:
                stamp.put(self.own, self.own.pages[index], text, font)
        self._outline()
        self._link_contents()
        self._tag()
        self._show_layers()
        self._describe()
        save_plain(self.own, scratch)
        with pikepdf.open(scratch, inherit_page_attributes=False) as plain:
            pages = [page.obj.objgen[0] for page in plain.pages]
            root, info, node = plain.Root.objgen[0], plain.trailer.Info.objgen[0], plain.Root.Pages.objgen[0]
            document = plain.Root.StructTreeRoot.K[0].objgen[0]
            known = {node: PAGES, document: DOCUMENT, plain.pages[0].obj.Resources.Font[NAME].objgen[0]: FONT}
        base = splicer.add(scratch, skip={node}, known=known, extra={})
        kids = " ".join(f"{base + pages[found] if mine else found} 0 R" for mine, found in self.nodes)
        splicer.put(PAGES, f"<< /Type /Pages /Count {len(self.order)} /Kids [ {kids} ] >>".encode())
        splicer.finish(base + root, base + info)

    def _target(self, number: int) -> Array:
        """The destination of page ``number`` of the packet, counted from 1."""
        mine, found = self.order[number - 1]
        return Array([self.own.pages[found].obj if mine else Name(stand_in(found)), Name.Fit])

    def _outline(self) -> None:
        """Bookmarks in two levels: the items, and under each its attachments."""
        with self.own.open_outline() as outline:
            outline.root.clear()
            outline.root.append(OutlineItem("Indholdsfortegnelse", self._target(1)))
            for entry in self.entries:
                target = self._target(entry.first_page)
                if entry.label.startswith("Bilag "):
                    number = entry.label.rpartition(".")[2]
                    outline.root[-1].children.append(OutlineItem(f"Bilag {number}: {entry.title}", target))
                else:
                    outline.root.append(OutlineItem(f"{entry.label} {entry.title}", target))

    def _link_contents(self) -> None:
        """Lets the links of the front pages lead to the true pages, and tells readers where they lead."""
        items = self.packet.with_attachments()
        if not items:
            return
        numbers = {front.item_anchor(n): at for n, at in enumerate(self.lengths.dividers_at(items))}
        for n, firsts in enumerate(self.lengths.attachments_at(items)):
            numbers.update({front.attachment_anchor(n, m): at for m, at in enumerate(firsts)})
        names = self.own.Root.Names.Dests.Names
        for n in range(0, len(names), 2):
            if number := numbers.get(str(names[n])):
                names[n + 1] = self._target(number)
        for page in self.own.pages:
            for link in page.obj.get("/Annots", Array()):
                link.Contents = String(f"Gå til side {numbers[str(link.Dest)]}")
                link.Rect = Array([LINE[0], link.Rect[1], LINE[1], link.Rect[3]])

    def _tag(self) -> None:
        """Hangs the attachments' structure in behind their dividers, in the order of reading."""
        root = self.own.Root.StructTreeRoot
        document = root.K[0]
        index_of = {page.obj.objgen: index for index, page in enumerate(self.own.pages)}
        standing = [index_of[element.Pg.objgen] for element in document.K]
        order: list[Object] = []
        for element, at, following in zip(document.K, standing, [*standing[1:], -1], strict=True):
            order.append(element)
            if at in self.last_of_divider and following != at:
                group = self.pieces[self.last_of_divider.index(at)]
                order += [Name(stand_in(piece.top)) for piece in group if piece.top]
        document.K = Array(order)
        pieces = [piece for group in self.pieces for piece in group]
        items = sorted(pikepdf.NumberTree(root.ParentTree).items())
        leaf = structure.parent_leaf(self.own, [part for item in items for part in item])
        leaves = [leaf, *(Name(stand_in(piece.leaf)) for piece in pieces if piece.leaf)]
        root.ParentTree = self.own.make_indirect(Dictionary(Kids=Array(leaves)))
        roles = {key: value for piece in pieces for key, value in piece.roles.items()}
        if roles:
            root.RoleMap = Dictionary(roles)

    def _show_layers(self) -> None:
        found: dict[str, list[int]] = {key: [] for key in ("/OCGs", *layers.LISTS)}
        for piece in (piece for group in self.pieces for piece in group):
            for key, numbers in piece.layers.items():
                found[key] += numbers
        lists = {key: Array([Name(stand_in(number)) for number in numbers]) for key, numbers in found.items()}
        groups = lists.pop("/OCGs")
        if len(groups):
            shown = {key: value for key, value in lists.items() if len(value)}
            self.own.Root.OCProperties = Dictionary(OCGs=groups, D=Dictionary(shown | {"/Order": Array()}))

    def _describe(self) -> None:
        """Title, author, language and dates; no claim of PDF/UA, which the attachments may not keep."""
        own, packet = self.own, self.packet
        own.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        own.Root.PageMode = Name.UseOutlines
        own.Root.Lang = String("da")
        day = packet.date.isoformat() + "T00:00:00Z"
        with own.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as data:
            if "pdfuaid:part" in data:
                del data["pdfuaid:part"]
            data["dc:title"], data["dc:creator"], data["dc:language"] = packet.title, [packet.author], ["da"]
            data["xmp:CreateDate"] = data["xmp:ModifyDate"] = data["xmp:MetadataDate"] = day
        own.docinfo.Title, own.docinfo.Author = String(packet.title), String(packet.author)
        own.docinfo.CreationDate = own.docinfo.ModDate = String(f"D:{packet.date:%Y%m%d}000000Z")
