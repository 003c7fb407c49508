"""Who came to a meeting of the term, from which item to which, and how they voted. All of it constructed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from kkr_portal.registry.models import Person
from meetings.models import AbsenceNotice, AgendaItem, Meeting, Stay, Vote, Voter
from meetings.roster import Roster, Sitting
from meetings.rules import attendance

# By place on the list of those who hold no post: what happened to the seat on an ordinary day.
NOTICE_AND_STAND_IN, NOTICE_ONLY, ABSENT = (2, 9), (5, 17), (21,)
STAND_IN_TAKES_OVER, LEAVES_EARLY = 12, 7
AGAINST, ABSTAINS = ("Dansk Folkeparti", "Nye Borgerlige"), ("Liberal Alliance", "Enhedslisten")
Answer = Vote.Answer


def hold(meeting: Meeting, roster: Roster, *, leads: Person, votes: bool, all_came: bool) -> None:
    """Attendance, and for ``votes`` two votes: one by name, one by number that the chair decides."""
    items = list(
        AgendaItem.objects.filter(section__meeting=meeting).order_by("section__position", "position")
    )
    plain = [one for one in roster.members if not one.post and one.member and one.member.person != leads]
    posts = [one for one in roster.members if one not in plain]
    stays = [_stay(meeting, one) for one in posts]
    for number, one in enumerate(plain):
        stays += [_stay(meeting, one)] if all_came else _ordinary_day(meeting, one, number, items)
    Stay.objects.bulk_create(stays)
    meeting.led_by, meeting.others_present = leads, "Fra KL deltog Kaj Konsulent (opdigtet)."
    meeting.save()
    if votes:
        _by_name(items[1], roster, _seated(roster, stays, items, 1))
        _by_number(items[2], roster, _seated(roster, stays, items, 2))


def _stay(meeting: Meeting, sitting: Sitting, *, stand_in: bool = False, **items: AgendaItem) -> Stay:
    person = sitting.substitute.person if stand_in and sitting.substitute else sitting.acting
    return Stay(meeting=meeting, seat=sitting.seat, person=person, **items)


def _ordinary_day(meeting: Meeting, one: Sitting, number: int, items: list[AgendaItem]) -> list[Stay]:
    if one.member and number in NOTICE_AND_STAND_IN + NOTICE_ONLY:
        told = datetime.combine(meeting.date, datetime.min.time()) - timedelta(days=3, hours=-9)
        AbsenceNotice.objects.create(
            meeting=meeting, membership=one.member, note="Anden mødeaktivitet", at=timezone.make_aware(told)
        )
        return [_stay(meeting, one, stand_in=True)] if number in NOTICE_AND_STAND_IN else []
    if number in ABSENT:
        return []
    if number == STAND_IN_TAKES_OVER:
        return [
            _stay(meeting, one, last=items[0]),
            _stay(meeting, one, stand_in=True, first=items[1]),
        ]
    if number == LEAVES_EARLY:
        return [_stay(meeting, one, last=items[1])]
    return [_stay(meeting, one)]


def _seated(roster: Roster, stays: list[Stay], items: list[AgendaItem], place: int) -> dict[int, Person]:
    """Seat → the person in it at the item, as the rule counts."""
    places = {one.pk: number for number, one in enumerate(items)}
    told = [
        attendance.Stay(
            person=one.person,
            member=one.seat_id,
            first=places[one.first_id] if one.first_id else 0,
            last=places[one.last_id] if one.last_id else None,
        )
        for one in stays
    ]
    return attendance.seated(told, place, members={one.seat.pk for one in roster.members})  # type: ignore[return-value]


def _vote(item: AgendaItem, roster: Roster, seated: dict[int, Person], answers: list[str], form: str) -> Vote:
    chair = roster.chair
    by_seat = dict(zip(seated, answers, strict=True))
    return Vote.objects.create(
        item=item,
        number=1,
        question=item.recommendation,
        form=form,
        at=timezone.make_aware(
            datetime.combine(item.meeting.date, datetime.min.time()) + timedelta(hours=11)
        ),
        members=len(roster.members),
        present=len(seated),
        in_favour=answers.count(Answer.FOR),
        against=answers.count(Answer.AGAINST),
        abstained=answers.count(Answer.ABSTAINS),
        chairs_answer=by_seat.get(chair.seat.pk, "") if chair else "",
    )


def _voters(vote: Vote, roster: Roster, seated: dict[int, Person], answers: list[str]) -> None:
    sittings = {one.seat.pk: one for one in roster.members}
    Voter.objects.bulk_create(
        Voter(
            vote=vote, seat=sittings[seat].seat, person=person, name=str(person),
            member_name=str(sittings[seat].member), party=str(sittings[seat].party or ""),
            chair=sittings[seat] is roster.chair, answer=answer,
        )
        for (seat, person), answer in zip(seated.items(), answers, strict=True)
    )  # fmt: skip


def _by_name(item: AgendaItem, roster: Roster, seated: dict[int, Person]) -> None:
    parties = {one.seat.pk: one.party.name if one.party else "" for one in roster.members}
    answers: list[str] = [
        Answer.AGAINST if parties[seat] in AGAINST
        else Answer.ABSTAINS if parties[seat] in ABSTAINS
        else Answer.FOR
        for seat in seated
    ]  # fmt: skip
    _voters(_vote(item, roster, seated, answers, Vote.Form.BY_NAME), roster, seated, answers)


def _by_number(item: AgendaItem, roster: Roster, seated: dict[int, Person]) -> None:
    """Equal numbers: as many against as for, the odd one abstains, and the chair is for."""
    chair = roster.chair.seat.pk if roster.chair else None
    half = len(seated) // 2
    others = iter([Answer.FOR] * (half - 1) + [Answer.AGAINST] * half + [Answer.ABSTAINS] * (len(seated) % 2))
    answers: list[str] = [Answer.FOR if seat == chair else next(others) for seat in seated]
    vote = _vote(item, roster, seated, answers, Vote.Form.BY_NUMBER)
    _voters(vote, roster, seated, [""] * len(seated))
