"""A KKR with people in it for the tests of a meeting: members, stand-ins, a chair."""

from __future__ import annotations

from datetime import date

from kkr_portal.registry.models import Council, Municipality, Party, Person
from meetings.actions import agenda as actions
from meetings.actions import sitting
from meetings.models import AgendaItem, Meeting, Membership, Officer, Seat, Section, Substitute, Term

START = date(2022, 1, 19)
GIVEN = ["Anna", "Bo", "Carla", "Dan", "Eva", "Finn", "Gerda", "Hans", "Ida", "Jens"]


def a_person(name: str) -> Person:
    given, _, family = name.partition(" ")
    return Person.objects.create(given_name=given, family_name=family, invented=True)


def a_term(council: Council) -> Term:
    return Term.objects.create(council=council, election_date=date(2021, 11, 16), period=(START, None))


def a_seat(term: Term, name: str, *, substitute: str = "", since: date = START) -> Membership:
    """The next seat of the group, with its member and, where named, the stand-in."""
    venstre, viborg = Party.objects.get(letter="V"), Municipality.objects.get(name="Viborg")
    number = Seat.objects.filter(term=term).count() + 1
    seat = Seat.objects.create(term=term, kind="elected", group="Venstre", number=number)
    if substitute:
        Substitute.objects.create(
            seat=seat, person=a_person(substitute), municipality=viborg, party=venstre, origin="group",
            period=(START, None),
        )  # fmt: skip
    return Membership.objects.create(
        seat=seat, person=a_person(name), municipality=viborg, party=venstre, period=(since, None)
    )


def a_council(council: Council, size: int) -> list[Membership]:
    """Members «Anna A01», «Bo A02» … in the order of their names, each with «Sted S01» …; Anna is chair."""
    term = a_term(council)
    members = [
        a_seat(term, f"{GIVEN[n % 10]} A{n + 1:02}", substitute=f"Sted S{n + 1:02}") for n in range(size)
    ]
    Officer.objects.create(term=term, post=1, person=members[0].person, group="Venstre", period=(START, None))
    return members


def an_agenda(meeting: Meeting, size: int) -> list[AgendaItem]:
    """So many items in one section: 1.1, 1.2 …"""
    section = Section.objects.create(meeting=meeting, title="Beslutninger", position=1)
    return [
        actions.place_item(AgendaItem(section=section, title=f"Sag {n}", recommendation="Tiltrædes."))
        for n in range(1, size + 1)
    ]


def press(
    meeting: Meeting, member: Membership, holder: str, item: AgendaItem | None = None, seen: str | None = None
) -> None:
    """One press in the member's row as it stands, unless ``seen`` says what was shown."""
    token = row_of(meeting, member).token if seen is None else seen
    sitting.seat_from(
        meeting=meeting, seat_id=member.seat_id, holder=sitting.Holder(holder), item=item, seen=token
    )


def row_of(meeting: Meeting, member: Membership):
    return sitting.attendance(meeting).row_of(member.seat_id)


def spans_of(meeting: Meeting, member: Membership) -> list[str]:
    """«Anna A01 hele mødet»: the row's stays in words."""
    return [f"{span.person} {span.told}" for span in row_of(meeting, member).spans]
