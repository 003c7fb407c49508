"""Office files made in code, sound and dangerous ones; and stand-ins for LibreOffice."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import openpyxl

_OPC = "http://schemas.openxmlformats.org/package/2006"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"
DOCUMENT = f"{_TYPE}.wordprocessingml.document.main+xml"
MACRO_DOCUMENT = "application/vnd.ms-word.document.macroEnabled.main+xml"
A4 = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """The same parts give the same bytes: a ZipInfo by itself knows no clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def relations(*rows: tuple[str, str, str]) -> str:
    """Rows of id, kind and target; a target with a scheme lies outside the file."""
    lines = [
        f'<Relationship Id="{name}" Type="{_REL}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for name, kind, target in rows
    ]
    return f'<Relationships xmlns="{_OPC}/relationships">{"".join(lines)}</Relationships>'


def types(**parts: str) -> str:
    """``word__document="…"``: the content type of /word/document.xml."""
    lines = [
        f'<Override PartName="/{name.replace("__", "/")}.xml" ContentType="{kind}"/>'
        for name, kind in parts.items()
    ]
    return (
        f'<Types xmlns="{_OPC}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{''.join(lines)}</Types>"
    )


def docx(*paragraphs: str, kind: str = DOCUMENT, body: str = "", **parts: str) -> bytes:
    """A Word document; ``body`` is raw XML after the paragraphs, ``parts`` as in ``types`` more files."""
    lines = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return zipped(
        {
            "[Content_Types].xml": types(word__document=kind),
            "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
            "word/document.xml": (
                '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
                f'xmlns:r="{_REL}"><w:body>{lines}{body}{A4}</w:body></w:document>'
            ),
        }
        | {name.replace("__", "/"): content for name, content in parts.items()}
    )


def commented() -> bytes:
    """A Word document with a comment in its margin, and hidden text."""
    note = '<w:comment w:id="0" w:author="A"><w:p><w:r><w:t>HEMMELIGT</w:t></w:r></w:p></w:comment>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    comments = f"{_TYPE}.wordprocessingml.comments+xml"
    return docx(
        "Åbent",
        body='<w:p><w:r><w:commentReference w:id="0"/></w:r><w:r><w:rPr><w:vanish/></w:rPr>'
        "<w:t>SKJULT</w:t></w:r></w:p>",
        **{
            "[Content_Types].xml": types(word__document=DOCUMENT, word__comments=comments),
            "word/_rels/document.xml.rels": relations(("r1", "comments", "comments.xml")),
            "word/comments.xml": f"<w:comments {space}>{note}</w:comments>",
        },
    )


def linked_picture(relation: str) -> str:
    """A picture in a Word document that is not in it: ``relation`` says where it is."""
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{drawing}/wordprocessingDrawing">'
        f'<wp:extent cx="990000" cy="990000"/><wp:docPr id="1" name="x"/><a:graphic xmlns:a="{drawing}/main">'
        f'<a:graphicData uri="{drawing}/picture"><pic:pic xmlns:pic="{drawing}/picture"><pic:nvPicPr>'
        '<pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:link="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        '<a:off x="0" y="0"/><a:ext cx="990000" cy="990000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def field(code: str) -> str:
    """A field of a Word document whose value is computed when it is opened."""
    marks = [
        '<w:fldChar w:fldCharType="begin"/>', f"<w:instrText>{code}</w:instrText>",
        '<w:fldChar w:fldCharType="separate"/>', "<w:t>gammel</w:t>", '<w:fldChar w:fldCharType="end"/>',
    ]  # fmt: skip
    return f"<w:p>{''.join(f'<w:r>{mark}</w:r>' for mark in marks)}</w:p>"


def reaching_docx(address: str) -> bytes:
    """A Word document that asks for a picture, a template and texts at ``address``, which ends in a slash."""
    return docx(
        "Før",
        body=linked_picture("rP")
        + field(f'INCLUDEPICTURE "{address}field.png" \\d')
        + field(f'INCLUDETEXT "{address}field.docx"'),
        **{
            "word/_rels/document.xml.rels": relations(
                ("rP", "image", f"{address}picture.png"), ("rS", "settings", "settings.xml")
            ),
            "word/settings.xml": (
                '<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
                f'xmlns:r="{_REL}"><w:attachedTemplate r:id="rT"/></w:settings>'
            ),
            "word/_rels/settings.xml.rels": relations(("rT", "attachedTemplate", f"{address}template.dotx")),
        },
    )


