"""Members come and go: § 3, stk. 1, 7–9 and 11."""

from datetime import date

import pytest

from kkr_portal.registry.models import Person
from meetings.actions.memberships import fill_seat, mayor_changes_party, member_leaves
from meetings.actions.people import Who
from meetings.actions.periods import Refused
from meetings.models import Absence, ListCooperation, Membership, Officer, Seat, Substitute, VoteCount
from meetings.roster import roster_on
from tests.meetings.members import LATER, START

BEFORE_LATER = date(2023, 5, 31)


def leave(membership, because="left_council", day=LATER, enters=False):
    return member_leaves(membership=membership, because=because, day=day, substitute_enters=enters)


def sits(house, day):
    return [
        (str(one.member or "–"), str(one.substitute or "–"))
        for one in roster_on(house.council, day).sittings
    ]  # fmt: skip


class TestFill:
    def test_a_new_person_from_a_day(self, house):
        seat = house.elected_seat()
        fill_seat(seat=seat, since=LATER, **house.given("Anna Øst"))
        assert (sits(house, BEFORE_LATER), sits(house, LATER)) == ([("–", "–")], [("Anna Øst", "–")])

    def test_the_same_form_twice_is_one_member_and_one_person(self, house):
        seat = house.elected_seat()
        first = fill_seat(seat=seat, since=START, **house.given("Anna Øst"))
        again = fill_seat(seat=seat, since=START, **house.given("Anna Øst"))
        assert (again, Membership.objects.count(), Person.objects.count()) == (first, 1, 1)

    def test_two_people_in_one_seat(self, house):
        seat = house.elected_seat()
        house.put(seat, "Anna Øst")
        with pytest.raises(Refused, match="Pladsen har allerede et medlem den dag: Anna Øst") as refused:
            fill_seat(seat=seat, since=LATER, **house.given("Bo Ås"))
        assert (refused.value.field, Person.objects.count()) == ("since", 1)

    def test_two_people_in_one_seat_when_the_second_begins_before_the_first(self, house):
        seat = house.elected_seat()
        house.put(seat, "Anna Øst", LATER)
        with pytest.raises(Refused, match="Pladsen har allerede et medlem på den tid") as refused:
            fill_seat(seat=seat, since=START, **house.given("Bo Ås"))
        assert (refused.value.field, Person.objects.count()) == ("since", 1)

    def test_a_member_of_two_seats(self, house):
        member = house.put(house.elected_seat(), "Anna Øst")
        where = r"allerede medlem.*KKR Midtjylland \(Venstre, plads 1\)"
        with pytest.raises(Refused, match=where) as refused:
            fill_seat(seat=house.elected_seat(), since=LATER, **house.given(member.person))
        assert refused.value.field == "person"

    def test_a_stand_in_of_another_seat(self, house):
        seat = house.elected_seat()
        house.put(seat, "Anna Øst")
        bo = house.stand_in(seat, "Bo Ås")
        with pytest.raises(Refused, match=r"stedfortræder på den tid \(§ 3, stk\. 4\)") as refused:
            fill_seat(seat=house.elected_seat(), since=LATER, **house.given(bo.person))
        assert refused.value.field == "person"

    def test_the_seats_own_stand_in_takes_it(self, house):
        seat = house.mayor_seat()
        anna, bo = house.put(seat, "Anna Øst"), house.stand_in(seat, "Bo Ås")
        leave(anna, "no_longer_mayor")
        fill_seat(seat=seat, since=LATER, **house.given(bo.person))
        bo.refresh_from_db()
        assert (sits(house, LATER), bo.ended_because) == ([("Bo Ås", "–")], "became_member")

    def test_a_mayors_seat_is_the_municipalitys_own(self, house):
        with pytest.raises(Refused, match="Pladsen er borgmesterens i Aarhus"):
            fill_seat(seat=house.mayor_seat("Aarhus"), since=START, **house.given("Anna Øst"))

    @pytest.mark.parametrize("day", [date(2022, 1, 18), date(2026, 1, 20)])
    def test_outside_the_term(self, house, day):
        house.term.period = (START, date(2026, 1, 20))
        house.term.save()
        with pytest.raises(Refused, match=r"KKR tiltrådte|Funktionsperioden sluttede"):
            fill_seat(seat=house.elected_seat(), since=day, **house.given("Anna Øst"))


