"""When a public object arose and last changed: read out of the history, which sees every path.

All objects of a meeting share its stamp: too often changed is harmless, a change untold is not. What happens
to closed and unsent things leaves no trace here, except that they are closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, When

from kkr_portal.history.tracked import events_of
from kkr_portal.registry.models import Council
from meetings.deleted import MeetingEvent
from meetings.models import Approval, Meeting, Reopening, Section, SentFile, SentItem, Term, Version
from meetings.models.closed_since import AttachmentEvent, ItemEvent
from meetings.models.meetings import published
from meetings.models.versions import is_latest


@dataclass(frozen=True)
class Stamp:
    """``deleted``: it was public once and is not any more, since ``modified``."""

    created: datetime
    modified: datetime
    deleted: bool = False


def meeting_stamps(of: Q) -> dict[int, Stamp]:
    """By id, in its order, the meetings that are or have been public. One query."""
    events = MeetingEvent.objects.filter(pgh_obj_id=OuterRef("pk"))
    public = events.filter(published())
    rows = Meeting.objects.filter(of, Exists(public)).annotate(
        public_now=Case(When(published(), then=True), default=False, output_field=BooleanField()),
        first=Subquery(public.order_by("pgh_id").values("pgh_created_at")[:1]),
        last_public=Subquery(public.order_by("-pgh_id").values("pgh_id")[:1]),
    )
    ended = events.filter(pgh_id__gt=OuterRef("last_public")).order_by("pgh_id")
    changes = [_latest(events), _sent(), _of(Approval), _of(Reopening), *_closings(), *_unversioned()]
    rows = rows.annotate(
        ended=Subquery(ended.values("pgh_created_at")[:1]),
        **{f"changed_{number}": one for number, one in enumerate(changes)},
    )
    columns = [f"changed_{number}" for number in range(len(changes))]
    return {
        pk: Stamp(first, max(filter(None, [first, *changed]))) if now else Stamp(first, ended, deleted=True)
        for pk, now, first, ended, *changed in rows.order_by("pk").values_list(
            "pk", "public_now", "first", "ended", *columns
        )
    }


def _latest(events: QuerySet[Any]) -> Subquery:
    return Subquery(events.order_by("-pgh_id").values("pgh_created_at")[:1])


def _sent() -> Subquery:
    versions = Version.objects.filter(meeting=OuterRef("pk"))
    return Subquery(versions.order_by("-number").values("sent_at")[:1])


def _of(model: type[Approval | Reopening]) -> Subquery:
    return Subquery(model.objects.filter(meeting=OuterRef("pk")).order_by("-pk").values("at")[:1])


def _closings() -> list[Subquery]:
    """The latest change of something that was sent open and has been closed since, the closing itself too."""
    found = []
    for sent, event, ref in ((SentItem, ItemEvent, "item_pk"), (SentFile, AttachmentEvent, "attachment_pk")):
        closed = event.objects.filter(
            pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lte=OuterRef("pgh_id"), closed=True,
            pgh_created_at__gt=OuterRef(OuterRef("version__sent_at")),
        )  # fmt: skip
        since = event.objects.filter(
            Exists(closed), pgh_obj_id=OuterRef(ref), pgh_created_at__gt=OuterRef("version__sent_at")
        )
        rows = sent.objects.filter(is_latest(), version__meeting=OuterRef("pk"), closed=False)
        changed = rows.annotate(changed=_latest(since)).order_by(F("changed").desc(nulls_last=True))
        found.append(Subquery(changed.values("changed")[:1]))
    return found


def _unversioned() -> list[Subquery]:
    """The latest change of what is open in an agenda that was published without a version."""
    without = ~Exists(Version.objects.filter(meeting=OuterRef(OuterRef("pk"))))
    found = [_latest(events_of(Section).filter(without, meeting=OuterRef("pk")))]
    for event, path in ((ItemEvent, "section__meeting"), (AttachmentEvent, "item__section__meeting")):
        opened = event.objects.filter(
            pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lte=OuterRef("pgh_id"), closed=False
        )
        found.append(_latest(event.objects.filter(without, Exists(opened), **{path: OuterRef("pk")})))
    return found


def council_stamps() -> dict[int, Stamp]:
    """By KKR; a term of it that is made public, or changed, changes it too. Two queries."""
    councils = _first_and_last(events_of(Council), "pgh_obj_id")
    terms = _first_and_last(events_of(Term).filter(fixed_on__isnull=False), "council_id")
    return {
        pk: Stamp(first, max(last, terms[pk][1] if pk in terms else last))
        for pk, (first, last) in councils.items()
    }


def term_stamps(terms: list[int]) -> dict[int, Stamp]:
    """Of these terms (ids), from when their composition was fixed. One query."""
    events = events_of(Term).filter(pgh_obj_id__in=terms, fixed_on__isnull=False)
    return {pk: Stamp(*times) for pk, times in _first_and_last(events, "pgh_obj_id").items()}


def _first_and_last(events: QuerySet[Any], by: str) -> dict[int, tuple[datetime, datetime]]:
    rows = events.order_by().values(by).annotate(first=Min("pgh_created_at"), last=Max("pgh_created_at"))
    return {row[by]: (row["first"], row["last"]) for row in rows}
