"""An election is set up once, concluded once, opened again; chair and deputy chair take their posts."""

import threading
from datetime import date

import pytest
from django.db import connections

from kkr_portal.registry.models import Mandate, Municipality
from meetings.actions import elections as actions
from meetings.actions import elections_counting as counting
from meetings.actions.elections_refused import Refused
from meetings.counting_proportional import kept_lines
from meetings.models import AgendaItem, Elected, Election, Meeting, Officer, Section
from meetings.roster import roster_on
from tests.meetings.elections_made import (
    DAY,
    KIND,
    make_election,
    make_meeting,
    make_member,
    make_person,
    make_term,
    party_name,
)


@pytest.fixture
def term(council):
    return make_term(council, {"A": 100, "V": 60, "C": 30})


@pytest.fixture
def people(term):
    return {letter: make_member(term, letter, f"Medlem {letter}") for letter in "AVC"}


@pytest.fixture
def meeting(council):
    return make_meeting(council)


@pytest.fixture
def election(term, people, meeting):
    return make_election(meeting, KIND.CHAIR_AND_DEPUTY, "Formand og næstformand")


def conclude(election, people):
    return actions.conclude(election=election, persons={1: people["A"], 2: people["V"]})


def officers():
    return [
        (one.post, str(one.person), one.group, one.period.lower, one.period.upper)
        for one in Officer.objects.order_by("period", "post")
    ]


def test_the_elected_take_their_posts_on_the_day_of_the_meeting(election, people, council):
    conclude(election, people)
    assert officers() == [
        (1, "Medlem A", party_name("A"), DAY, None), (2, "Medlem V", party_name("V"), DAY, None),
    ]  # fmt: skip
    roster = roster_on(council, DAY)
    assert (str(roster.chair.acting), str(roster.deputy.acting)) == ("Medlem A", "Medlem V")


def test_through_an_alliance_the_alliance_is_the_group_that_elects_anew(election, people):
    groups = [party_name("V"), party_name("C")]
    counting.add_alliance(election=election, groups=groups, notified_on=date(2022, 1, 10))
    actions.conclude(election=election, persons={1: people["A"], 2: people["V"]})
    assert Officer.objects.get(post=2).group == f"valgforbundet {groups[0]} og {groups[1]}"


def test_concluded_twice_is_concluded_once(election, people):
    conclude(election, people)
    conclude(election, people)
    assert (Elected.objects.count(), Officer.objects.count()) == (2, 2)
    with pytest.raises(Refused, match="Valget er afsluttet"):
        actions.conclude(election=election, persons={1: people["A"], 2: people["C"]})


def test_a_concluded_election_takes_no_more(election, people):
    conclude(election, people)
    for do in (
        lambda: counting.add_alliance(
            election=election, groups=[party_name("V"), party_name("C")], notified_on=DAY
        ),
        lambda: actions.refresh_lines(election=election),
        lambda: actions.delete_election(election=election),
    ):
        with pytest.raises(Refused, match="Genåbn det"):
            do()


def test_opened_again_the_posts_are_empty_and_the_choice_is_remembered(election, people):
    conclude(election, people)
    actions.reopen(election=election)
    actions.reopen(election=election)
    assert (officers(), election.elected.count()) == ([], 2)
    conclude(election, people)
    assert len(officers()) == 2


def test_a_later_election_ends_the_earlier_posts_and_opened_again_gives_them_back(election, people, council):
    conclude(election, people)
    later = date(2023, 6, 1)
    second = make_election(
        make_meeting(council, later, kind=Meeting.Kind.ORDINARY), KIND.CHAIR_AND_DEPUTY, "Nyvalg"
    )
    before = officers()
    actions.conclude(election=second, persons={1: people["A"], 2: people["V"]})
    assert [(post, start, end) for post, _, _, start, end in officers()] == [
        (1, DAY, later), (2, DAY, later), (1, later, None), (2, later, None),
    ]  # fmt: skip
    actions.reopen(election=second)
    assert officers() == before


def test_a_post_that_has_changed_since_is_not_taken_back_in_silence(election, people):
    conclude(election, people)
    Officer.objects.filter(post=1).update(period=(DAY, date(2023, 1, 1)), ended_because="left_council")
    with pytest.raises(Refused, match="Posten som formand er ændret siden valget"):
        actions.reopen(election=election)
    assert (Officer.objects.count(), Election.objects.get().concluded) == (2, True)


def test_a_post_that_is_taken_already_refuses_the_conclusion(election, people, term):
    Officer.objects.create(term=term, post=1, person=people["C"], group="C", period=(DAY, None))
    with pytest.raises(Refused, match=r"Medlem C er allerede registreret som formand fra 19\.01\.2022"):
        conclude(election, people)
    assert (Elected.objects.count(), Election.objects.get().concluded) == (0, False)


def test_chair_and_deputy_are_members_for_their_group_on_the_day(election, people):
    for persons, message in (
        ({1: people["V"], 2: people["A"]}, "Medlem V er ikke medlem af KKR for"),
        ({1: people["A"], 2: make_person("En Udenfor")}, "En Udenfor er ikke medlem af KKR for"),
        ({1: people["A"]}, "Vælg, hvem der er valgt: næstformand."),
        ({1: people["A"], 2: people["A"]}, "Den samme person"),
    ):
        with pytest.raises(Refused, match=message):
            actions.conclude(election=election, persons=persons)
    assert not Elected.objects.exists()


