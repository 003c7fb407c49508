"""What a KKR's secretariat must still see to about its members on a day, each with its paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from kkr_portal.law import Citation
from meetings.members_list import vacancy
from meetings.models import Absence, Ending, Officer, Seat, Substitute, Term
from meetings.roster import Roster
from meetings.rules import substitutes, succession
from meetings.rules.editions import cite

COMPOSITION = cite(3, 1)


@dataclass(frozen=True)
class Task:
    """``url`` is the page where it is done, ``link`` what the way there is called."""

    text: str
    citation: Citation
    url: str
    link: str


def _page(name: str, *args: object) -> str:
    return reverse(f"meetings:{name}", args=args)


def open_tasks(roster: Roster, today: date) -> list[Task]:
    """In the order in which they matter. Four queries."""
    if not roster.sittings:
        return []
    term = roster.sittings[0].seat.term
    return [*_vacant(roster), *_posts(roster, term), *_without_substitute(roster), *_absences(roster, today)]


def _vacant(roster: Roster) -> Iterator[Task]:
    for one in roster.vacant:
        text = f"{vacancy(one.seat)}."
        yield Task(text, COMPOSITION, _page("fill_seat", one.seat.pk), "Udfyld pladsen")


def _without_substitute(roster: Roster) -> Iterator[Task]:
    bare = [one for one in roster.members if not one.substitute]
    earlier = Substitute.objects.filter(seat__in=[one.seat.pk for one in bare]).order_by("period")
    why = dict(earlier.filter(period__fully_lt=(roster.day, None)).values_list("seat", "ended_because"))
    for one in bare:
        citation = substitutes.PERSONAL
        if one.seat.kind == Seat.Kind.ELECTED and one.seat.pk in why:
            entered = why[one.seat.pk] == Ending.BECAME_MEMBER
            citation = succession.SUBSTITUTE_TAKES_THE_SEAT if entered else succession.NEW_SUBSTITUTE
        text = f"{one.member} har ingen stedfortræder."
        yield Task(text, citation, _page("choose_substitute", one.seat.pk), "Vælg stedfortræder")


def _posts(roster: Roster, term: Term) -> Iterator[Task]:
    posts = Officer.objects.filter(term=term, period__startswith__lte=roster.day).order_by("period")
    rows = list(posts.select_related("person"))
    holders = {row.post: row for row in rows if not row.for_a_time and _holds(row, roster.day)}
    acting = {row.post for row in rows if row.for_a_time and _holds(row, roster.day)}
    last = {row.post: row for row in rows if not row.for_a_time}
    for post in Officer.Post:
        elect = _page("elect_officer", roster.council.slug, post.value)
        if post not in holders:
            group = f" {last[post].group} vælger en ny." if post in last else ""
            citation = succession.NEW_CHAIR if post in last else cite(4, 2)
            text = f"KKR har ingen {post.label}.{group}"
            yield Task(text, citation, elect, "Registrér valget")
        elif post not in acting:
            sitting = roster.of(holders[post].person_id)
            if sitting and sitting.absence_kind:
                text = (
                    f"{holders[post].person}, {post.label}, er fraværende i mindst 3 måneder. "
                    f"{holders[post].group} vælger en anden så længe."
                )
                yield Task(text, succession.CHAIR_AWAY, elect, "Registrér valget")


def _holds(row: Officer, day: date) -> bool:
    return row.period.lower <= day and (row.period.upper is None or day < row.period.upper)


def _absences(roster: Roster, today: date) -> Iterator[Task]:
    rows = Absence.objects.filter(
        membership__seat__term__council=roster.council, period__contains=roster.day
    ).select_related("membership__person")
    for absence in rows:
        if absence.kind == Absence.Kind.PREVENTED and not absence.decided_in_id:
            text = f"KKR har ikke afgjort, om betingelserne for {absence.membership}s fravær er opfyldt."
            page = _page("decide_absence", absence.pk)
            yield Task(text, substitutes.PREVENTED, page, "Registrér afgørelsen")
        if absence.expected_back and absence.expected_back <= today and roster.day <= today:
            text = f"{absence.membership} ventedes tilbage {absence.expected_back:%d.%m.%Y}."
            page = _page("member_returns", absence.pk)
            yield Task(text, substitutes.PREVENTED, page, "Registrér tilbagevenden")
