"""Calendar subscriptions: made, revoked, and read by a calendar program that knows nothing but the address.

RFC 5545: a date keeps its UID for life, its SEQUENCE rises when it changes, and what has gone is told as
cancelled until its day has passed.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from kkr_portal.access.models import User
from kkr_portal.date_files import DateEvent
from kkr_portal.registry.models import Council
from kkr_portal.year.due import Told, due_dates
from kkr_portal.year.models import CalendarFeed

MOST = 10  # subscriptions of one person
BACK, AHEAD = timedelta(days=366), timedelta(days=2 * 366)


class TooMany(Exception):
    """The person has as many subscriptions as anyone may have."""


@dataclass(frozen=True)
class Feed:
    """A calendar as a program reads it."""

    name: str
    events: list[DateEvent]


@transaction.atomic
def subscribe(*, council: Council | None, by: User) -> str:
    """A new subscription's secret, which is never to be had again. Raises TooMany."""
    User.objects.select_for_update().get(pk=by.pk)
    if CalendarFeed.objects.filter(user=by).count() >= MOST:
        raise TooMany
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(user=by, council=council, digest=_digest(token))
    return token


def revoke(*, feed: CalendarFeed) -> None:
    """The address answers no more; calendars keep what they have fetched."""
    feed.delete()


@transaction.atomic
def read(token: str, *, base: str) -> Feed | None:
    """The dates as they are now, with links under ``base``.

    None for an address that is unknown or revoked, or whose user is closed.
    """
    rows = CalendarFeed.objects.select_for_update(of=("self",)).select_related("user", "council")
    feed = rows.filter(digest=_digest(token)).first()
    if feed is None or not feed.user.is_active:
        return None
    today = timezone.localdate()
    told = due_dates(feed.user, today - BACK, today + AHEAD, council_id=feed.council_id)
    now = timezone.now()
    feed.told = _next(feed.told, told, now, since=today - BACK)
    feed.read_at = now
    feed.save(update_fields=["told", "read_at"])
    links = {one.uid: base.rstrip("/") + one.due.url for one in told}
    return Feed(str(feed), list(_events(feed.told, links)))


def _next(before: dict[str, Any], told: list[Told], now: datetime, *, since: date) -> dict[str, Any]:
    """What is told now, each with its sequence: one more than before where anything of it changed."""
    after: dict[str, Any] = {}
    for one in told:
        said = [one.due.day.isoformat(), one.due.title, f"{one.room_name}. {one.due.rule}"]
        old = before.get(one.uid)
        if old is None:
            after[one.uid] = {"said": said, "sequence": 0, "at": now.isoformat(), "gone": False}
        elif old["said"] == said and not old["gone"]:
            after[one.uid] = old
        else:
            after[one.uid] = {
                "said": said, "sequence": old["sequence"] + 1, "at": now.isoformat(), "gone": False
            }  # fmt: skip
    for uid, old in before.items():
        if uid in after or date.fromisoformat(old["said"][0]) < since:
            continue
        after[uid] = old if old["gone"] else {
            **old, "sequence": old["sequence"] + 1, "at": now.isoformat(), "gone": True
        }  # fmt: skip
    return after


def _events(told: dict[str, Any], links: dict[str, str]) -> Iterator[DateEvent]:
    for uid, one in sorted(told.items(), key=lambda pair: (pair[1]["said"], pair[0])):
        day, title, rule = one["said"]
        yield DateEvent(
            uid=uid, first=date.fromisoformat(day), last=date.fromisoformat(day), summary=title,
            description=rule, url=links.get(uid, ""), sequence=one["sequence"], cancelled=one["gone"],
            stamp=datetime.fromisoformat(one["at"]).astimezone(UTC),
        )  # fmt: skip


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
