"""Two clicks, or two secretaries, at the same moment: real transactions side by side."""

from datetime import date

import pytest

from meetings.actions import life, plan, proposals
from meetings.models import AgendaItem, Meeting, Move
from tests.meetings.seated import seat_members
from tests.side_by_side import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_clicks_move_a_meeting_once_and_take_a_proposal_in_once(meeting, section, council):
    def move():
        return life.move(meeting=meeting, to=date(2022, 3, 14), reason="Sne.", by=None)

    assert [str(one.date) for one in at_once(move, move)] == ["2022-03-14", "2022-03-14"]
    assert (Move.objects.count(), Meeting.objects.get().calendar_sequence) == (1, 1)

    [membership] = seat_members(council, 1)
    proposal = proposals.propose(
        meeting=meeting, person=membership.person, title="Tog", text="Tog.", received_on=date(2022, 2, 1)
    )

    def take_in():
        return proposals.take_in(proposal=proposal, section=section)

    at_once(take_in, take_in)
    assert AgendaItem.objects.count() == 1


def test_a_move_and_a_plan_for_the_same_day_one_wins_and_the_other_is_told(meeting, council):
    row = {"day": date(2022, 3, 14), "starts_at": None, "ends_at": None, "place": ""}
    results = at_once(
        lambda: life.move(meeting=meeting, to=date(2022, 3, 14), reason="Sne.", by=None),
        lambda: plan.plan_meetings(council=council, rows=[row]),
    )
    refused = [one for one in results if isinstance(one, life.NotPossible)]
    there = Meeting.objects.filter(date=date(2022, 3, 14)).count()
    # The moved one, with no place and time either, is to the plan the same meeting: then nobody is refused.
    assert (there, len(refused) <= 1) == (1, True)
    assert [one for one in results if isinstance(one, Exception) and one not in refused] == []
