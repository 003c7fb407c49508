"""What became public last, in all rooms: the same for everyone, on the front page and as a feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

import contracts.news
import meetings.news
import quotas.news
from kkr_portal.year.news import News

# Each room's latest: ``(limit, council_id)``; None stands for all five.
NEWS_OF: tuple[Callable[[int, int | None], Iterable[News]], ...] = (
    meetings.news.news, contracts.news.news, quotas.news.news,
)  # fmt: skip


def latest_news(limit: int, council_id: int | None = None) -> list[News]:
    """Newest first; of one KKR, or of all."""
    found = chain.from_iterable(of(limit, council_id) for of in NEWS_OF)
    return sorted(found, key=lambda one: (one.at, one.key), reverse=True)[:limit]