def test_an_open_lot_refuses_the_conclusion(election, people):
    election.lines.filter(name=party_name("V")).update(number=50)
    with pytest.raises(Refused, match="Der skal trækkes lod"):
        conclude(election, people)


def test_4_4_only_members_of_municipal_councils_in_the_region(meeting, people):
    several = make_election(meeting, KIND.PROPORTIONAL, "To poster", 2)
    outside = make_person("En Udenfor")
    persons = {1: people["A"], 2: outside}
    groups = {party_name("A"): 3, party_name("V"): 2}
    actions.save_groups(election=several, groups=groups, seen=_seen(several))
    with pytest.raises(Refused, match="En Udenfor er ikke medlem af en kommunalbestyrelse i regionen"):
        actions.conclude(election=several, persons=persons)
    Mandate.objects.create(
        person=outside, municipality=Municipality.objects.get(name="Viborg"), office="councillor",
        period=(date(2022, 1, 1), None),
    )  # fmt: skip
    actions.conclude(election=several, persons=persons)
    assert [str(one) for one in several.elected.all()] == ["Medlem A", "En Udenfor"]


def _seen(election):
    return kept_lines({line.name: line.number for line in election.lines.all()})


def test_the_groups_come_from_the_members_and_two_who_change_them_are_told(meeting, people):
    several = make_election(meeting, KIND.PROPORTIONAL, "To poster", 2)
    assert dict(several.lines.values_list("name", "number")) == {party_name(one): 1 for one in "AVC"}
    seen = _seen(several)
    actions.save_groups(election=several, groups={"Gruppe 1": 2, "Gruppe 2": 1}, seen=seen)
    actions.save_groups(election=several, groups={"Gruppe 1": 2, "Gruppe 2": 1}, seen=seen)
    with pytest.raises(Refused, match="En anden har rettet grupperne imens til: Gruppe 1: 2; Gruppe 2: 1"):
        actions.save_groups(election=several, groups={"Gruppe 1": 3}, seen=seen)


def test_made_once_from_a_form_sent_twice_and_one_of_the_chair_a_meeting(meeting, election):
    again = make_election(meeting, KIND.CHAIR_AND_DEPUTY, "Formand og næstformand")
    assert again == election
    with pytest.raises(Refused, match="Mødet har allerede et valg af formand og næstformand"):
        make_election(meeting, KIND.CHAIR_AND_DEPUTY, "Endnu et")
    assert make_election(meeting, KIND.MAJORITY, "X") == make_election(meeting, KIND.MAJORITY, "X")


def test_votes_are_taken_again_when_the_term_has_new_ones(election, term):
    term.votes.filter(party__letter="V").update(votes=61)
    actions.refresh_lines(election=election)
    assert election.lines.get(name=party_name("V")).number == 61


@pytest.mark.parametrize(
    ("letters", "message"),
    [("A", "mellem mindst to"), ("AÆ", "sidder ikke i KKR"), ("VC", "er i flere valgforbund")],
)
def test_4_2_alliances_that_cannot_be(election, letters, message):
    names = [party_name(one) if one != "Æ" else "Borgerlisten" for one in letters]
    told = date(2022, 1, 10)
    counting.add_alliance(election=election, groups=[party_name("A"), party_name("C")], notified_on=told)
    with pytest.raises(Refused, match=message):
        counting.add_alliance(election=election, groups=names, notified_on=told)
    again = counting.add_alliance(
        election=election, groups=[party_name("C"), party_name("A")], notified_on=told
    )
    assert list(election.alliances.all()) == [again]


def test_a_closed_meeting_refuses_every_action_in_words(election, people, meeting):
    item = AgendaItem.objects.create(
        section=Section.objects.create(meeting=meeting, title="Valg", position=1), title="Valg", position=1
    )
    Meeting.objects.filter(pk=meeting.pk).update(status=Meeting.Status.APPROVED)
    election.item = item
    for do in (
        lambda: conclude(election, people),
        lambda: actions.reopen(election=conclude(election, people)),
        lambda: actions.update_election(election),
        lambda: actions.delete_election(election=election),
        lambda: actions.refresh_lines(election=election),
        lambda: make_election(meeting, KIND.MAJORITY, "Ny"),
        lambda: counting.remove(election=election, kind="lot", pk=1),
        lambda: counting.add_alliance(election=election, groups=["A", "B"], notified_on=DAY),
    ):
        with pytest.raises(Refused, match="Mødet er lukket"):
            do()


def test_deleted_twice_is_deleted(election):
    actions.delete_election(election=election)
    actions.delete_election(election=election)
    assert not Election.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_conclude_at_once_do_it_once(election, people):
    start = threading.Barrier(2)
    results = []

    def run():
        try:
            start.wait()
            results.append(str(conclude(election, people)))
        except Exception as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert results == ["Formand og næstformand"] * 2
    assert (Elected.objects.count(), len(officers())) == (2, 2)