class TestLeaving:
    def test_part_11_the_stand_in_takes_the_seat_and_a_new_one_is_to_be_chosen(self, house):
        seat = house.elected_seat()
        anna, bo = house.put(seat, "Anna Øst"), house.stand_in(seat, "Bo Ås")
        new = leave(anna, "left_party", enters=True)
        bo.refresh_from_db()
        assert sits(house, BEFORE_LATER) == [("Anna Øst", "Bo Ås")]
        assert sits(house, LATER) == [("Bo Ås", "–")]
        assert (new.person, bo.ended_because, new.party) == (bo.person, "became_member", bo.party)

    def test_part_11_the_stand_in_declines_and_is_the_new_members(self, house):
        seat = house.elected_seat()
        anna, _ = house.put(seat, "Anna Øst"), house.stand_in(seat, "Bo Ås")
        assert leave(anna) is None
        assert sits(house, LATER) == [("–", "Bo Ås")]
        fill_seat(seat=seat, since=LATER, **house.given("Carl Eg"))
        assert sits(house, LATER) == [("Carl Eg", "Bo Ås")]

    def test_twice_does_it_once(self, house):
        seat = house.elected_seat()
        anna = house.put(seat, "Anna Øst")
        house.stand_in(seat, "Bo Ås")
        first = leave(anna, enters=True)
        assert (leave(anna, enters=True), Membership.objects.count()) == (first, 2)

    def test_who_has_left_cannot_leave_again(self, house):
        anna = house.put(house.elected_seat(), "Anna Øst")
        leave(anna)
        with pytest.raises(Refused, match=r"allerede udtrådt 1\. juni 2023"):
            leave(anna, day=date(2024, 1, 1))

    def test_nobody_leaves_before_the_first_day(self, house):
        anna = house.put(house.elected_seat(), "Anna Øst", LATER)
        with pytest.raises(Refused, match=r"skal ligge efter 1\. juni 2023") as refused:
            leave(anna, day=LATER)
        assert refused.value.field == "day"

    def test_no_stand_in_to_enter(self, house):
        anna = house.put(house.elected_seat(), "Anna Øst")
        with pytest.raises(Refused, match="ingen stedfortræder den dag"):
            leave(anna, enters=True)
        assert sits(house, LATER) == [("Anna Øst", "–")]

    def test_part_8_a_mayor_does_not_leave_with_the_party(self, house):
        mayor = house.put(house.mayor_seat(), "Anna Øst")
        with pytest.raises(Refused, match=r"bliver i KKR \(forretningsordenen § 3, stk\. 8\)"):
            leave(mayor, "left_party")

    def test_a_mayors_stand_in_does_not_become_mayor_by_it(self, house):
        seat = house.mayor_seat()
        mayor = house.put(seat, "Anna Øst")
        house.stand_in(seat, "Bo Ås")
        assert leave(mayor, "no_longer_mayor", enters=True) is None
        assert sits(house, LATER) == [("–", "Bo Ås")]

    def test_a_long_absence_and_the_chairs_post_end_with_it(self, house):
        anna = house.put(house.elected_seat(), "Anna Øst")
        chair = house.officer(anna)
        absence = Absence.objects.create(membership=anna, kind="exempt", period=(date(2023, 1, 1), None))
        leave(anna)
        for row in (chair, absence):
            row.refresh_from_db()
        assert (chair.period.upper, absence.period.upper) == (LATER, LATER)
        assert (chair.ended_because, roster_on(house.council, LATER).chair) == ("left_council", None)


