"""Who sits in each seat, press by press: § 3, stk. 4, § 5, stk. 9 and 11."""

import pytest

from meetings.actions import agenda
from meetings.actions import sitting as actions
from meetings.actions.sitting import Refused
from meetings.attendance_of import Span, attendance
from meetings.models import AbsenceNotice, AgendaItem, Decision, MarkedAbsent, Meeting, Stay, Vote
from tests.meetings.in_the_room import a_council, an_agenda, press, row_of, spans_of


@pytest.fixture
def items(meeting):
    return an_agenda(meeting, 4)


@pytest.fixture
def members(council):
    return a_council(council, 4)


@pytest.fixture
def anna(members):
    return members[0]


class TestPress:
    def test_at_the_beginning_it_is_for_the_whole_meeting(self, meeting, items, anna):
        press(meeting, anna, "member")
        assert spans_of(meeting, anna) == ["Anna A01 hele mødet"]
        press(meeting, anna, "substitute")
        assert spans_of(meeting, anna) == ["Sted S01 hele mødet"]
        press(meeting, anna, "nobody")
        assert (spans_of(meeting, anna), row_of(meeting, anna).marked_absent) == ([], True)
        press(meeting, anna, "member", items[0])
        assert spans_of(meeting, anna) == ["Anna A01 hele mødet"]
        assert not MarkedAbsent.objects.exists()

    def test_later_it_is_from_the_item_on(self, meeting, items, anna):
        press(meeting, anna, "member")
        press(meeting, anna, "nobody", items[2])
        assert spans_of(meeting, anna) == ["Anna A01 til og med punkt 1.2"]
        press(meeting, anna, "substitute", items[3])
        assert spans_of(meeting, anna) == ["Anna A01 til og med punkt 1.2", "Sted S01 fra punkt 1.4"]

    def test_swapped_twice_in_one_meeting(self, meeting, items, anna):
        press(meeting, anna, "member")
        press(meeting, anna, "substitute", items[1])
        press(meeting, anna, "member", items[2])
        press(meeting, anna, "substitute", items[3])
        assert spans_of(meeting, anna) == [
            "Anna A01 til og med punkt 1.1",
            "Sted S01 fra punkt 1.2 til og med punkt 1.2",
            "Anna A01 fra punkt 1.3 til og med punkt 1.3",
            "Sted S01 fra punkt 1.4",
        ]

    def test_a_wrong_press_is_undone_by_the_right_one(self, meeting, items, anna):
        press(meeting, anna, "member")
        before = row_of(meeting, anna).spans
        press(meeting, anna, "nobody", items[2])
        press(meeting, anna, "member", items[2])
        assert row_of(meeting, anna).spans == before
        press(meeting, anna, "substitute", items[2])
        press(meeting, anna, "member", items[2])
        assert (row_of(meeting, anna).spans, Stay.objects.count()) == (before, 1)

    def test_who_goes_at_the_item_where_they_came_was_never_there(self, meeting, items, anna):
        press(meeting, anna, "nobody")
        press(meeting, anna, "member", items[2])
        press(meeting, anna, "nobody", items[2])
        assert (spans_of(meeting, anna), row_of(meeting, anna).marked_absent) == ([], True)

    def test_what_comes_later_is_not_lost_by_a_press_before_it(self, meeting, items, anna):
        press(meeting, anna, "nobody")
        press(meeting, anna, "member", items[2])
        with pytest.raises(Refused, match=r"Anna A01 er skrevet til stede fra punkt 1\.3.*«Tider»"):
            press(meeting, anna, "substitute", items[1])
        assert spans_of(meeting, anna) == ["Anna A01 fra punkt 1.3"]

    def test_twice_is_once(self, meeting, items, anna):
        for _ in range(2):
            press(meeting, anna, "member", seen="unset")
        for _ in range(2):
            press(meeting, anna, "nobody", items[1], seen=f"{Stay.objects.get().pk}.1")
        assert spans_of(meeting, anna) == ["Anna A01 til og med punkt 1.1"]

    def test_a_row_that_somebody_changed_is_shown_and_not_overwritten(self, meeting, items, anna):
        press(meeting, anna, "substitute")
        with pytest.raises(Refused, match="En anden har ændret rækken imens"):
            press(meeting, anna, "member", seen="unset")
        assert spans_of(meeting, anna) == ["Sted S01 hele mødet"]

    def test_a_seat_without_a_stand_in(self, meeting, items, anna):
        anna.seat.substitutes.all().delete()
        with pytest.raises(Refused, match="ingen stedfortræder"):
            press(meeting, anna, "substitute")

    def test_the_meeting_without_items(self, meeting, anna):
        press(meeting, anna, "member")
        press(meeting, anna, "substitute")
        assert spans_of(meeting, anna) == ["Sted S01 hele mødet"]

    def test_an_item_that_was_taken_off_meanwhile(self, meeting, items, anna):
        press(meeting, anna, "member")
        gone = AgendaItem(pk=items[3].pk)
        items[3].delete()
        with pytest.raises(Refused, match="taget af dagsordenen"):
            press(meeting, anna, "nobody", gone)

    def test_clear_takes_the_row_back_to_nothing(self, meeting, items, anna):
        press(meeting, anna, "nobody")
        actions.clear(meeting=meeting, seat_id=anna.seat_id, seen="absent")
        actions.clear(meeting=meeting, seat_id=anna.seat_id, seen="absent")
        assert row_of(meeting, anna).is_unset


