"""An election told in Danish for the minutes."""

from datetime import date

from meetings.actions import elections as actions
from meetings.actions import elections_counting as counting
from meetings.counting import read
from meetings.elections_told import sentences
from meetings.models import Election, Meeting
from meetings.rules.editions import BEFORE
from tests.meetings.elections_made import (
    KIND,
    make_election,
    make_meeting,
    make_member,
    make_person,
    make_term,
    party_name,
)


def told(election):
    return sentences(read(Election.objects.filter(pk=election.pk)).get())


def test_chair_and_deputy_with_alliance_late_alliance_and_lot(council):
    term = make_term(council, {"A": 100, "V": 60, "C": 40, "F": 5, "B": 4})
    anna, carl = make_member(term, "A", "Anna Øst"), make_member(term, "V", "Carl Eg")
    election = make_election(make_meeting(council), KIND.CHAIR_AND_DEPUTY, "Formand og næstformand")
    a, v, c, f, b = map(party_name, "AVCFB")
    counting.add_alliance(election=election, groups=[v, c], notified_on=date(2022, 1, 10))
    counting.add_alliance(election=election, groups=[f, b], notified_on=date(2022, 1, 17))
    counting.draw_lot(election=election, within=[], number=1, order=[v, a], note="Anna Øst trak en seddel")
    expected = [
        "Formand og næstformand vælges ved forholdstalsvalg på stemmetallene fra kommunalvalget "
        "(forretningsordenen § 4, stk. 2).",
        f"{v} og {c} indgik valgforbund, meddelt 10. januar 2022.",
        f"Valgforbundet mellem {f} og {b} blev meddelt 17. januar 2022, efter fristen, og er ikke "
        "regnet med.",
        f"Posten som formand gik til {v} og {c} med kvotienten 100.",
        f"Posten som næstformand gik til {a} med kvotienten 100.",
        f"Der blev trukket lod mellem {a} og {v} og {c} om, hvem der får formanden, og hvem der får "
        f"næstformanden: i rækkefølgen {v} og {c}, {a}. Anna Øst trak en seddel.",
    ]
    assert told(election) == [*expected, "Valget er ikke afsluttet."]
    actions.conclude(election=election, persons={1: carl, 2: anna})
    assert told(election) == [
        expected[0].replace("vælges", "blev valgt"),
        *expected[1:],
        f"Carl Eg ({v}, valgforbundet {v} og {c}) er valgt til formand.",
        f"Anna Øst ({a}) er valgt til næstformand.",
    ]


def test_three_rounds_and_a_lot(council):
    election = make_election(make_meeting(council), KIND.MAJORITY, "Formand for bestyrelsen")
    anna, bo = (
        counting.add_candidate(election=election, person=make_person(name), where="Viborg").pk
        for name in ("Anna Øst", "Bo Ås")
    )
    for number, votes in ((1, {anna: 10, bo: 10}), (2, {anna: 10, bo: 9}), (3, {anna: 9, bo: 9})):
        counting.save_round(election=election, number=number, present=20, votes=votes, seen="")
    counting.draw_lot(election=election, within=[], number=3, order=["Bo Ås"], note="Chris trak")
    assert told(election) == [
        "Formand for bestyrelsen: flertalsvalg (kommunestyrelsesloven § 24, stk. 1).",
        "1. afstemning: 20 var til stede. Stemmer: Anna Øst 10, Bo Ås 10.",
        "Ingen fik stemmer fra mere end halvdelen af de tilstedeværende. Der holdes 2. afstemning.",
        "2. afstemning: 20 var til stede. Stemmer: Anna Øst 10, Bo Ås 9. 1 stemte ikke på nogen.",
        "Ingen fik stemmer fra mere end halvdelen af de tilstedeværende. 3. afstemning står mellem "
        "Anna Øst og Bo Ås.",
        "3. afstemning: 20 var til stede. Stemmer: Anna Øst 9, Bo Ås 9. 2 stemte ikke på nogen.",
        "Der blev trukket lod mellem Anna Øst og Bo Ås om, hvem der vælges: Bo Ås. Chris trak.",
        "Stemmerne stod lige. Bo Ås er valgt ved lodtrækning.",
        "Valget er ikke afsluttet.",
    ]


def test_several_posts_in_their_order(council):
    term = make_term(council, {"A": 100, "V": 60})
    anna, carl = make_member(term, "A", "Anna Øst"), make_member(term, "V", "Carl Eg")
    election = make_election(make_meeting(council), KIND.PROPORTIONAL, "To poster", 2)
    a, v = party_name("A"), party_name("V")
    actions.save_groups(election=election, groups={a: 3, v: 2}, seen=f"{a}: 1; {v}: 1")
    actions.conclude(election=election, persons={1: anna, 2: carl})
    assert told(election) == [
        f"To poster: 2 poster blev besat ved forholdstalsvalg mellem grupperne {a} (3) og {v} (2) "
        "(forretningsordenen § 4, stk. 4).",
        f"1. valg gik til {a} med kvotienten 3.",
        f"2. valg gik til {v} med kvotienten 2.",
        f"1. valg: Anna Øst ({a}).",
        f"2. valg: Carl Eg ({v}).",
    ]


def test_before_the_first_edition_the_rules_are_not_known(council):
    meeting = make_meeting(council)
    election = make_election(meeting, KIND.MAJORITY, "Formand")
    Meeting.objects.filter(pk=meeting.pk).update(date=date(2021, 10, 11))
    assert told(election) == [BEFORE]
