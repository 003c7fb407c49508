"""What became public and when: a room's ``news.py`` tells it, the front page and the feed show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class News:
    """``key`` tells it from all others for ever; ``kind`` is one or two Danish words, e.g. «Dagsorden»."""

    key: str
    at: datetime
    kind: str
    title: str
    url: str
    council_id: int | None = None
