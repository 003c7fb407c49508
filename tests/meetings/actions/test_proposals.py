"""§ 5, stk. 4: a member's proposal from received to its answer, and back."""

from datetime import date

import pytest

from meetings.actions import proposals
from meetings.actions.agenda import add_section
from meetings.actions.life import NotPossible
from meetings.models import AgendaItem, Meeting, Proposal
from tests.meetings.seated import seat_members


@pytest.fixture
def anna(council):
    return seat_members(council, 1)[0].person


@pytest.fixture
def proposal(meeting, anna):
    return proposals.propose(
        meeting=meeting, person=anna, title="Tog", text="Flere tog.", received_on=date(2022, 2, 25)
    )


def test_the_same_form_twice_is_one_proposal(meeting, anna, proposal):
    again = proposals.propose(
        meeting=meeting, person=anna, title=" Tog ", text="Flere tog.\n", received_on=date(2022, 2, 26)
    )
    assert (again.pk, Proposal.objects.count(), again.received_on) == (proposal.pk, 1, date(2022, 2, 25))


def test_taken_in_becomes_the_sections_last_item_once(section, new_item, proposal, anna):
    new_item("Første")
    for _ in range(2):
        taken = proposals.take_in(proposal=proposal, section=section, closed=True)
    item = AgendaItem.objects.get(title="Tog")
    assert (item.presentation, item.position, item.closed) == (f"Flere tog.\n\n*Stillet af {anna}.*", 2, True)
    assert (taken.status, taken.item) == ("taken_in", item)


def test_a_late_one_may_be_taken_in(section, meeting, anna):
    late = proposals.propose(
        meeting=meeting, person=anna, title="Sent", text="Sent.", received_on=date(2022, 3, 6)
    )
    assert proposals.take_in(proposal=late, section=section).status == "taken_in"


def test_declined_with_a_reason_only_and_taken_up_again(proposal):
    with pytest.raises(NotPossible, match="Skriv, hvorfor"):
        proposals.decline(proposal=proposal, reason=" ")
    for reason in ("Ikke regional.", "En anden begrundelse."):
        declined = proposals.decline(proposal=proposal, reason=reason)
    assert (declined.status, declined.reason) == ("declined", "Ikke regional.")
    again = proposals.take_up_again(proposal=proposal)
    assert (again.status, again.reason) == ("received", "")


@pytest.mark.parametrize("answer", ["declined", "taken_in"])
def test_what_has_been_answered_is_not_withdrawn(answer, proposal, section):
    if answer == "declined":
        proposals.decline(proposal=proposal, reason="Nej.")
    else:
        proposals.take_in(proposal=proposal, section=section)
    with pytest.raises(NotPossible, match="allerede besvaret"):
        proposals.withdraw(proposal=proposal)


def test_withdrawn_twice_is_withdrawn_and_not_taken_in(proposal, section):
    for _ in range(2):
        assert proposals.withdraw(proposal=proposal).status == "withdrawn"
    with pytest.raises(NotPossible, match="trukket tilbage"):
        proposals.take_in(proposal=proposal, section=section)


def test_once_its_item_is_deleted_it_can_be_answered_anew(proposal, section):
    taken = proposals.take_in(proposal=proposal, section=section)
    with pytest.raises(NotPossible, match="Slet punktet først"):
        proposals.take_up_again(proposal=proposal)
    taken.item.delete()
    assert proposals.take_up_again(proposal=proposal).status == "received"
    assert proposals.take_in(proposal=proposal, section=section).item is not None


def test_not_into_another_meeting(proposal, draft):
    foreign = add_section(meeting=draft, title="Fremmed")
    with pytest.raises(NotPossible, match="andet møde"):
        proposals.take_in(proposal=proposal, section=foreign)
    assert AgendaItem.objects.count() == 0


@pytest.mark.parametrize("status", ["held", "minutes_drafted", "approved", "closed", "cancelled"])
def test_nothing_once_the_meeting_is_over_or_off(status, proposal, section, anna, meeting):
    before = {"status_before": "sent", "cancelled_because": "Sne."} if status == "cancelled" else {}
    Meeting.objects.filter(pk=meeting.pk).update(status=status, **before)
    doings = [
        lambda: proposals.propose(
            meeting=meeting, person=anna, title="Ny", text="Ny.", received_on=date(2022, 2, 1)
        ),
        lambda: proposals.take_in(proposal=proposal, section=section),
        lambda: proposals.decline(proposal=proposal, reason="Nej."),
        lambda: proposals.withdraw(proposal=proposal),
    ]
    for doing in doings:
        with pytest.raises(NotPossible, match=r"^Mødet"):
            doing()
    assert list(Proposal.objects.values_list("status", flat=True)) == ["received"]
