"""Attendance by seats, with the people of the meeting's day: § 5, stk. 9 and 11; § 3, stk. 4–6."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.attendance_of import attendance
from meetings.models import Absence, AbsenceNotice, Meeting, Officer, Stay
from tests.meetings.in_the_room import START, a_council, a_person, a_seat, a_term, an_agenda, press


@pytest.fixture
def items(meeting):
    return an_agenda(meeting, 4)


def test_the_rows_are_the_members_of_the_meetings_day_and_no_others(meeting, council):
    term = a_term(council)
    a_seat(term, "Anna Øst", substitute="Bo Ås")
    a_seat(term, "Carl Senere", since=date(2022, 3, 8))  # the day after the meeting
    there = attendance(meeting)
    assert [str(row.who) for row in there.rows] == ["Anna Øst"]
    assert [str(one.seat) for one in there.roster.vacant] == ["Venstre, plads 2"]
    assert (len(there.members), there.quorum(0).sentence) == (
        1, "0 af 1 er til stede; mindst 1 kræves, § 5, stk. 9.",
    )  # fmt: skip


def test_a_stand_in_twice_in_one_meeting_is_never_eleven_votes_from_nine(meeting, council, items):
    """Nine seats; one member and the stand-in swap twice. Counted by seats, nine at every item."""
    members = a_council(council, 9)
    for member in members:
        press(meeting, member, "member")
    press(meeting, members[0], "substitute", items[1])
    press(meeting, members[0], "member", items[2])
    press(meeting, members[0], "substitute", items[3])
    there = attendance(meeting)
    assert [there.quorum(place).present for place in range(4)] == [9, 9, 9, 9]
    assert Stay.objects.filter(seat=members[0].seat).count() == 4
    assert there.breaches() == []


def test_who_took_part_who_came_and_who_went(meeting, council, items):
    whole, late, swapped, away, unset = a_council(council, 5)
    press(meeting, whole, "member")
    press(meeting, late, "nobody")
    press(meeting, late, "member", items[1])
    press(meeting, swapped, "member")
    press(meeting, swapped, "substitute", items[2])
    press(meeting, away, "substitute")
    there = attendance(meeting)
    assert [str(row.who) for row in there.took_part] == ["Anna A01", "Bo A02", "Carla A03"]
    assert [str(row.who) for row in there.absent_with_substitute] == ["Dan A04"]
    assert [str(row.who) for row in there.unset] == ["Eva A05"]
    assert [(one.item.number, str(one.person), one.arrives) for one in there.changes] == [
        ("1.2", "Bo A02", True),
        ("1.2", "Carla A03", False),
        ("1.3", "Sted S03", True),
    ]
    assert [there.quorum(place).present for place in range(4)] == [3, 4, 4, 4]
    assert row_states(there) == {"Anna A01": 1, "Bo A02": 1, "Carla A03": 2, "Dan A04": 1, "Eva A05": 0}
    assert unset.pk


def row_states(there):
    return {str(row.who): len(row.spans) for row in there.rows}


def test_during_a_long_absence_the_stand_in_sits_there_as_a_member_does(meeting, council):
    """§ 3, stk. 5: they act in the seat, have no stand-in of their own, and never hold the chair's vote."""
    anna, _ = a_council(council, 2)
    Absence.objects.create(membership=anna, kind="exempt", period=(START, None))
    press(meeting, anna, "member")
    row = attendance(meeting).row_of(anna.seat_id)
    assert (str(row.acting), str(row.who), row.substitute, row.took_part) == (
        "Sted S01", "Anna A01", None, True,
    )  # fmt: skip
    assert attendance(meeting).breaches() == []


def test_a_notice_and_a_seat_that_was_left_are_told(meeting, council, items):
    anna, bo = a_council(council, 2)
    notice = AbsenceNotice.objects.create(meeting=meeting, membership=bo, note="Ferie")
    press(meeting, anna, "member")
    there = attendance(meeting)
    assert [row.notice for row in there.rows] == [None, notice]
    # Corrected afterwards: Anna was no member on that day after all.
    type(anna).objects.filter(pk=anna.pk).update(period=(date(2022, 4, 1), None))
    there = attendance(meeting)
    assert [str(b) for b in there.breaches()] == [
        "Venstre, plads 1 var ikke medlem på mødets dag (forretningsordenen § 5, stk. 11)."
    ]
    assert (there.quorum(0).members, there.quorum(0).present) == (1, 0)


def test_a_person_in_two_seats_at_once_counts_once_and_is_a_breach(meeting, council):
    """§ 3, stk. 4: stand-in for one member only. The table refuses it by date; a stay can't bring it back."""
    anna, bo = a_council(council, 2)
    stand_in = attendance(meeting).row_of(anna.seat_id).substitute
    Stay.objects.create(meeting=meeting, seat=anna.seat, person=stand_in)
    Stay.objects.create(meeting=meeting, seat=bo.seat, person=stand_in)
    there = attendance(meeting)
    assert [str(breach) for breach in there.breaches()] == [
        "Sted S01 er ikke stedfortræder for Bo A02 (forretningsordenen § 5, stk. 11).",
        "Sted S01 sidder på to pladser samtidig: Anna A01s og Bo A02s (forretningsordenen § 3, stk. 4).",
    ]
    assert there.quorum(0).present == 1


def test_as_many_queries_for_58_members_as_for_two(council, meeting):
    items = an_agenda(meeting, 3)
    members = a_council(council, 2)

    def count() -> int:
        fresh = Meeting.objects.select_related("council").get(pk=meeting.pk)
        with CaptureQueriesContext(connection) as queries:
            there = attendance(fresh)
            [there.quorum(place).sentence for place in range(3)]
            [str(change.person) for change in there.changes]
        return len(queries)

    press(meeting, members[0], "member")
    few = count()
    term = members[0].seat.term
    for n in range(3, 59):
        member = a_seat(term, f"Flere A{n:02}", substitute=f"Sted S{n:02}")
        press(meeting, member, "substitute" if n % 3 else "member", items[n % 3])
    Officer.objects.create(term=term, post=2, person=a_person("Ny Næst"), group="V", period=(START, None))
    assert (few, count(), len(attendance(meeting).rows)) == (7, 7, 58)
