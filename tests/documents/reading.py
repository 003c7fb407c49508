"""Reads words back out of a PDF page: enough for the portal's own fonts and for the standard ones."""

import re
from collections.abc import Iterator

import pikepdf


def text(page: pikepdf.Page) -> str:
    """All words of the page in the order in which they are drawn; one line for each piece."""
    fonts = page.obj.get("/Resources", {}).get("/Font", {})
    maps = {name: _characters(font) for name, font in fonts.items()}
    found, current = [], None
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "Tf":
                current = maps.get(str(operands[0]))
            case "Tj":
                found.append(_decode(bytes(operands[0]), current))
            case "TJ":
                pieces = [bytes(part) for part in operands[0] if isinstance(part, pikepdf.String)]
                found.append("".join(_decode(piece, current) for piece in pieces))
    return "\n".join(found)


def stamp(page: pikepdf.Page) -> str:
    """What the packet stamped on the page: its last words."""
    return text(page).rpartition("\n")[2]


def _decode(raw: bytes, characters: dict[int, str] | None) -> str:
    if characters is None:
        return raw.decode("cp1252")
    codes = [int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2)]
    return "".join(characters.get(code, "\N{REPLACEMENT CHARACTER}") for code in codes)


def _characters(font: pikepdf.Object) -> dict[int, str] | None:
    """The table from codes to characters that a two-byte font carries; None for a one-byte font."""
    if font.get("/Subtype") != "/Type0":
        return None
    table = font.ToUnicode.read_bytes().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for code, character in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            found[int(code, 16)] = bytes.fromhex(character).decode("utf-16-be")
    return found


def spoken(opened: pikepdf.Pdf) -> list[str]:
    """What a screen reader says, piece by piece: the pieces of the pages in the order of the tags."""
    pieces = {page.obj.objgen: _by_mark(page) for page in opened.pages}
    return list(_told(opened.Root.StructTreeRoot, None, pieces))


def headings(opened: pikepdf.Pdf) -> list[str]:
    """«h1», «h2» … in the order of the tags."""
    return [kind.lower() for kind in _kinds(opened.Root.StructTreeRoot) if re.fullmatch(r"H[1-6]", kind)]


def _by_mark(page: pikepdf.Page) -> dict[int, str]:
    """The words of each marked piece of a page, by its number."""
    fonts = page.obj.get("/Resources", {}).get("/Font", {})
    maps = {name: _characters(font) for name, font in fonts.items()}
    found: dict[int, str] = {}
    open_marks: list[int | None] = []
    current = None
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BMC":
                open_marks.append(None)
            case "BDC":
                named = operands[1] if isinstance(operands[1], pikepdf.Dictionary) else {}
                open_marks.append(int(named["/MCID"]) if "/MCID" in named else None)
            case "EMC":
                open_marks.pop()
            case "Tf":
                current = maps.get(str(operands[0]))
            case "Tj" | "TJ":
                parts = operands[0] if str(operator) == "TJ" else [operands[0]]
                said = "".join(
                    _decode(bytes(one), current) for one in parts if isinstance(one, pikepdf.String)
                )
                for mark in open_marks[-1:]:
                    if mark is not None:
                        found[mark] = found.get(mark, "") + said
    return found


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    if "/K" not in element:
        return []
    return list(element.K) if isinstance(element.K, pikepdf.Array) else [element.K]


def _told(
    element: pikepdf.Object, page: tuple[int, int] | None, pieces: dict[tuple[int, int], dict[int, str]]
) -> Iterator[str]:
    if "/Pg" in element:
        page = element.Pg.objgen
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary):
            yield from _told(kid, page, pieces)
        elif page is not None:
            yield pieces[page].get(int(kid), "")


def _kinds(element: pikepdf.Object) -> Iterator[str]:
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S).removeprefix("/")
            yield from _kinds(kid)
