"""Two secretaries put people in one seat at the same moment: real transactions side by side."""

import pytest

from kkr_portal.registry.models import Person
from meetings.actions.memberships import fill_seat, member_leaves
from meetings.actions.periods import Refused
from meetings.actions.substitutes import choose_substitute
from meetings.models import Membership, Substitute
from tests.meetings.members import LATER, START
from tests.side_by_side import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_people_in_one_seat(house):
    seat = house.elected_seat()
    results = at_once(
        *[
            lambda name=name: fill_seat(seat=seat, since=START, **house.given(name))
            for name in ("Anna Øst", "Bo Ås")
        ]
    )
    refused = [one for one in results if isinstance(one, Refused)]
    assert ([one.field for one in refused], Membership.objects.count(), Person.objects.count()) == (
        ["since"], 1, 1,
    )  # fmt: skip


def test_two_clicks_are_one_member(house):
    seat = house.elected_seat()
    one, other = at_once(
        *[lambda: fill_seat(seat=seat, since=START, **house.given("Anna Øst"))] * 2
    )  # fmt: skip
    assert (one == other, Membership.objects.count(), Person.objects.count()) == (True, 1, 1)


def test_two_clicks_are_one_succession(house):
    seat = house.elected_seat()
    anna = house.put(seat, "Anna Øst")
    house.stand_in(seat, "Bo Ås")
    one, other = at_once(
        *[lambda: member_leaves(membership=anna, because="died", day=LATER, substitute_enters=True)] * 2
    )
    assert (one == other, Membership.objects.count(), Substitute.objects.count()) == (True, 2, 1)


def test_one_person_as_member_here_and_stand_in_there(house):
    one, other = house.elected_seat(), house.elected_seat()
    house.put(other, "Anna Øst")
    bo = house.person("Bo Ås")
    results = at_once(
        lambda: fill_seat(seat=one, since=START, **house.given(bo)),
        lambda: choose_substitute(seat=other, since=START, origin="group", **house.given(bo)),
    )
    assert [isinstance(result, Refused) for result in results].count(True) == 1
    assert Membership.objects.filter(person=bo).count() + Substitute.objects.count() == 1
