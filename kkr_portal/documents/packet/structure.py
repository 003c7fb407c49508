"""Carries the structure trees of tagged attachments over, so that a screen reader meets one document.

``detach`` works in the attachment's own file before its pages are copied; ``Structure`` hangs the
result under the packet's tree afterwards. An attachment whose tree is missing or doesn't hold
together stays untagged: its pages are then only read as far as a reader can by itself.
"""

from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

MOST_ELEMENTS = 500_000  # of one attachment; more than that is no honest tree


class _Broken(Exception):
    """The tree is not what the format says."""


@dataclass
class Detached:
    """An attachment's tree, cut loose: its top element, and by StructParents number what hangs on it."""

    top: Object
    parents: dict[int, Object]
    streams: list[Object] = field(default_factory=list)  # form drawings with marked content of their own
    roles: dict[str, Name] = field(default_factory=dict)


def detach(source: Pdf, title: str, prefix: str, taken_roles: dict[str, str]) -> Detached | None:
    """Cuts the structure tree of ``source`` loose; None, and no tags left, where there is none that holds.

    ``prefix`` keeps identifiers of table headings apart from other attachments'; ``taken_roles`` are
    the packet's own role names with their meaning, and gain this attachment's.
    """
    try:
        found = _detach(source, title, prefix, taken_roles)
    except (_Broken, pikepdf.PdfError, TypeError, ValueError, KeyError, AttributeError, IndexError):
        found = None
    if found is None:
        for page in source.pages:
            if "/StructParents" in page.obj:
                del page.obj["/StructParents"]
            for link in page.obj.get("/Annots", Array()):
                if "/StructParent" in link:
                    del link["/StructParent"]
    return found


def _detach(source: Pdf, title: str, prefix: str, taken_roles: dict[str, str]) -> Detached | None:
    root = source.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary) or "/K" not in root or "/ParentTree" not in root:
        return None
    if not source.Root.get("/MarkInfo", Dictionary()).get("/Marked"):
        return None
    roles = {
        key: value for key, value in root.get("/RoleMap", Dictionary()).items() if isinstance(value, Name)
    }
    renamed = {
        key: Name(f"{key}-{prefix}") for key, value in roles.items() if taken_roles.get(key, value) != value
    }
    roles = {str(renamed.get(key, key)): renamed.get(str(value), value) for key, value in roles.items()}
    kids = list(root.K) if isinstance(root.K, Array) else [root.K]
    top = source.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Part, T=pikepdf.String(title), K=Array(kids))
    )
    if language := source.Root.get("/Lang"):
        top.Lang = language
    for kid in kids:
        if not isinstance(kid, Dictionary) or kid.get("/Type") in (Name.MCR, Name.OBJR):
            raise _Broken
        kid.P = top
    kept = {link.objgen for page in source.pages for link in page.obj.get("/Annots", Array())}
    streams = _walk(top, prefix, renamed, kept)
    numbers = {int(page.obj.StructParents) for page in source.pages if "/StructParents" in page.obj}
    numbers |= {int(stream.StructParents) for stream in streams}
    numbers |= {
        int(link.StructParent)
        for page in source.pages
        for link in page.obj.get("/Annots", Array())
        if "/StructParent" in link
    }
    tree = pikepdf.NumberTree(root.ParentTree)
    parents = {number: source.make_indirect(tree[number]) for number in sorted(numbers) if number in tree}
    taken_roles.update({key: str(value) for key, value in roles.items()})
    return Detached(top, parents, streams, roles)


def _walk(top: Object, prefix: str, renamed: dict[str, Name], kept: set[tuple[int, int]]) -> list[Object]:
    """Goes through all elements once: makes names unique, drops what refers to removed annotations."""
    waiting, seen, streams = [top], set(), {}
    while waiting:
        element = waiting.pop()
        if element.is_indirect:
            if element.objgen in seen:
                raise _Broken
            seen.add(element.objgen)
        if len(seen) > MOST_ELEMENTS:
            raise _Broken
        if renamed and str(element.S) in renamed:
            element.S = renamed[str(element.S)]
        if "/C" in element:
            del element["/C"]  # class names mean something in their own file only
        if "/ID" in element:
            element.ID = _prefixed(element.ID, prefix)
        if "/A" in element:
            for attribute in element.A if isinstance(element.A, Array) else [element.A]:
                if isinstance(attribute, Dictionary) and "/Headers" in attribute:
                    attribute.Headers = Array([_prefixed(name, prefix) for name in attribute.Headers])
        kids = element.get("/K")
        if kids is None or isinstance(kids, int):
            continue
        stay, dropped = [], False
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, Dictionary):
                kind = kid.get("/Type")
                if kind == Name.OBJR and kid.Obj.objgen not in kept:
                    dropped = True
                    continue
                if kind == Name.MCR and "/Stm" in kid and "/StructParents" in kid.Stm:
                    streams[kid.Stm.objgen] = kid.Stm
                if kind not in (Name.MCR, Name.OBJR):
                    waiting.append(kid)
            stay.append(kid)
        if dropped:
            element.K = Array(stay)
    return list(streams.values())


def _prefixed(name: Object, prefix: str) -> pikepdf.String:
    return pikepdf.String(prefix.encode() + b"-" + bytes(name))


class Structure:
    """The packet's own structure tree, to which attachments' trees are added in their order."""

    def __init__(self, target: Pdf) -> None:
        self.target = target
        self.root = target.Root.StructTreeRoot
        self.document = self.root.K[0]
        self.numbers = list(pikepdf.NumberTree(self.root.ParentTree).items())
        self.next = max((number for number, _ in self.numbers), default=-1) + 1
        self.own = list(self.document.K)
        self.added: dict[int, list[Object]] = {}  # after which divider page: the attachments' tops

    def add(self, tree: Detached, pages: list[pikepdf.Page], after: pikepdf.Page) -> None:
        """Hangs a detached tree in behind page ``after``; its pages are in the packet already."""
        top = self.target.copy_foreign(tree.top)
        top.P = self.document
        self.added.setdefault(int(after.obj.objgen[0]), []).append(top)
        streams = [self.target.copy_foreign(stream) for stream in tree.streams]
        links = [link for page in pages for link in page.obj.get("/Annots", Array())]
        moved: dict[int, int] = {}
        for number, value in tree.parents.items():
            moved[number] = self.next
            self.numbers.append((self.next, self.target.copy_foreign(value)))
            self.next += 1
        for holders, key in (
            ([page.obj for page in pages] + streams, "/StructParents"),
            (links, "/StructParent"),
        ):
            for holder in holders:
                if key not in holder:
                    continue
                if (new := moved.get(int(holder[key]))) is None:
                    del holder[key]
                else:
                    holder[key] = new
        if tree.roles:
            if "/RoleMap" not in self.root:
                self.root.RoleMap = Dictionary()
            for key, value in tree.roles.items():
                self.root.RoleMap[key] = value

    def close(self) -> None:
        """Writes the order of reading and the table from page contents to elements."""
        order = []
        for n, element in enumerate(self.own):
            order.append(element)
            page = int(element.Pg.objgen[0])
            last = n + 1 == len(self.own) or self.own[n + 1].Pg.objgen[0] != page
            if last:
                order.extend(self.added.pop(page, []))
        self.document.K = Array(order)
        flat = [part for pair in sorted(self.numbers, key=lambda pair: pair[0]) for part in pair]
        self.root.ParentTree = self.target.make_indirect(Dictionary(Nums=Array(flat)))
        self.root.ParentTreeNextKey = self.next
