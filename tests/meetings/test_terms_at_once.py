"""Two people at the same moment: one composition, one term, and no votes slipping in behind it."""

from datetime import date

import pytest

from kkr_portal.registry.models import Council
from meetings.actions import terms as actions
from meetings.actions import vote_counts as votes
from meetings.actions.vote_counts import Count, VotesRefused
from meetings.models import Seat, Term
from tests.meetings.terms import START, make_term, nineteen, party
from tests.side_by_side import at_once, while_open

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def term(council):
    made = make_term(council)
    nineteen(made)
    return made


def test_fixed_twice_at_once_is_fixed_once(term):
    def fix() -> date | None:
        return actions.fix_composition(term=Term.objects.get(), on=START).fixed_on

    assert at_once(fix, fix) == [START, START]
    assert Seat.objects.count() == 33


def test_votes_wait_for_a_composition_that_is_being_fixed(term):
    counts = [Count(party("A").pk, 1)]
    answer = while_open(
        lambda: actions.fix_composition(term=term, on=START),
        lambda: votes.save_votes(term=Term.objects.get(), municipality=None, counts=counts),
    )
    assert isinstance(answer, VotesRefused)
    assert term.votes.count() == 4


def test_a_term_created_twice_at_once_is_one(council):
    def create() -> int:
        new = Term(election_date=date(2021, 11, 16), method="dhondt")
        return actions.create_term(council=Council.objects.get(pk=council.pk), term=new, begins=START).pk

    one, other = at_once(create, create)
    assert one == other
    assert Term.objects.count() == 1