def xlsx(*rows: list[object]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def reaching_xlsx(address: str) -> bytes:
    """A spreadsheet with a cell of another one at ``address``, and one that asks a web service."""
    sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = f"{_TYPE}.spreadsheetml"
    return zipped(
        {
            "[Content_Types].xml": types(
                xl__workbook=f"{kind}.sheet.main+xml", xl__sheet=f"{kind}.worksheet+xml",
                xl__other=f"{kind}.externalLink+xml",
            ),
            "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": (
                f'<workbook xmlns="{sheet}" xmlns:r="{_REL}"><sheets><sheet name="A" sheetId="1" r:id="r1"/>'
                '</sheets><externalReferences><externalReference r:id="r2"/></externalReferences>'
                '<calcPr fullCalcOnLoad="1"/></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": relations(
                ("r1", "worksheet", "sheet.xml"), ("r2", "externalLink", "other.xml")
            ),
            "xl/other.xml": (
                f'<externalLink xmlns="{sheet}"><externalBook xmlns:r="{_REL}" r:id="r1"><sheetNames>'
                '<sheetName val="A"/></sheetNames></externalBook></externalLink>'
            ),
            "xl/_rels/other.xml.rels": relations(("r1", "externalLinkPath", f"{address}other.xlsx")),
            "xl/sheet.xml": (
                f'<worksheet xmlns="{sheet}"><sheetData><row r="1"><c r="A1"><f>[1]A!A1</f><v>7</v></c>'
                f'<c r="B1"><f>_xlfn.WEBSERVICE("{address}service")</f><v>8</v></c></row></sheetData>'
                "</worksheet>"
            ),
        }
    )  # fmt: skip


def pptx(*slides: str) -> bytes:
    """A presentation with one line of text a slide."""
    main = "http://schemas.openxmlformats.org/presentationml/2006/main"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    kind = f"{_TYPE}.presentationml"
    parts = {
        f"ppt/slide{n}.xml": (
            f'<p:sld xmlns:p="{main}" xmlns:a="{drawing}"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" '
            'name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id="2" '
            'name="T"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="900000" '
            'y="900000"/><a:ext cx="7000000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></p:spPr>'
            f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree>"
            "</p:cSld></p:sld>"
        )
        for n, text in enumerate(slides, 1)
    }
    numbers = range(1, len(slides) + 1)
    return zipped(
        {
            "[Content_Types].xml": types(
                ppt__presentation=f"{kind}.presentation.main+xml",
                **{f"ppt__slide{n}": f"{kind}.slide+xml" for n in numbers},
            ),
            "_rels/.rels": relations(("r1", "officeDocument", "ppt/presentation.xml")),
            "ppt/_rels/presentation.xml.rels": relations(
                *((f"r{n}", "slide", f"slide{n}.xml") for n in numbers)
            ),
            "ppt/presentation.xml": (
                f'<p:presentation xmlns:p="{main}" xmlns:r="{_REL}"><p:sldIdLst>'
                + "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in numbers)
                + '</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>'
            ),
        }
        | parts
    )  # fmt: skip


def odt(body: str, **parts: str) -> bytes:
    """An OpenDocument text; ``body`` is its XML, ``parts`` as in ``types`` more files."""
    spaces = {"office": "office", "text": "text", "draw": "drawing", "svg": "svg-compatible"}
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for short, name in spaces.items()
    )
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": (
                f'<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/" '
                'm:media-type="application/vnd.oasis.opendocument.text"/><m:file-entry '
                'm:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
            ),
            "content.xml": (
                f'<office:document-content {names} xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>'
                f"<office:text>{body}</office:text></office:body></office:document-content>"
            ),
        }
        | {name.replace("__", "/"): content for name, content in parts.items()}
    )


def reaching_odt(address: str) -> bytes:
    """An OpenDocument text with a picture, a section and an object that lie at ``address``."""
    frame = '<draw:frame svg:width="5cm" svg:height="5cm" text:anchor-type="as-char">'
    return odt(
        f'<text:p>Før{frame}<draw:image xlink:href="{address}picture.png" xlink:actuate="onLoad"/>'
        f'</draw:frame>{frame}<draw:object xlink:href="{address}object"/></draw:frame></text:p>'
        f'<text:section text:name="s"><text:section-source xlink:href="{address}section.odt"/>'
        "<text:p>gammel</text:p></text:section>"
    )


def locked() -> bytes:
    """What a document with a password begins as, and the name of its only content."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")


def bomb(unpacked: int) -> bytes:
    """A Word document with one part of so many zeros."""
    return docx("Lille udenpå", word__media__image=b"\x00" * unpacked)  # type: ignore[arg-type]


def lying_bomb(unpacked: int) -> bytes:
    """The same, and it says that the part is one byte long."""
    whole = bytearray(bomb(unpacked))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = -1
        while (at := whole.find(mark, at + 1)) >= 0:
            if struct.unpack_from("<I", whole, at + place)[0] == unpacked:
                struct.pack_into("<I", whole, at + place, 1)
    return bytes(whole)


def converter(folder: Path, script: str) -> str:
    """A program that stands in LibreOffice's place; ``$out`` is where the PDF is to lie."""
    path = folder / "soffice"
    path.write_text(
        '#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nout="$2/document.pdf"\n' + script + "\n"
    )
    path.chmod(0o755)
    return str(path)


def giving(folder: Path, pdf: bytes) -> str:
    """One that gives this very file."""
    (folder / "given.pdf").write_bytes(pdf)
    return converter(folder, f'cp "{folder}/given.pdf" "$out"')


class Hanging:
    """One that never ends, and has a child that doesn't either; both are alive while they hold a pipe."""

    def __init__(self, folder: Path) -> None:
        pipe = folder / "alive"
        os.mkfifo(pipe)
        self.reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        self.path = converter(folder, f'exec 3>"{pipe}"\necho x >&3\nsleep 600 &\nsleep 600')

    def began(self) -> bool:
        try:
            return os.read(self.reader, 1) == b"x"
        except BlockingIOError:
            return False

    def is_gone(self) -> bool:
        """Nobody holds the pipe any more."""
        try:
            return os.read(self.reader, 10) == b"" or self.is_gone()
        except BlockingIOError:
            return False
