"""Who sits in a KKR on a date: «Hvem sad der den dag?» in one query.

A meeting is always shown with the people of its own day: ask with the meeting's date, never with today's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import FilteredRelation, OuterRef, Q, Subquery

from kkr_portal.registry.models import Council, Municipality, Party, Person
from meetings.models import Absence, Membership, Officer, Seat, Substitute


@dataclass(frozen=True)
class Sitting:
    """One seat on the date. ``member`` is None while it is vacant, ``substitute`` while nobody is chosen.

    ``absence`` is a long one (§ 3, stk. 5–6): then the stand-in has entered.
    """

    seat: Seat
    member: Membership | None
    substitute: Substitute | None
    absence_kind: str
    post: int | None
    for_a_time: bool = False  # holds the post while another is prevented (§ 3, stk. 14)

    @property
    def acting(self) -> Person | None:
        """Who holds the seat on the date: the stand-in during a long absence, else the member."""
        if self.absence_kind and self.substitute:
            return self.substitute.person
        return self.member.person if self.member else None

    @property
    def party(self) -> Party | None:
        return self.member.party if self.member else None

    @property
    def municipality(self) -> Municipality | None:
        return self.member.municipality if self.member else self.seat.municipality

    @property
    def post_name(self) -> str:
        """«formand», «næstformand», or empty. An officer for a time holds the post meanwhile."""
        return Officer.Post(self.post).label if self.post else ""


@dataclass(frozen=True)
class Roster:
    """The KKR on ``day``. Without seats the portal knows no members of that day."""

    council: Council
    day: date
    sittings: list[Sitting] = field(default_factory=list)

    @property
    def members(self) -> list[Sitting]:
        """The seats that have a member."""
        return [one for one in self.sittings if one.member]

    @property
    def vacant(self) -> list[Sitting]:
        return [one for one in self.sittings if not one.member]

    @property
    def chair(self) -> Sitting | None:
        return self._officer(Officer.Post.CHAIR)

    @property
    def deputy(self) -> Sitting | None:
        return self._officer(Officer.Post.DEPUTY)

    def _officer(self, post: int) -> Sitting | None:
        """Who holds the post on the day: the one elected for a time, while there is one."""
        holders = sorted((one for one in self.sittings if one.post == post), key=lambda o: not o.for_a_time)
        return holders[0] if holders else None

    @property
    def groups(self) -> dict[str, int]:
        """Members by the group that elected them, or the mayor's party, in falling number."""
        counted: dict[str, int] = {}
        for one in self.members:
            name = one.seat.group or (one.party.name if one.party else "Uden for partierne")
            counted[name] = counted.get(name, 0) + 1
        return dict(sorted(counted.items(), key=lambda pair: -pair[1]))

    def of(self, person: Person | int | None) -> Sitting | None:
        """The seat that the person has as a member or as its stand-in."""
        pk = person.pk if isinstance(person, Person) else person
        if pk is None:
            return None
        return next(
            (one for one in self.sittings if one.member and one.member.person_id == pk), None
        ) or next((one for one in self.sittings if one.substitute and one.substitute.person_id == pk), None)


def roster_on(council: Council, day: date) -> Roster:
    """Everybody's seat in ``council`` on ``day``, members in Danish order of their names, vacant seats last.

    One query, however many members.
    """
    absence = Absence.objects.filter(membership=OuterRef("sitting__pk"), period__contains=day)
    post = Officer.objects.filter(
        term=OuterRef("term"), person=OuterRef("sitting__person"), period__contains=day
    ).order_by("-for_a_time", "post")
    seats = (
        Seat.objects.filter(term__council=council, term__period__contains=day)
        .annotate(
            sitting=FilteredRelation("memberships", condition=Q(memberships__period__contains=day)),
            stand_in=FilteredRelation("substitutes", condition=Q(substitutes__period__contains=day)),
        )
        .annotate(
            absence_kind=Subquery(absence.values("kind")[:1]), post=Subquery(post.values("post")[:1]),
            for_a_time=Subquery(post.values("for_a_time")[:1]),
        )
        .select_related(  # type: ignore[misc]
            "term", "municipality", "sitting__person", "sitting__party", "sitting__municipality",
            "stand_in__person", "stand_in__party", "stand_in__municipality",
        )
        .order_by(
            "sitting__person__sort_key", "sitting__person__given_sort_key", "-kind",
            "municipality__sort_key", "group", "number",
        )
    )  # fmt: skip
    return Roster(
        council,
        day,
        [
            Sitting(
                seat,
                getattr(seat, "sitting", None),
                getattr(seat, "stand_in", None),
                seat.absence_kind or "",
                seat.post,
                bool(seat.for_a_time),
            )
            for seat in seats
        ],
    )
