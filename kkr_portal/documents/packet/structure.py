"""Carries the structure trees of tagged attachments over, so that a screen reader meets one document.

``detach`` works in the attachment's own file, before it is written into the packet. An attachment
whose tree is missing or doesn't hold together stays untagged: its pages are then only read as far as
a reader can by itself.
"""

from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

MOST_ELEMENTS = 500_000  # of one attachment; more than that is no honest tree


class _Broken(Exception):
    """The tree is not what the format says."""


@dataclass
class Detached:
    """An attachment's tree, cut loose: its top, its leaf of the parent tree, the number that is free next."""

    top: Object
    leaf: Object
    next: int
    roles: dict[str, Name]


def detach(source: Pdf, title: str, prefix: str, taken_roles: dict[str, str], first: int) -> Detached | None:
    """Cuts the structure tree of ``source`` loose; None, and no tags left, where there is none that holds.

    ``prefix`` keeps identifiers of table headings apart from other attachments'; ``taken_roles`` are
    the packet's own role names with their meaning, and gain this attachment's; ``first`` is the first
    number in the packet's parent tree that is free.
    """
    try:
        found = _detach(source, title, prefix, taken_roles, first)
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


def _detach(source: Pdf, title: str, prefix: str, taken_roles: dict[str, str], first: int) -> Detached | None:
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
    tree = pikepdf.NumberTree(root.ParentTree)
    links = [link for page in source.pages for link in page.obj.get("/Annots", Array())]
    moved: dict[int, int] = {}
    flat: list[Object | int] = []
    for holders, key in (
        ([page.obj for page in source.pages] + streams, "/StructParents"),
        (links, "/StructParent"),
    ):
        for holder in holders:
            if key not in holder:
                continue
            old = int(holder[key])
            if old not in moved and old in tree:
                moved[old] = first + len(moved)
                flat += [moved[old], tree[old]]
            if old in moved:
                holder[key] = moved[old]
            else:
                del holder[key]
    if not moved:
        return None
    taken_roles.update({key: str(value) for key, value in roles.items()})
    return Detached(top, parent_leaf(source, flat), first + len(moved), roles)


def parent_leaf(pdf: Pdf, flat: list[Object | int]) -> Object:
    """Numbers and elements in turn, as one leaf of a parent tree."""
    return pdf.make_indirect(Dictionary(Limits=Array([flat[0], flat[-2]]), Nums=Array(flat)))


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
