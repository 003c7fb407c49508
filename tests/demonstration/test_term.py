"""The term of KKR Midtjylland: real votes of 14 municipalities, everything else invented and labelled so."""

from collections import Counter
from datetime import date

import pytest

from kkr_portal.access.models import User
from kkr_portal.demonstration import term as demonstration
from kkr_portal.demonstration import term_agendas, term_people, users
from kkr_portal.registry.models import Mandate, Person
from meetings.actions import consultations as actions
from meetings.composition import composed
from meetings.models import (
    AgendaItem,
    Approval,
    Consultation,
    Election,
    Meeting,
    Membership,
    Proposal,
    Stay,
    Substitute,
    Term,
    Vote,
)
from meetings.roster import roster_on
from meetings.rules import votes as rule
from meetings.rules.convener import Mayor, convening
from meetings.rules.proportional_election import chair_and_deputy
from meetings.rules.quorum import Quorum
from tests.once import made_once

START, NOW = demonstration.START, date(2026, 11, 24)


def load() -> int:
    users.load()
    return demonstration.load().pk


pytestmark = pytest.mark.usefixtures("files_of_the_module")
term_made = made_once(load)


@pytest.fixture
def term(term_made, db):
    return Term.objects.get(pk=term_made)


def test_the_votes_are_the_published_ones_and_what_they_lack_is_said(term):
    rows = term.votes.exclude(municipality=None)
    assert (rows.count(), rows.values("municipality").distinct().count()) == (111, 14)
    assert sum(rows.values_list("votes", flat=True)) == 591_873
    assert set(rows.filter(mayors__gt=0)) == set()
    whole_region = term.votes.filter(municipality=None).values_list("party__letter", "votes", "mayors")
    assert set(whole_region) == {("A", 0, 9), ("V", 0, 9), ("C", 0, 1)}
    assert term.votes_lack.startswith("Kun 14 af regionens 19 kommuner; Odder, Samsø, Silkeborg, Struer og")
    assert ("regneeksempel" in term.votes_lack, len(term.votes_lack) <= 300) == (True, True)


def test_3_1_the_seats_are_what_the_rule_says(term):
    found = composed(term).composition
    parties = Counter(one.party.name for one in Membership.objects.filter(period__contains=START))
    assert parties == found.seats
    assert parties == {
        "Socialdemokratiet": 10, "Venstre": 9, "Det Konservative Folkeparti": 4,
        "SF – Socialistisk Folkeparti": 3, "Radikale Venstre": 2, "Enhedslisten": 1, "Dansk Folkeparti": 1,
        "Nye Borgerlige": 1,
    }  # fmt: skip
    elected = Counter(term.seats.filter(kind="elected").values_list("group", flat=True))
    assert elected == {group: number for group, number in found.elected.items() if number}
    assert term.fixed_on == START


def test_nineteen_mayors_one_for_each_municipality_and_as_many_of_each_party_as_the_source_says(term):
    mayors = [one for one in roster_on(term.council, START).members if one.seat.kind == "mayor"]
    assert Counter(one.party.letter for one in mayors) == term_people.MAYORS
    assert len({one.municipality for one in mayors}) == 19
    assert all(one.member.municipality == one.seat.municipality for one in mayors)
    assert {one.member.note for one in mayors} == {term_people.NOTE}


@pytest.mark.parametrize("day", [START, NOW])
def test_3_3_everybody_has_one_stand_in_of_their_own(term, day):
    roster = roster_on(term.council, day)
    people = [one.member.person for one in roster.sittings] + [
        one.substitute.person for one in roster.sittings
    ]
    assert (len(roster.members), roster.vacant, len(set(people))) == (31, [], 62)


def test_every_person_is_invented_and_named_so(term):
    people = set(Person.objects.all())
    assert {one.person for one in Membership.objects.all()} <= people
    assert {one.person for one in Substitute.objects.all()} <= people
    assert [str(one) for one in people if not (one.invented and str(one).endswith("(opdigtet)"))] == []
    assert [one for one in people if one.email or one.phone] == []
    assert set(Mandate.objects.values_list("source", flat=True)) == {term_people.INVENTED}
    assert set(Mandate.objects.values_list("person", flat=True)) == {one.pk for one in people}


def test_4_2_chair_and_deputy_are_of_the_parties_that_dhondt_gives_them(term):
    roster = roster_on(term.council, START)
    lines = {one.name: one.number for one in Election.objects.get().lines.all()}
    posts = chair_and_deputy(lines, on=START).posts
    assert [roster.chair.party.name, roster.deputy.party.name] == [post.party for post in posts]
    assert set(lines) == {one.party.name for one in roster.members}
    item = AgendaItem.objects.get(title=term_agendas.CHAIR_ELECTION)
    assert str(roster.chair.member.person) in item.decision.text
    assert {one.decided_in for one in term.officers.all()} == {item}


