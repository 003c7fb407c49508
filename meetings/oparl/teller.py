"""The addresses of objects, and what all objects have in common."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from meetings.oparl.stamps import Stamp

SCHEMA = "https://schema.oparl.org/1.1/"
Object = dict[str, Any]


def moment(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


def known(**values: Any) -> Object:
    """Without what is not known: the standard leaves a property out and never says null."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


class Teller:
    """``absolute`` makes an address whole."""

    def __init__(self, absolute: Callable[[str], str]) -> None:
        self.absolute = absolute

    def address(self, name: str, *arguments: object) -> str:
        return self.absolute(reverse(f"oparl:{name}", args=arguments))

    def one(self, kind: str, key: object) -> str:
        return self.address("one", kind, key)

    def page(self, name: str, *arguments: object) -> str:
        """A page of the meeting room, for people."""
        return self.absolute(reverse(f"meetings:{name}", args=arguments))

    def head(self, address: str, of_type: str, stamp: Stamp) -> Object:
        return {
            "id": address, "type": f"{SCHEMA}{of_type}",
            "created": moment(stamp.created), "modified": moment(stamp.modified),
        }  # fmt: skip

    def stub(self, kind: str, of_type: str, key: object, stamp: Stamp) -> Object:
        """All that is left of an object that is not public any more."""
        return self.head(self.one(kind, key), of_type, stamp) | {"deleted": True}
