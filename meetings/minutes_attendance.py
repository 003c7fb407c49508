"""Who was at a meeting, as the minutes tell it: the people of the meeting's own day. Three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kkr_portal.registry.models import Party, Person
from meetings import minutes_text as text
from meetings.agenda import Agenda
from meetings.models import Meeting, Stay
from meetings.roster import Roster, Sitting, roster_on
from meetings.rules import attendance as rules
from meetings.rules import editions
from meetings.rules.quorum import quorum

NOBODY_KNOWN = "Portalen kender ikke KKR's medlemmer på mødets dag."
NOBODY_THERE = "Ingen medlemmer er registreret som til stede."


def attendance_text(meeting: Meeting, agenda: Agenda) -> str:
    """The minutes' part on attendance, in Markdown. ``agenda`` is the whole of it: its numbers are used."""
    roster = roster_on(meeting.council, meeting.date)
    numbers = [one.number for one in agenda.items]
    stays = list(meeting.stays.select_related("person"))
    noticed = set(meeting.absence_notices.values_list("membership_id", flat=True))
    return "\n\n".join(
        filter(None, [
            _led_by(meeting, roster),
            *_members(roster, _runs(stays, roster, agenda), numbers, noticed),
            _others(meeting),
            _quorum(meeting, roster, stays, agenda),
        ])
    )  # fmt: skip


def named(person: Person, party: Party | None, more: str = "") -> str:
    """«Anna Bro (A)», with what ``more`` there is to say."""
    behind = ", ".join(filter(None, [(party.letter or party.name) if party else "", more]))
    return text.plain(f"{person} ({behind})" if behind else str(person))


def _acting_name(sitting: Sitting) -> str:
    """Who holds the seat on the day: the member, or the stand-in who entered in a long absence."""
    member, substitute = sitting.member, sitting.substitute
    if member and substitute and sitting.absence_kind:
        return named(substitute.person, substitute.party, f"indtrådt for {member.person}")
    return named(member.person, member.party) if member else str(sitting.seat)


def _runs(stays: Sequence[Stay], roster: Roster, agenda: Agenda) -> dict[int, list[text.Run]]:
    """Seat → who sat in it, in order of time."""
    seats = {one.seat.pk: one for one in roster.sittings}
    found: dict[int, list[text.Run]] = defaultdict(list)
    for stay, (first, last) in zip(stays, _positions(stays, agenda), strict=True):
        if sitting := seats.get(stay.seat_id):
            acts = sitting.acting == stay.person
            found[stay.seat_id].append(
                text.Run(
                    stay.person_id,
                    _acting_name(sitting) if acts else named(stay.person, _party(sitting, stay.person)),
                    first,
                    last,
                    stands_in=not acts,
                )
            )
    return {seat: text.joined(runs) for seat, runs in found.items()}


def _positions(stays: Sequence[Stay], agenda: Agenda) -> list[tuple[int, int]]:
    """From which place on the agenda to which, counted from 1."""
    places = {one.item.pk: place for place, one in enumerate(agenda.items, 1)}
    end = max(len(places), 1)
    return [
        (places.get(stay.first_id or 0, 1), places.get(stay.last_id or 0, end)) for stay in stays
    ]  # fmt: skip


def _party(sitting: Sitting, person: Person) -> Party | None:
    for holder in (sitting.member, sitting.substitute):
        if holder and holder.person_id == person.pk:
            return holder.party
    return None


def _led_by(meeting: Meeting, roster: Roster) -> str:
    leader = meeting.led_by
    if leader is None:
        return ""
    sitting = roster.of(leader)
    post = next(
        (name for name, one in [("formanden", roster.chair), ("næstformanden", roster.deputy)]
         if one and one.acting == leader), ""
    )  # fmt: skip
    name = named(leader, _party(sitting, leader) if sitting else None)
    return f"Mødet blev ledet af {post}, {name}." if post else f"Mødet blev ledet af {name}."


def _members(
    roster: Roster, runs: dict[int, list[text.Run]], numbers: Sequence[str], noticed: set[int]
) -> list[str]:
    if not roster.sittings:
        return [NOBODY_KNOWN]
    there, part, excused, missing = [], [], [], []
    for sitting in roster.members:
        sat = runs.get(sitting.seat.pk, [])
        name = _acting_name(sitting)
        if text.sat_throughout(sat, numbers) and not sat[0].stands_in:
            there.append(name)
        elif sat:
            part.append(f"- {text.seat_told(name, sat, numbers)}")
        if not any(not run.stands_in for run in sat):
            if sitting.member and sitting.member.pk in noticed:
                excused.append(name)
            elif not sat:
                missing.append(name)
    if not there and not part:
        there_told = NOBODY_THERE
    else:
        there_told = f"**Til stede:** {text.listed(there)}." if there else ""
    return [
        there_told,
        "**Stedfortrædere og delvis deltagelse:**\n\n" + "\n".join(part) if part else "",
        f"**Afbud:** {text.listed(excused)}." if excused else "",
        f"**Fraværende uden afbud:** {text.listed(missing)}." if missing else "",
    ]


def _others(meeting: Meeting) -> str:
    lines = [text.plain(line) for line in meeting.others_present.splitlines() if line.strip()]
    return text.ended(f"**Øvrige deltagere:** {'; '.join(lines)}") if lines else ""


def _quorum(meeting: Meeting, roster: Roster, stays: Sequence[Stay], agenda: Agenda) -> str:
    """Left out where the rules of the day are not in the portal, or nobody is known to sit in the KKR."""
    if not editions.has_rules(meeting.date):
        return ""
    seats = {one.seat.pk for one in roster.members}
    sat = [
        rules.Stay(stay.person_id, stay.seat_id, first, last)
        for stay, (first, last) in zip(stays, _positions(stays, agenda), strict=True)
    ]
    return text.quorum_told(
        [
            (one.number, quorum(members=len(seats), present=rules.present(sat, place, members=seats),
                                on=meeting.date))
            for place, one in enumerate(agenda.items, 1)
        ]
    )  # fmt: skip
