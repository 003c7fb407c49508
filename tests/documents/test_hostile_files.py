"""Files that are made to harm: they pretend to be another kind, or unpack to far more than they hold."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Name

from kkr_portal.documents import unpacked
from kkr_portal.documents.file_names import clean_file_name
from kkr_portal.documents.kinds import Kind
from kkr_portal.documents.uploads import TOO_MUCH_INSIDE, check_upload
from kkr_portal.uploaded_tables import Unreadable, text_of
from tests.documents import files

MEGABYTE = 2**20


def refusal(content: bytes, name: str = "bilag.pdf") -> str:
    with pytest.raises(ValidationError) as refused:
        check_upload(SimpleUploadedFile(name, content))
    return refused.value.messages[0]


def deflated(megabytes: int, *, times: int = 1) -> bytes:
    """So many megabytes of spaces, packed; packed again with ``times`` above 1."""
    packer = zlib.compressobj(9)
    content = b"".join([*(packer.compress(b" " * MEGABYTE) for _ in range(megabytes)), packer.flush()])
    for _ in range(times - 1):
        content = zlib.compress(content, 9)
    return content


def with_stream(raw: bytes, *filters: pikepdf.Name, of_the_page: bool = False) -> bytes:
    """A page, and a stream of these packed bytes: the page's own drawing, or one that nothing uses."""
    pdf = files.drawn("Et bilag")
    stream = pikepdf.Stream(pdf, raw)
    stream.Filter = Array(list(filters))
    if of_the_page:
        pdf.pages[0].obj.Contents = stream
    else:
        pdf.Root.Extra = stream
    return files.content(pdf, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)


def packed_tables(megabytes: int) -> bytes:
    """A PDF whose own tables are in a stream that unpacks to so much: reading them is opening the file."""
    content = files.content(files.drawn("Ja"), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    start = content.index(b"stream\n") + len(b"stream\n")
    end = content.index(b"endstream", start)
    return content[:start] + deflated(megabytes) + content[end:]


@pytest.mark.parametrize(
    "bomb",
    [
        with_stream(deflated(400), Name.FlateDecode),
        with_stream(deflated(400), Name.FlateDecode, of_the_page=True),
        with_stream(deflated(400, times=2), Name.FlateDecode, Name.FlateDecode),
        with_stream(deflated(400, times=3), *[Name.FlateDecode] * 3),
        packed_tables(400),
    ],
    ids=["a stream", "a page", "twice packed", "three times packed", "its own tables"],
)
def test_a_small_pdf_with_much_inside(bomb, monkeypatch):
    """Nobody opens it: that alone may unpack it."""
    monkeypatch.setattr(pikepdf, "open", lambda *args, **named: pytest.fail("opened"))
    assert len(bomb) < 2 * MEGABYTE
    assert refusal(bomb) == TOO_MUCH_INSIDE


def test_many_streams_of_an_ordinary_size(monkeypatch):
    monkeypatch.setattr(unpacked, "MOST_OF_A_FILE", 30 * MEGABYTE)
    pdf = files.drawn("Et bilag")
    pdf.Root.Extra = Array([pikepdf.Stream(pdf, b" " * 4 * MEGABYTE) for _ in range(8)])
    assert refusal(files.content(pdf)) == TOO_MUCH_INSIDE


@pytest.mark.parametrize(("name", "megabytes"), [("LZWDecode", 1), ("RunLengthDecode", 34)])
def test_much_packed_in_an_older_way(name, megabytes):
    assert refusal(with_stream(b"\x00" * megabytes * MEGABYTE, Name(f"/{name}"))) == TOO_MUCH_INSIDE


def test_what_is_unpacked_is_counted_and_nothing_of_it_kept():
    assert unpacked.count(b"%PDF-1.7 stream\n" + deflated(40) + b"\nendstream") == 40 * MEGABYTE
    twice = b"stream\r\n" + deflated(40, times=2) + b"\nendstream"
    assert unpacked.count(twice) == 40 * MEGABYTE + len(deflated(40))


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes_are_counted(before, after):
    content = before + b"stream\n" + zlib.compress(after)[: len(after)] + b"endstream" + after
    assert unpacked.count(content) >= 0


def test_ordinary_files_are_as_they_were():
    for pages in (1, 40):
        assert check_upload(SimpleUploadedFile("a.pdf", files.content(files.blank(pages)))).pages == pages
    assert check_upload(SimpleUploadedFile("a.pdf", files.heavy(2))).pages == 2


def png_of(width: int, height: int) -> bytes:
    """The head of a picture of that size, with hardly anything in it."""

    def part(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * MEGABYTE)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", body) + part(b"IEND", b"")


@pytest.mark.parametrize("size", [(60_000, 60_000), (2_000_000_000, 1), (1, 2_000_000_000), (9_000, 9_000)])
def test_a_picture_that_says_it_is_enormous(size):
    assert refusal(png_of(*size), "kort.png").startswith("Billedet har for mange billedpunkter.")


PDF = files.content(files.drawn("Et bilag"))
ZIP = files.docx()
HTML = b"<html><script>alert(1)</script></html>"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (HTML + PDF, "Filens indhold er hverken en PDF"),
        (b"GIF89a" + PDF, "Portalen kan ikke læse det billedformat."),
        (ZIP + PDF, "Filen er et Word-dokument."),
        (b"MZ" + PDF, "Filen er et program"),
        (b"#!/bin/sh\n" + PDF, "Filen er et program"),
        (b"\xff\xd8\xff\xe0" + PDF, "Billedet er beskadiget"),
    ],
    ids=["html", "gif", "zip", "exe", "sh", "jpeg"],
)
def test_a_pdf_behind_another_kind_is_that_other_kind(content, expected):
    assert refusal(content).startswith(expected)


@pytest.mark.parametrize("tail", [HTML, ZIP, b"MZ\x90\x00"], ids=["html", "zip", "exe"])
def test_another_kind_behind_a_pdf_is_kept_as_a_pdf(tail):
    """What is done with it rests on its media type, and no browser may guess another (see the headers)."""
    checked = check_upload(SimpleUploadedFile("a.html", PDF + tail))
    assert (checked.name, checked.kind.media_type) == ("a.html.pdf", "application/pdf")


@given(st.text(max_size=300), st.sampled_from(list(Kind)))
def test_any_name_becomes_one_that_a_folder_and_a_header_can_hold(name, kind):
    made = clean_file_name(name, kind)
    assert made.endswith((kind.suffix, ".jpeg"))
    assert len(made) <= 150
    assert not set(made) & set('/\\\r\n\0\u202e\u2066<>:"|?*')
    assert made.strip(". ") == made
    made.encode()


def test_a_zip_that_unpacks_to_much_is_no_table():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(50):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b" " * MEGABYTE)
    with pytest.raises(Unreadable, match="for stort"):
        text_of(SimpleUploadedFile("a.xlsx", out.getvalue()))
