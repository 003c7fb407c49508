"""Each print made once a run: the same HTML gives the same bytes, and every print costs a second.

``tests/documents`` prints for itself; it also holds that the bytes are the same.
"""

from __future__ import annotations

import hashlib
import os
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kkr_portal.documents import pdf
from kkr_portal.documents.packet import front
from kkr_portal.documents.packet.front import Lengths
from kkr_portal.documents.packet.parts import Packet

FOLDER = "PRINTS"  # names the folder that a run's processes share; see tests.suite
_print, _make = pdf.from_html, front.make


@contextmanager
def each_once(own: Path) -> Iterator[None]:
    """Prints are looked up in the run's folder, or in ``own`` where there is none."""
    folder = Path(os.environ.get(FOLDER, own))

    def from_html(html: str, given: Mapping[str, bytes | Path] | None = None) -> bytes:
        return _print(html, given) if given else _kept(folder, html, lambda: _print(html))

    def make(packet: Packet) -> tuple[bytes, Lengths]:
        return _kept(folder, _printed_of(packet), lambda: _make(packet))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "from_html", from_html)
        patch.setattr(front, "make", make)
        yield


@contextmanager
def each_anew() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "from_html", _print)
        patch.setattr(front, "make", _make)
        yield


def _printed_of(packet: Packet) -> str:
    """All that stands on a packet's own pages: not where its files lie."""
    items = [
        replace(item, attachments=[replace(one, path=Path(), sha256="") for one in item.attachments])
        for item in packet.items
    ]
    return repr(replace(packet, items=items))


def _kept(folder: Path, key: str, make: Callable[[], Any]) -> Any:
    path = folder / hashlib.sha256(key.encode()).hexdigest()
    if not path.exists():
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(pickle.dumps(make()))
        unfinished.rename(path)
    return pickle.loads(path.read_bytes())
