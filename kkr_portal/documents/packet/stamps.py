"""The footer stamped on every page, bottom right as the page is read: "Bilag 3.4.1 – side 57 af 92"."""

import io

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont

from kkr_portal.documents.pdf import FONT_FOLDER

NAME = "/KkrPacketStamp"
SIZE = 8.0  # points, on A4
LONG_SIDE = 841.89  # points: A4's, which the sizes here are meant for
RIGHT, BASELINE = 34.0, 20.0  # points from the page's right and lower edge
PADDING = 3.0  # points of white around the words


class Stamp:
    """Stamps pages with one small font that holds only ``texts``' letters."""

    def __init__(self, texts: list[str]) -> None:
        self.letters = sorted(set("".join(texts)) | {" "})
        self.program, self.face = self._cut()
        per_mille = 1000 / self.face["head"].unitsPerEm
        glyphs, advances = self.face.getBestCmap(), self.face["hmtx"]
        self.widths = {
            letter: advances[glyphs.get(ord(letter), ".notdef")][0] * per_mille for letter in self.letters
        }

    def put(self, pdf: pikepdf.Pdf, page: pikepdf.Page, text: str, font: pikepdf.Object) -> None:
        """Writes ``text`` over a page of ``pdf``, marked as pagination and not as content."""
        before, after = _unbalanced(page)
        old = page.obj.get("/Contents", pikepdf.Array())
        streams = list(old) if isinstance(old, pikepdf.Array) else [old]
        opening = pdf.make_stream(b"q\n" * (before + 1))
        drawing = pdf.make_stream(b"Q\n" * (after + 1) + self._draw(page, text))
        page.obj.Contents = pikepdf.Array([opening, *streams, drawing])
        resources = page.obj.get("/Resources")
        if not isinstance(resources, pikepdf.Dictionary):
            resources = page.obj.Resources = pikepdf.Dictionary()
        if not isinstance(resources.get("/Font"), pikepdf.Dictionary):
            resources.Font = pikepdf.Dictionary()
        resources.Font[NAME] = font

    def _draw(self, page: pikepdf.Page, text: str) -> bytes:
        matrix, width, height = upright(page)
        real = float(page.obj.get("/UserUnit", 1))
        scale = min(max(max(width, height) * real / LONG_SIDE, 0.5), 4.0) / real
        size = SIZE * scale
        length = sum(self.widths[letter] for letter in text) * size / 1000
        left = max(width - RIGHT * scale - length, PADDING * scale)
        base, pad = BASELINE * scale, PADDING * scale
        words = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        box = " ".join(
            f"{value:.2f}" for value in (left - pad, base - pad, length + 2 * pad, size * 0.72 + 2 * pad)
        )
        return b"".join(
            [
                b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC\nq ",
                " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in matrix).encode(),
                f" cm\n1 g {box} re f\n0.2 g BT {NAME} {size:.3f} Tf {left:.2f} {base:.2f} Td (".encode(),
                words,
                b") Tj ET\nQ\nEMC\n",
            ]
        )

    def _cut(self) -> tuple[bytes, TTFont]:
        """The regular font cut down to the letters."""
        face = TTFont(FONT_FOLDER / "IBMPlexSans-Regular.ttf", recalcTimestamp=False)
        options = subset.Options(
            hinting=False, layout_features=[], name_IDs=[1, 2, 4, 6], notdef_outline=True
        )
        cutter = subset.Subsetter(options)
        cutter.populate(text="".join(self.letters))
        cutter.subset(face)
        out = io.BytesIO()
        face.save(out, reorderTables=None)
        return out.getvalue(), face

    def embed(self, pdf: pikepdf.Pdf) -> pikepdf.Object:
        """The font in ``pdf``, as a simple TrueType font with WinAnsi codes."""
        codes = {letter.encode("cp1252")[0]: width for letter, width in self.widths.items()}
        first, last = min(codes), max(codes)
        program = pdf.make_stream(self.program)
        program.Length1 = len(self.program)
        head, high = self.face["head"], self.face["hhea"]
        name = pikepdf.Name("/KKRSTP+IBMPlexSans")
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=name, Flags=32, ItalicAngle=0, StemV=80,
            FontBBox=[head.xMin, head.yMin, head.xMax, head.yMax], Ascent=high.ascent, Descent=high.descent,
            CapHeight=self.face["OS/2"].sCapHeight, FontFile2=program,
        )  # fmt: skip
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType, BaseFont=name,
            Encoding=pikepdf.Name.WinAnsiEncoding, FirstChar=first, LastChar=last,
            Widths=[round(codes.get(code, 0), 1) for code in range(first, last + 1)],
            FontDescriptor=pdf.make_indirect(descriptor),
        )  # fmt: skip
        return pdf.make_indirect(font)


def upright(page: pikepdf.Page) -> tuple[tuple[float, ...], float, float]:
    """The matrix from the page as it is read (origin bottom left) to its own space, and its width and height.

    The page that is read is the CropBox inside the MediaBox, turned clockwise by Rotate.
    """
    media, crop = (_ordered(page.mediabox), _ordered(page.cropbox))
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
    if x1 <= x0 or y1 <= y0:
        x0, y0, x1, y1 = media
    width, height = x1 - x0, y1 - y0
    match int(page.obj.get("/Rotate", 0)) % 360:
        case 90:
            return (0, 1, -1, 0, x1, y0), height, width
        case 180:
            return (-1, 0, 0, -1, x1, y1), width, height
        case 270:
            return (0, -1, 1, 0, x0, y1), height, width
    return (1, 0, 0, 1, x0, y0), width, height


def _ordered(box: pikepdf.Array) -> tuple[float, float, float, float]:
    a, b, c, d = (float(value) for value in box)
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _unbalanced(page: pikepdf.Page) -> tuple[int, int]:
    """How many saves (q) must be put before the page, and restores (Q) after it, to even it out."""
    depth = lowest = 0
    try:
        for instruction in pikepdf.parse_content_stream(page, "q Q"):
            depth += 1 if str(instruction.operator) == "q" else -1
            lowest = min(lowest, depth)
    except pikepdf.PdfError:
        return 0, 0
    return -lowest, depth - lowest
