"""What waits for a person to act: a room's ``waiting.py`` tells it, the front page and the digest show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """``title`` says in Danish what there is to do, ``why`` what it is about; ``url`` is where it is done."""

    title: str
    why: str
    url: str
    council_id: int | None = None
