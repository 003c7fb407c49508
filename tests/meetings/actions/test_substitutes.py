"""Stand-ins are chosen, and stop: § 3, stk. 3–4, 7 and 12."""

from datetime import date

import pytest

from kkr_portal.registry.models import Mandate, Person
from meetings.actions.periods import Refused
from meetings.actions.substitutes import choose_substitute, substitute_leaves
from meetings.models import Substitute
from meetings.roster import roster_on
from tests.meetings.members import LATER, START


def choose(house, seat, who, since=START, origin="group", **more):
    return choose_substitute(seat=seat, since=since, origin=origin, **house.given(who), **more)


def test_one_for_a_member_and_the_same_form_twice_is_one(house):
    seat = house.elected_seat()
    house.put(seat, "Anna Øst")
    first = choose(house, seat, "Bo Ås")
    assert (choose(house, seat, "Bo Ås"), Substitute.objects.count(), Person.objects.count()) == (first, 1, 2)


def test_part_4_a_stand_in_for_two_members(house):
    one, other = house.elected_seat(), house.elected_seat()
    house.put(one, "Anna Øst")
    house.put(other, "Carl Eg")
    bo = house.stand_in(one, "Bo Ås")
    with pytest.raises(Refused, match=r"Bo Ås er stedfortræder for Anna Øst.*§ 3, stk\. 4") as refused:
        choose(house, other, bo.person, LATER)
    assert refused.value.field == "person"


def test_part_4_a_stand_in_for_two_members_later_on(house):
    """On the first day the person is free; the database looks at the whole period."""
    one, other = house.elected_seat(), house.elected_seat()
    house.put(one, "Anna Øst")
    house.put(other, "Carl Eg")
    bo = house.stand_in(one, "Bo Ås", LATER)
    with pytest.raises(Refused, match="allerede stedfortræder for et andet medlem") as refused:
        choose(house, other, bo.person, START)
    assert refused.value.field == "person"


def test_part_4_a_stand_in_who_is_a_member(house):
    one, other = house.elected_seat(), house.elected_seat()
    house.put(one, "Anna Øst")
    carl = house.put(other, "Carl Eg")
    with pytest.raises(Refused, match=r"Carl Eg er selv medlem.*§ 3, stk\. 4"):
        choose(house, one, carl.person)


def test_part_4_a_stand_in_who_becomes_a_member_later(house):
    one, other = house.elected_seat(), house.elected_seat()
    house.put(one, "Anna Øst")
    carl = house.put(other, "Carl Eg", LATER)
    with pytest.raises(Refused, match=r"Personen er selv medlem på den tid.*1\. juni 2023"):
        choose(house, one, carl.person, START)


def test_two_stand_ins_for_one_member(house):
    seat = house.elected_seat()
    house.put(seat, "Anna Øst")
    house.stand_in(seat, "Bo Ås")
    with pytest.raises(Refused, match="Bo Ås er stedfortræder den dag"):
        choose(house, seat, "Carl Eg", LATER)


def test_part_3_no_stand_in_without_a_member(house):
    with pytest.raises(Refused, match=r"intet medlem 19\. januar 2022"):
        choose(house, house.elected_seat(), "Bo Ås")


class TestPart3TheMayors:
    @pytest.fixture
    def seat(self, house):
        seat = house.mayor_seat()
        house.put(seat, "Anna Øst")
        return seat

    def deputies(self, house, **people):
        for office, person in people.items():
            Mandate.objects.create(
                person=person, municipality=house.place(), office=office, period=(START, None)
            )

    def test_the_first_deputy_mayor(self, house, seat):
        bo, carl = house.person("Bo Ås"), house.person("Carl Eg")
        self.deputies(house, first_deputy=bo, second_deputy=carl)
        with pytest.raises(Refused, match=r"er 1\. viceborgmester, Bo Ås, og ikke Carl Eg") as refused:
            choose(house, seat, carl, origin="second_deputy")
        assert refused.value.field == "anyway"
        assert choose(house, seat, bo, origin="first_deputy").person == bo

    def test_the_second_where_the_first_is_elected_by_a_party(self, house, seat):
        bo, carl = house.put(house.elected_seat(), "Bo Ås").person, house.person("Carl Eg")
        self.deputies(house, first_deputy=bo, second_deputy=carl)
        assert choose(house, seat, carl, origin="second_deputy").person == carl

    def test_another_only_with_a_reason(self, house, seat):
        bo, carl = house.person("Bo Ås"), house.person("Carl Eg")
        self.deputies(house, first_deputy=bo)
        with pytest.raises(Refused):
            choose(house, seat, carl, origin="council", anyway=True)
        note = "Stamdata er ikke opdateret"
        assert choose(house, seat, carl, origin="council", anyway=True, note=note).note == note

    def test_nobody_is_named_where_the_deputies_are_not_known(self, house, seat):
        assert str(choose(house, seat, "Carl Eg", origin="first_deputy")) == "Carl Eg"


class TestStopping:
    def test_part_12_a_new_one_from_the_day(self, house):
        seat = house.elected_seat()
        house.put(seat, "Anna Øst")
        bo = house.stand_in(seat, "Bo Ås")
        substitute_leaves(substitute=bo, because="left_party", day=LATER)
        choose(house, seat, "Carl Eg", LATER)
        names = [
            str(roster_on(house.council, day).sittings[0].substitute) for day in (date(2023, 5, 31), LATER)
        ]
        assert names == ["Bo Ås", "Carl Eg"]

    def test_twice_does_it_once_and_another_day_is_refused(self, house):
        seat = house.elected_seat()
        bo = house.stand_in(seat, "Bo Ås")
        for _ in range(2):
            substitute_leaves(substitute=bo, because="died", day=LATER)
        with pytest.raises(Refused, match=r"stoppede allerede 1\. juni 2023"):
            substitute_leaves(substitute=bo, because="died", day=date(2024, 1, 1))

    def test_a_mayors_stand_in_stays_when_changing_party(self, house):
        bo = house.stand_in(house.mayor_seat(), "Bo Ås")
        with pytest.raises(Refused) as refused:
            substitute_leaves(substitute=bo, because="left_party", day=LATER)
        assert refused.value.field == "because"