class TestTimes:
    def set(self, meeting, member, *spans):
        row = row_of(meeting, member)
        actions.set_spans(meeting=meeting, seat_id=member.seat_id, spans=spans, seen=row.token)

    def test_any_number_of_stays(self, meeting, items, anna):
        there, stand_in = attendance(meeting), row_of(meeting, anna).substitute
        first, second, third, _ = there.items
        wanted = [Span(anna.person, None, first), Span(stand_in, second, second), Span(anna.person, third)]
        self.set(meeting, anna, *wanted)
        assert row_of(meeting, anna).spans == wanted
        kept = set(Stay.objects.values_list("pk", flat=True))
        self.set(meeting, anna, *wanted[:2])
        assert set(Stay.objects.values_list("pk", flat=True)) < kept

    @pytest.mark.parametrize(
        ("which", "breach"),
        [
            ("overlap", "Anna A01 og Sted S01 sidder på Anna A01s plads to gange samtidig"),
            ("backwards", "Anna A01 går efter punkt 1.1, før mødet når til punkt 1.3"),
            ("stranger", "Sted S02 er ikke stedfortræder for Anna A01"),
            ("two seats", "Sted S01 sidder på to pladser samtidig: Anna A01s og Bo A02s"),
        ],
    )
    def test_what_breaks_a_rule_is_not_written_at_all(self, meeting, items, members, which, breach):
        anna, bo = members[:2]
        there = attendance(meeting)
        stand_in, other = row_of(meeting, anna).substitute, row_of(meeting, bo).substitute
        press(meeting, anna, "substitute" if which == "two seats" else "member")
        spans = {
            "overlap": [Span(anna.person), Span(stand_in, there.items[1])],
            "backwards": [Span(anna.person, there.items[2], there.items[0])],
            "stranger": [Span(other)],
            "two seats": [Span(stand_in)],
        }[which]
        member = bo if which == "two seats" else anna
        before = list(Stay.objects.values())
        with pytest.raises(Refused) as refused:
            self.set(meeting, member, *spans)
        assert breach in str(refused.value)
        assert list(Stay.objects.values()) == before


class TestAllPresent:
    def test_only_those_that_nobody_has_looked_at_and_without_a_notice(self, meeting, items, members):
        anna, bo, carla, dan = members
        press(meeting, anna, "nobody")
        press(meeting, bo, "substitute")
        AbsenceNotice.objects.create(meeting=meeting, membership=carla)
        actions.all_present(meeting=meeting)
        actions.all_present(meeting=meeting)
        assert [spans_of(meeting, one) for one in members] == [
            [], ["Sted S02 hele mødet"], [], ["Dan A04 hele mødet"],
        ]  # fmt: skip
        assert [str(row.who) for row in attendance(meeting).unset] == ["Carla A03"]
        assert dan.pk

    def test_undo_leaves_what_was_changed_since(self, meeting, items, members):
        made = actions.all_present(meeting=meeting)
        press(meeting, members[0], "nobody", items[2])
        undone = actions.undo_all_present(meeting=meeting, stays=[stay.pk for stay in made])
        again = actions.undo_all_present(meeting=meeting, stays=[stay.pk for stay in made])
        assert (undone, again) == (3, 0)
        assert spans_of(meeting, members[0]) == ["Anna A01 til og med punkt 1.2"]


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("planned", "ikke udsendt"),
        ("preparation", "ikke udsendt"),
        ("approved", "Mødet er lukket"),
        ("closed", "Mødet er lukket"),
    ],
)
def test_a_meeting_that_is_not_in_session_is_not_written_in(meeting, items, anna, status, sentence):
    Meeting.objects.filter(pk=meeting.pk).update(status=status)
    for write in (
        lambda: press(meeting, anna, "member"),
        lambda: actions.all_present(meeting=meeting),
        lambda: actions.undo_all_present(meeting=meeting, stays=[]),
        lambda: actions.clear(meeting=meeting, seat_id=anna.seat_id, seen="unset"),
        lambda: actions.set_spans(
            meeting=meeting, seat_id=anna.seat_id, spans=[Span(anna.person)], seen="unset"
        ),
    ):
        with pytest.raises(Refused, match=sentence):
            write()
    assert not Stay.objects.exists()


def test_an_item_where_somebodys_stay_ends_is_not_deleted(meeting, items, anna):
    press(meeting, anna, "member")
    press(meeting, anna, "nobody", items[2])
    with pytest.raises(agenda.ItemInUse, match=r"Anna A01.*«Tider»"):
        agenda.delete_item(item=items[1])
    agenda.delete_item(item=items[3])
    assert AgendaItem.objects.count() == 3


def test_an_item_with_a_vote_or_a_decision_is_not_deleted(meeting, items):
    Decision.objects.create(item=items[0], text="Vedtaget.")
    Decision.objects.create(item=items[1], text="")
    Vote.objects.create(item=items[2], number=1, question="?", form="number", members=3, present=2)
    for item, sentence in ((items[0], "en beslutning"), (items[2], "en afstemning")):
        with pytest.raises(agenda.ItemInUse, match=sentence):
            agenda.delete_item(item=item)
    agenda.delete_item(item=items[1])
