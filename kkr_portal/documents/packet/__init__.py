"""The packet: every item's attachments behind a contents page, as one PDF.

Works on plain values and files on disk; it knows no meeting and no database.
Same input, same bytes: nothing here asks a clock or a random source.
"""

from kkr_portal.documents.packet.assembly import build, problems
from kkr_portal.documents.packet.parts import (
    Packet,
    PacketAttachment,
    PacketEntry,
    PacketItem,
    PacketSummary,
    PacketTrouble,
)

__all__ = [
    "Packet",
    "PacketAttachment",
    "PacketEntry",
    "PacketItem",
    "PacketSummary",
    "PacketTrouble",
    "build",
    "problems",
]