def test_4_1_the_longest_serving_mayor_led_the_constitution(term):
    mayors = Mandate.objects.filter(office="mayor").select_related("person")
    found = convening(
        [Mayor(one.person, ((one.period.lower, one.period.upper),)) for one in mayors], on=START
    )
    assert found.convener == Meeting.objects.get(date=START).led_by


def test_3_11_the_stand_in_of_a_member_who_left_has_the_seat(term):
    before, after = (roster_on(term.council, day) for day in (date(2023, 8, 31), date(2023, 9, 1)))
    [one] = [s for s in before.sittings if s.member.ended_because]
    [then] = [s for s in after.sittings if s.seat == one.seat]
    assert (then.member.person, one.member.ended_because) == (one.substitute.person, "left_council")
    assert then.substitute.person not in (one.member.person, one.substitute.person)


def test_each_meeting_says_that_it_is_constructed(term):
    found = Meeting.objects.order_by("date").values_list("date", "kind", "status")
    assert list(found) == [
        (date(2022, 1, 19), "constitutive", "closed"),
        (date(2022, 3, 7), "ordinary", "approved"),
        (date(2022, 6, 9), "ordinary", "minutes_drafted"),
        (date(2026, 12, 7), "ordinary", "preparation"),
        (date(2027, 2, 1), "ordinary", "planned"),
    ]
    assert all("Demonstration" in one.note and "konstrueret" in one.note for one in Meeting.objects.all())
    assert all("konstrueret" in one.text for one in Consultation.objects.all())


def test_5_9_the_votes_add_up_and_one_is_decided_by_the_chair(term):
    outcomes = []
    for vote in Vote.objects.order_by("item__position"):
        numbers = (vote.in_favour, vote.against, vote.abstained)
        counted = rule.Vote(Quorum(vote.members, vote.present), *numbers, chair=rule.Answer.FOR)
        assert (counted.breaches(), sum(numbers), vote.voters.count()) == ([], vote.present, vote.present)
        outcomes.append((vote.form, vote.chairs_answer, counted.outcome.value))
    assert outcomes == [
        ("name", "for", "vedtaget"), ("number", "for", "vedtaget ved formandens afgørende stemme"),
    ]  # fmt: skip


def test_5_11_nobody_attends_but_members_and_their_stand_ins(term):
    for meeting in Meeting.objects.filter(date__lt=NOW):
        seats = {
            one.seat.pk: {one.member.person_id, one.substitute.person_id}
            for one in roster_on(term.council, meeting.date).sittings
        }
        stays = list(Stay.objects.filter(meeting=meeting))
        assert stays
        assert [one for one in stays if one.person_id not in seats[one.seat_id]] == []


def test_minutes_were_approved_under_an_item_of_the_next_meeting_and_the_public_file_lacks_what_is_closed(
    term,
):
    found = [
        (one.meeting.date, one.item.meeting.date, one.item.title)
        for one in Approval.objects.order_by("meeting__date")
    ]
    assert found == [
        (date(2022, 1, 19), date(2022, 3, 7), "Godkendelse af referat"),
        (date(2022, 3, 7), date(2022, 6, 9), "Godkendelse af referat"),
    ]
    first, second = Approval.objects.order_by("meeting__date")
    assert (first.minutes_closed is None, second.minutes_closed) == (False, None)
    assert first.minutes_closed != first.minutes


def test_the_sign_ins_are_people_of_the_kkr_and_the_member_can_still_answer(term):
    roster = roster_on(term.council, NOW)
    member, stand_in = (User.objects.get(email=one).person for one in term_people.SIGN_INS.values())
    assert roster.of(member) == roster.of(stand_in)
    assert (roster.of(member).member.person, roster.of(member).substitute.person) == (member, stand_in)
    [waiting] = Consultation.objects.filter(status="open")
    row = waiting.answers.get(person=member)
    assert actions.record_answer(answer=row, given="for", comment="", on=NOW).answer == "for"
    assert Proposal.objects.get().person == member


def test_5_10_the_closed_consultation_is_reported_and_locked(term):
    [closed] = Consultation.objects.filter(status="closed")
    assert (closed.is_locked, closed.reported_in.meeting.date) == (True, date(2022, 6, 9))
    assert closed.answers.count() == 31
    assert 16 <= closed.answers.exclude(answer="").count() < 31
