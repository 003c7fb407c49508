"""Who was at a meeting, as the minutes tell it: the people of the meeting's own day."""

from __future__ import annotations

from kkr_portal.registry.models import Party, Person
from meetings import minutes_text as text
from meetings.attendance_of import Attendance, SeatRow
from meetings.roster import Sitting
from meetings.rules import editions

NOBODY_KNOWN = "Portalen kender ikke KKR's medlemmer på mødets dag."
NOBODY_THERE = "Ingen medlemmer var til stede."
UNSET = "Fremmødet er ikke registreret."


def attendance_text(there: Attendance) -> str:
    """The minutes' part on attendance, in Markdown; numbers are those of the whole agenda."""
    parts = [_led_by(there), *_members(there), _others(there.meeting.others_present), _quorum(there)]
    return "\n\n".join(filter(None, parts))


def named(person: Person, party: Party | None, more: str = "") -> str:
    """«Anna Bro (A)», with what ``more`` there is to say."""
    behind = ", ".join(filter(None, [(party.letter or party.name) if party else "", more]))
    return text.plain(f"{person} ({behind})" if behind else str(person))


def _acting_name(sitting: Sitting) -> str:
    """Who holds the seat on the day: the member, or the stand-in who entered in a long absence."""
    member, substitute = sitting.member, sitting.substitute
    if member and substitute and sitting.absence_kind:
        return named(substitute.person, substitute.party, f"indtrådt for {member.person}")
    return named(member.person, member.party) if member else text.plain(str(sitting.seat))


def _party(sitting: Sitting, person: Person) -> Party | None:
    holders = (sitting.member, sitting.substitute)
    return next((one.party for one in holders if one and one.person_id == person.pk), None)


def _runs(there: Attendance, row: SeatRow) -> list[text.Run]:
    """Who sat in the seat, in order of time; places are counted from 1."""
    end = max(len(there.items), 1)
    return text.joined(
        text.Run(
            span.person.pk,
            _acting_name(row.sitting)
            if span.person == row.acting
            else named(span.person, _party(row.sitting, span.person)),
            there.place_of(span.first) + 1,
            there.place_of(span.last) + 1 if span.last else end,
            stands_in=span.person != row.acting,
        )
        for span in row.spans
    )


def _led_by(there: Attendance) -> str:
    leader, roster = there.meeting.led_by, there.roster
    if leader is None:
        return ""
    posts = [("formanden", roster.chair), ("næstformanden", roster.deputy)]
    post = next((name for name, one in posts if one and one.acting == leader), "")
    sitting = roster.of(leader)
    name = named(leader, _party(sitting, leader) if sitting else None)
    return f"Mødet blev ledet af {post}, {name}." if post else f"Mødet blev ledet af {name}."


def _members(there: Attendance) -> list[str]:
    if not there.rows:
        return [NOBODY_KNOWN]
    numbers = [one.number for one in there.items]
    whole: list[str] = []
    part: list[str] = []
    excused: list[str] = []
    missing: list[str] = []
    unset: list[str] = []
    for row in there.rows:
        runs, name = _runs(there, row), _acting_name(row.sitting)
        if text.sat_throughout(runs, numbers) and not runs[0].stands_in:
            whole.append(name)
        elif runs:
            part.append(f"- {text.seat_told(name, runs, numbers)}")
        if not row.took_part and row.notice:
            excused.append(name)
        elif not runs:
            (unset if row.is_unset else missing).append(name)
    if not (whole or part or missing):
        return [UNSET, _line("Afbud", excused)]
    return [
        _line("Til stede", whole) if whole or part else NOBODY_THERE,
        "**Stedfortrædere og delvis deltagelse:**\n\n" + "\n".join(part) if part else "",
        _line("Afbud", excused),
        _line("Fraværende uden afbud", missing),
        _line("Fremmøde ikke registreret", unset),
    ]


def _line(heading: str, names: list[str]) -> str:
    return f"**{heading}:** {text.listed(names)}." if names else ""


def _others(typed: str) -> str:
    lines = [text.plain(line) for line in typed.splitlines() if line.strip()]
    return text.ended(f"**Øvrige deltagere:** {'; '.join(lines)}") if lines else ""


def _quorum(there: Attendance) -> str:
    """Left out where the rules of the day are not in the portal, or nobody has said who was there."""
    if not editions.has_rules(there.meeting.date) or len(there.unset) == len(there.members):
        return ""
    return text.quorum_told([(one.number, there.quorum(place)) for place, one in enumerate(there.items)])
