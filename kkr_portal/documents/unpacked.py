"""How much a PDF unpacks to, counted before anything reads it: a few kilobytes can hold gigabytes.

The streams are found by their bytes and not by the file's own tables, since those may lie packed too. Nothing
is kept of what is unpacked, and counting stops where it is too much.
"""

from __future__ import annotations

import re
import zlib

import pikepdf

MOST_OF_A_STREAM = 320 * 2**20  # bytes: a picture of 80 million points in colour, and some
MOST_OF_A_FILE = 2 * 2**30
PIECE = 2**20
DEEPEST = 4  # streams packed in packed streams
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
# How many times longer what is packed in these older ways can be, at the most. Few files have them.
_OLDER = {"/LZWDecode": 2800, "/LZW": 2800, "/RunLengthDecode": 64, "/RL": 64}


class TooMuch(Exception):
    """The file, or one stream of it, unpacks to more than a document can need."""


def count(content: bytes) -> int:
    """Bytes that the deflated streams of a PDF unpack to, streams within streams included. Raises TooMuch."""
    total = 0
    for found in _STREAM.finditer(content):
        total += _Stage().feed_all(content, found.end())
        if total > MOST_OF_A_FILE:
            raise TooMuch
    return total


def refuse_older_packing(pdf: pikepdf.Pdf) -> None:
    """Raises TooMuch for a stream packed in an older way that could hold too much: it isn't counted."""
    for one in pdf.objects:
        if not isinstance(one, pikepdf.Stream) or "/Filter" not in one:
            continue
        filters = one.Filter if isinstance(one.Filter, pikepdf.Array) else [one.Filter]
        times = 1
        for name in filters:
            times *= _OLDER.get(str(name), 1)
        if times > 1 and len(one.read_raw_bytes()) * times > MOST_OF_A_FILE:
            raise TooMuch


class _Stage:
    """Unpacks one stream piece by piece, and what comes out of it again where that is packed too."""

    def __init__(self, depth: int = 0) -> None:
        self.depth, self.size = depth, 0
        self.inner: _Stage | None = None
        self.unpacker = zlib.decompressobj()

    def feed_all(self, content: bytes, start: int) -> int:
        """All that unpacks from here on: the stream's own end is in the packed data."""
        if not _looks_packed(content[start : start + 2]):
            return 0
        view = memoryview(content)
        try:
            for at in range(start, len(content), PIECE):
                self.feed(view[at : at + PIECE])
                if self.unpacker.eof:
                    break
        except zlib.error:
            pass  # not packed after all, or broken: the reader will say so
        return self.total

    @property
    def total(self) -> int:
        return self.size + (self.inner.total if self.inner else 0)

    def feed(self, packed: bytes | memoryview) -> None:
        while packed and not self.unpacker.eof:
            out = self.unpacker.decompress(packed, PIECE)
            packed = self.unpacker.unconsumed_tail
            if not self.size and self.depth < DEEPEST and _looks_packed(out[:2]):
                self.inner = _Stage(self.depth + 1)
            self.size += len(out)
            if self.size > MOST_OF_A_STREAM:
                raise TooMuch
            try:
                if self.inner:
                    self.inner.feed(out)
            except zlib.error:
                self.inner = None  # it only looked so


def _looks_packed(start: bytes) -> bool:
    """The two bytes with which deflated data begins (RFC 1950)."""
    return len(start) == 2 and start[0] & 15 == 8 and int.from_bytes(start, "big") % 31 == 0
