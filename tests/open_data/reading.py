"""Everything that can be read out of an answer, as one text: headers, and a file's whole inside."""

from __future__ import annotations

import html
import io
import zipfile
from urllib.parse import unquote

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Object, Stream, String


def body_of(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def everything_in(answer) -> str:
    """Headers and body; what is written in other ways (percent signs, entities) also as it is meant."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
    cookies = answer.cookies.output()
    said = "\n".join([headers, cookies, everything_in_bytes(body_of(answer))])
    return "\n".join([said, unquote(said), html.unescape(said)])


def everything_in_bytes(body: bytes) -> str:
    """The bytes as text, and the inside of a PDF or a spreadsheet."""
    found = [body.decode("latin-1"), body.decode("utf-8", "replace")]
    if body.startswith(b"%PDF"):
        found += [*_objects(body), *_pages(body)]
    elif body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            found += [
                *archive.namelist(),
                *(archive.read(name).decode("latin-1") for name in archive.namelist()),
            ]
    return "\n".join(found)


def _objects(body: bytes):
    """Every string and stream of every object: outline, labels, metadata, names, embedded files, tags."""
    with pikepdf.open(io.BytesIO(body)) as pdf:
        for thing in [pdf.trailer, *pdf.objects]:
            yield from _strings(thing, top=True)


def _strings(thing: Object, *, top: bool = False):
    if not top and getattr(thing, "is_indirect", False):
        return  # it has its own turn
    if isinstance(thing, String):
        yield from (str(thing), bytes(thing).decode("latin-1"))
    elif isinstance(thing, Array):
        for part in thing:
            yield from _strings(part)
    elif isinstance(thing, Dictionary | Stream):
        for name, part in thing.items():
            yield str(name)
            yield from _strings(part)
        if isinstance(thing, Stream):
            yield thing.read_raw_bytes().decode("latin-1")
            try:
                plain = thing.read_bytes()
            except pikepdf.PdfError:  # a picture, kept as it is
                return
            yield plain.decode("latin-1")
            yield plain.decode("utf-8", "replace")


def _pages(body: bytes):
    """The words that are drawn on each page: with a font of its own the bytes do not spell them."""
    pdf = pypdfium2.PdfDocument(body)
    try:
        for page in pdf:
            yield " ".join(page.get_textpage().get_text_bounded().split())
    finally:
        pdf.close()
