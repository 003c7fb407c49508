"""What a packet is made of, and what is said about one that was made."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kkr_portal.documents.kinds import Kind


@dataclass(frozen=True)
class PacketAttachment:
    """One file of an item. ``pages`` and ``sha256`` are what was registered when it was taken in.

    ``number`` is the n of «Bilag n» where it is not the place in the list: a reader's packet leaves
    out what the reader may not see, and the others keep their numbers. ``trouble`` is what is known to
    be in the way before the file is opened, as a Danish sentence.
    """

    title: str
    path: Path
    file_name: str
    kind: Kind = Kind.PDF
    pages: int = 1
    sha256: str = ""
    number: int | None = None
    trouble: str = ""


@dataclass(frozen=True)
class PacketItem:
    """An item of the agenda; ``number`` as printed, such as ``3.4``. The caller gives them in order."""

    number: str
    title: str
    attachments: list[PacketAttachment]

    def label(self, index: int) -> str:
        """«Bilag n» of the attachment at ``index``, counted from 0."""
        return f"Bilag {self.attachments[index].number or index + 1}"


@dataclass(frozen=True)
class Packet:
    """``title`` names the whole, ``subtitle`` holds lines under it; ``date`` dates the file."""

    title: str
    date: date
    items: list[PacketItem]
    subtitle: list[str] = field(default_factory=list)
    author: str = "KKR-portalen"

    def with_attachments(self) -> list[PacketItem]:
        """The items that are in the packet: an item without attachments is not."""
        return [item for item in self.items if item.attachments]


@dataclass(frozen=True)
class PacketEntry:
    """A line of the contents: ``label`` is ``3.4`` or ``Bilag 3.4.1``; pages count from 1."""

    label: str
    title: str
    first_page: int
    pages: int


@dataclass(frozen=True)
class PacketSummary:
    pages: int
    entries: list[PacketEntry]


class PacketTrouble(Exception):
    """The packet can't be made whole; ``problems`` names each item, attachment and file in Danish."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
