"""Reads words back out of a PDF page: enough for the portal's own fonts and for the standard ones."""

import re

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
