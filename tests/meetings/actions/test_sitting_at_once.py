"""Two secretaries at two tablets, at the same moment: real transactions side by side."""

import pytest

from meetings.actions import sitting, votes
from meetings.actions.sitting import Holder, Refused
from meetings.models import AgendaItem, Stay, Vote, Voter
from tests.meetings.in_the_room import a_council, an_agenda, press, spans_of
from tests.side_by_side import at_once, while_open

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = {"question": "Kan indstillingen tiltrædes?", "form": "number", "number": 1}


def seat(meeting, member, holder):
    return lambda: sitting.seat_from(
        meeting=meeting, seat_id=member.seat_id, holder=holder, item=None, seen="unset"
    )


def test_the_same_press_twice_is_one_stay(meeting, council):
    [anna] = a_council(council, 1)
    assert at_once(*[seat(meeting, anna, Holder.MEMBER)] * 2) == [None, None]
    assert spans_of(meeting, anna) == ["Anna A01 hele mødet"]


def test_different_presses_in_one_row_the_second_is_told(meeting, council):
    [anna] = a_council(council, 1)
    found = at_once(seat(meeting, anna, Holder.MEMBER), seat(meeting, anna, Holder.SUBSTITUTE))
    assert sorted(type(one) for one in found if one) == [Refused]
    assert Stay.objects.count() == 1


def test_different_rows_do_not_disturb_each_other(meeting, council):
    members = a_council(council, 4)
    assert at_once(*[seat(meeting, one, Holder.MEMBER) for one in members]) == [None] * 4
    assert Stay.objects.count() == 4


def test_one_vote_from_two_clicks(meeting, council):
    [item] = an_agenda(meeting, 1)
    for member in a_council(council, 3):
        press(meeting, member, "member")
    first, second = at_once(*[lambda: votes.open_vote(item=item, **QUESTION)] * 2)
    assert (first, Vote.objects.count(), Voter.objects.count()) == (second, 1, 3)


def test_a_vote_is_opened_while_somebody_edits_its_item(meeting, council):
    """The editor holds the item's row, and the vote points to it: neither waits for the other for ever."""
    [item] = an_agenda(meeting, 1)
    for member in a_council(council, 2):
        press(meeting, member, "member")

    def edit():
        held = AgendaItem.objects.select_for_update(no_key=True).get(pk=item.pk)
        held.title = "Rettet"
        held.save()

    vote = while_open(edit, lambda: votes.open_vote(item=item, **QUESTION))
    assert (vote.present, AgendaItem.objects.get().title) == (2, "Rettet")


def test_who_presses_while_the_minutes_are_approved_is_told(meeting, council):
    [anna] = a_council(council, 1)

    def approve():
        type(meeting).objects.filter(pk=meeting.pk).update(status="approved")

    refused = while_open(approve, seat(meeting, anna, Holder.MEMBER))
    assert (str(refused).startswith("Mødet er lukket"), Stay.objects.exists()) == (True, False)
