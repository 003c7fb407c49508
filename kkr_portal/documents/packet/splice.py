"""Writes one PDF out of several, object by object, so that memory never holds more than one of them.

pikepdf keeps the whole of every file that pages are copied from, and a merged file besides; here each
file is saved by pikepdf first, in the plain form that qpdf writes (classic table, no object streams),
and its objects are then copied to the end of the packet under new numbers.
"""

import hashlib
import re
import zlib
from array import array
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

FULL = 200  # objects in one compressed group
# A string, which is left alone; a stand-in for an object of another file; a reference.
_TOKEN = re.compile(
    rb"\((?:[^\\()]|\\.)*\)|<[0-9a-fA-F]*>|/PacketObject\.(\d+)(?!\d)|\b(\d+) 0 R\b", re.DOTALL
)
_FREE, _PLAIN, _GROUPED = 0, 1, 2


def stand_in(number: int) -> str:
    """The name that stands for object ``number`` of the packet in a file that doesn't hold it."""
    return f"/PacketObject.{number}"


class Splicer:
    """The packet as it is written. Numbers up to ``reserved`` are given out by the caller."""

    def __init__(self, out: BinaryIO, reserved: int) -> None:
        self.out = out
        self.next = reserved + 1
        self.at = 0
        self.digest = hashlib.sha256()
        # By object number: how it is stored, where (offset, or number of its group), and its place there.
        self.kinds, self.places, self.indexes = array("B"), array("Q"), array("H")
        self.group: list[tuple[int, bytes]] = []
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, path: Path, *, skip: set[int], known: dict[int, int], extra: dict[int, bytes]) -> int:
        """Copies the objects of a file and returns what was added to its numbers.

        ``skip`` are left out; ``known`` get the given number instead; ``extra`` is put into a dictionary.
        """
        with path.open("rb") as file:
            offsets = _offsets(file)
            base = self.next - 1
            self.next += max(offsets)
            ends = sorted([*offsets.values(), file.seek(0, 2)])
            following = dict(pairwise(ends))

            def renumber(match: re.Match[bytes]) -> bytes:
                if match[1]:
                    return match[1] + b" 0 R"
                if match[2]:
                    number = int(match[2])
                    return b"%d 0 R" % known.get(number, base + number)
                return match[0]

            for number, offset in offsets.items():
                if number in skip:
                    continue
                file.seek(offset)
                _, _, whole = file.read(following[offset] - offset).partition(b" obj\n")
                head, mark, data = whole.partition(b"\nstream\n")
                head = _TOKEN.sub(renumber, head if mark else head[: head.rindex(b"endobj")].rstrip())
                if number in extra:
                    head = head[: head.rindex(b">>")] + extra[number] + b" >>"
                target = known.get(number, base + number)
                if mark:
                    self._plain(target, head + mark + data[: data.rindex(b"endobj")])
                else:
                    self.put(target, head)
        return base

    def put(self, number: int, body: bytes) -> None:
        """Writes an object that is no stream."""
        self.group.append((number, body))
        if len(self.group) == FULL:
            self._close_group()

    def finish(self, root: int, info: int) -> None:
        """Writes what leads a reader to the objects; the identifier comes from all that was written."""
        self._close_group()
        number = self.next
        self._note(number, _PLAIN, self.at, 0)
        rows = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(6, "big") + index.to_bytes(2, "big")
            for kind, place, index in zip(self.kinds, self.places, self.indexes, strict=True)
        )
        packed = zlib.compress(rows, 9)
        identifier = self.digest.hexdigest()[:32].encode()
        start = self.at
        self._write(
            b"%d 0 obj\n<< /Type /XRef /Size %d /W [ 1 6 2 ] /Root %d 0 R /Info %d 0 R /ID [ <%s> <%s> ] "
            b"/Filter /FlateDecode /Length %d >>\nstream\n"
            % (number, number + 1, root, info, identifier, identifier, len(packed))
        )
        self._write(packed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)

    def _plain(self, number: int, body: bytes) -> None:
        self._note(number, _PLAIN, self.at, 0)
        self._write(b"%d 0 obj\n" % number)
        self._write(body)
        self._write(b"endobj\n")

    def _close_group(self) -> None:
        if not self.group:
            return
        number, self.next = self.next, self.next + 1
        heads, bodies, at = [], [], 0
        for index, (member, body) in enumerate(self.group):
            self._note(member, _GROUPED, number, index)
            heads.append(b"%d %d" % (member, at))
            bodies.append(body)
            at += len(body) + 1
        self.group = []
        head = b" ".join(heads) + b"\n"
        packed = zlib.compress(head + b"\n".join(bodies))
        self._plain(
            number,
            b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>\nstream\n"
            % (len(heads), len(head), len(packed))
            + packed
            + b"\nendstream\n",
        )

    def _note(self, number: int, kind: int, place: int, index: int) -> None:
        missing = number + 1 - len(self.kinds)
        if missing > 0:
            self.kinds.extend([_FREE] * missing)
            self.places.extend([0] * missing)
            self.indexes.extend([0] * missing)
        self.kinds[number], self.places[number], self.indexes[number] = kind, place, index

    def _write(self, data: bytes) -> None:
        self.out.write(data)
        self.digest.update(data)
        self.at += len(data)


def _offsets(file: BinaryIO) -> dict[int, int]:
    """Where each object of a plainly saved file begins, by number."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 64))
    start = int(re.findall(rb"startxref\s+(\d+)", file.read())[-1])
    file.seek(start)
    lines = file.read(size - start).split(b"trailer", 1)[0].splitlines()
    if lines[0] != b"xref" or not lines[1].startswith(b"0 "):
        raise ValueError("The file was not saved in the plain form")
    return {n: int(line[:10]) for n, line in enumerate(lines[2:]) if line[17:18] == b"n"}