class TestAMayorChangesParty:
    def change(self, membership, letter="A", day=LATER, house=None, adds_seat=True):
        party = house.party(letter) if letter else None
        return mayor_changes_party(membership=membership, party=party, day=day, adds_seat=adds_seat)

    def votes(self, house, **votes):
        for letter, number in votes.items():
            VoteCount.objects.create(term=house.term, party=house.party(letter), votes=number)

    def test_part_8_stays_and_past_days_show_the_old_party(self, house):
        mayor = house.put(house.mayor_seat(), "Anna Øst")
        new = self.change(mayor, house=house)
        mayor.refresh_from_db()
        before, after = (roster_on(house.council, day).of(mayor.person) for day in (BEFORE_LATER, LATER))
        assert (before.party.letter, after.party.letter) == ("V", "A")
        assert (mayor.ended_because, new.period.lower) == ("changed_party", LATER)

    def test_changes_twice(self, house):
        mayor = house.put(house.mayor_seat(), "Anna Øst")
        second = self.change(mayor, house=house)
        self.change(second, None, date(2024, 2, 1), house=house)
        parties = [
            str(roster_on(house.council, day).of(mayor.person).party)
            for day in (START, LATER, date(2024, 2, 1))
        ]
        assert parties == ["Venstre (V)", "Socialdemokratiet (A)", "None"]

    def test_twice_the_same_form_does_it_once(self, house):
        mayor = house.put(house.mayor_seat(), "Anna Øst")
        new = self.change(mayor, house=house)
        assert (self.change(mayor, house=house), Membership.objects.count()) == (new, 2)

    def test_part_9_the_only_member_of_a_party_with_two_per_cent(self, house):
        self.votes(house, V=20, A=980)
        mayor = house.put(house.mayor_seat(), "Anna Øst")
        self.change(mayor, house=house)
        extra = Seat.objects.get(kind="elected")
        assert (extra.group, extra.number, extra.beyond_cap) == ("Venstre", 1, True)

    @pytest.mark.parametrize(
        ("votes", "others"), [({"V": 19, "A": 981}, False), ({"V": 500, "A": 500}, True), ({}, False)]
    )
    def test_part_9_otherwise_none(self, house, votes, others):
        self.votes(house, **votes)
        mayor = house.put(house.mayor_seat(), "Anna Øst")
        if others:
            house.put(house.mayor_seat("Aarhus"), "Bo Ås")
        self.change(mayor, house=house)
        assert not Seat.objects.filter(beyond_cap=True).exists()

    def test_part_9_a_list_cooperation_counts_as_one(self, house):
        self.votes(house, V=10, C=10, A=980)
        for letter in "VC":
            ListCooperation.objects.create(term=house.term, party=house.party(letter), name="Samarbejdet")
        self.change(house.put(house.mayor_seat(), "Anna Øst"), house=house)
        assert Seat.objects.get(beyond_cap=True).group == "Samarbejdet"

    def test_a_long_absence_goes_on(self, house):
        mayor = house.put(house.mayor_seat(), "Anna Øst")
        back = date(2023, 12, 1)
        Absence.objects.create(membership=mayor, kind="exempt", period=(date(2023, 1, 1), back))
        new = self.change(mayor, house=house)
        found = Absence.objects.order_by("period")
        periods = [(one.membership_id, one.period.lower, one.period.upper) for one in found]
        assert periods == [(mayor.pk, date(2023, 1, 1), LATER), (new.pk, LATER, back)]

    def test_an_elected_member_does_not_stay(self, house):
        member = house.put(house.elected_seat(), "Anna Øst")
        with pytest.raises(Refused, match=r"udtræder af KKR \(forretningsordenen § 3, stk\. 7\)"):
            self.change(member, house=house)

    def test_the_same_party_is_no_change(self, house):
        mayor = house.put(house.mayor_seat(), "Anna Øst")
        with pytest.raises(Refused) as refused:
            self.change(mayor, "V", house=house)
        assert refused.value.field == "party"


def test_a_member_who_joined_after_a_meeting_is_not_among_its_members(house, meeting):
    seat = house.elected_seat()
    anna = house.put(seat, "Anna Øst")
    house.stand_in(seat, "Bo Ås")
    house.officer(anna)
    leave(anna, day=date(2022, 3, 8), enters=True)  # the day after
    roster = roster_on(house.council, meeting.date)
    assert [str(one.member) for one in roster.members] == ["Anna Øst"]
    assert str(roster.chair.acting) == "Anna Øst"


def test_a_person_is_known_again_by_name(house):
    anna = house.person("Anna Øst")
    assert (Who(known=anna).is_like(anna), Who(None, "Anna", "Øst").is_like(anna)) == (True, True)
    assert not Who(None, "Anna", "Ås").is_like(anna)
    assert (Substitute.objects.count(), Officer.objects.count()) == (0, 0)
