"""Who sits or has sat in a KKR, as members, stand-ins, chairs: one row for each post, with its stamp.

What is still to come, why somebody left and who is away is not told, as on the pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import F, Max, Min
from django.db.models.functions import TruncDate
from django.utils import timezone

from kkr_portal.history.tracked import events_of
from kkr_portal.registry.models import Person
from meetings.models import Membership, Officer, Substitute
from meetings.oparl.stamps import Stamp

# The name in addresses, the table, and the way from it to its KKR.
KINDS: list[tuple[str, type[Any], str]] = [
    ("member", Membership, "seat__term__council_id"),
    ("substitute", Substitute, "seat__term__council_id"),
    ("officer", Officer, "term__council_id"),
]


@dataclass(frozen=True)
class Post:
    """``until`` is the last day; None while it lasts, as far as the public knows."""

    key: str
    person_id: int
    council_id: int
    role: str
    since: date
    until: date | None
    party: str
    party_id: int | None
    municipality: str
    seat_id: int | None
    stamp: Stamp

    @property
    def votes(self) -> bool | None:
        """A stand-in is not a member (§ 3, stk. 4); of a chair it is the membership that says it."""
        return {"member": True, "substitute": False}.get(self.key.split("-")[0])


def posts(*, council_id: int | None = None, people: Iterable[int] | None = None, key: str = "") -> list[Post]:
    """Of one KKR, of these people (ids), or the one of that key. Six queries at most."""
    today = timezone.localdate()
    found = []
    for name, model, council in KINDS:
        rows = model.objects.filter(period__startswith__lte=today).select_related("person")
        if council_id is not None:
            rows = rows.filter(**{council: council_id})
        if people is not None:
            rows = rows.filter(person__in=people)
        if key:
            rows = rows.filter(pk=_number(key, name))
        if model is not Officer:
            rows = rows.select_related("party", "municipality")
        rows = list(rows.annotate(of_council=F(council)).order_by("pk"))
        stamps = _stamps(model, [row.pk for row in rows]) if rows else {}
        found += [_post(name, row, stamps[row.pk], today) for row in rows]
    return found


def _number(key: str, name: str) -> int | None:
    kind, _, number = key.partition("-")
    return (
        int(number) if kind == name and number.isascii() and number.isdigit() and len(number) < 18 else None
    )


def _stamps(model: type[Any], pks: list[int]) -> dict[int, tuple[datetime, datetime]]:
    events = events_of(model).filter(pgh_obj_id__in=pks).order_by().values("pgh_obj_id")
    rows = events.annotate(first=Min("pgh_created_at"), last=Max("pgh_created_at"))
    return {row["pgh_obj_id"]: (row["first"], row["last"]) for row in rows}


def _post(name: str, row: Any, times: tuple[datetime, datetime], today: date) -> Post:
    left = row.period.upper if row.period.upper and row.period.upper <= today else None
    role = {"member": "Medlem", "substitute": "Stedfortræder"}.get(name)
    if role is None:
        role = row.get_post_display().capitalize() + (" (midlertidigt)" if row.for_a_time else "")
    first, last = times
    began = _midnight(row.period.lower)
    changed = max([last, began, *([_midnight(left)] if left else [])])
    return Post(
        f"{name}-{row.pk}", row.person_id, row.of_council, role, row.period.lower,
        left - timedelta(days=1) if left else None,
        *_from(row),
        Stamp(max(first, began), changed),
    )  # fmt: skip


def _from(row: Any) -> tuple[str, int | None, str, int | None]:
    """Party, municipality and seat, which a chair has only as a member."""
    if isinstance(row, Officer):
        return "", None, "", None
    return row.party.name if row.party else "", row.party_id, row.municipality.name, row.seat_id


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(0)))


def people_stamps(*, council_id: int | None = None, pk: int | None = None) -> dict[int, Stamp]:
    """By id: the people who are told of, and those who were and have no post any more. Ten queries."""
    people = None if pk is None else [pk]
    there: dict[int, list[Stamp]] = defaultdict(list)
    for post in posts(council_id=council_id, people=people):
        there[post.person_id].append(post.stamp)
    gone: dict[int, list[Stamp]] = defaultdict(list)
    for _, model, council in KINDS:
        events = events_of(model).filter(period__startswith__lte=TruncDate("pgh_created_at"))
        if council_id is not None:
            events = events.filter(**{council: council_id})
        if people is not None:
            events = events.filter(person_id__in=people)
        rows = (
            events.order_by().values("person_id").annotate(a=Min("pgh_created_at"), z=Max("pgh_created_at"))
        )
        for row in rows:
            gone[row["person_id"]].append(Stamp(row["a"], row["z"]))
    own = events_of(Person).filter(pgh_obj_id__in=there).order_by().values("pgh_obj_id")
    for row in own.annotate(last=Max("pgh_created_at")):
        there[row["pgh_obj_id"]].append(Stamp(there[row["pgh_obj_id"]][0].created, row["last"]))
    seated = set(there)
    return {
        one: _together([*there[one], *gone[one]], deleted=one not in seated)
        for one in sorted({*seated, *gone})
    }


def _together(stamps: list[Stamp], *, deleted: bool) -> Stamp:
    return Stamp(min(one.created for one in stamps), max(one.modified for one in stamps), deleted)
