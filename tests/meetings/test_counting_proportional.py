"""A proportional election as it stands: § 4, stk. 2 and 4, with alliances, lots and what no longer fits."""

from datetime import date

import pytest

from meetings.actions import elections_counting as counting
from meetings.actions.elections_refused import Refused
from meetings.counting import count, read
from meetings.models import Election, ElectionLine, ElectionLot
from tests.meetings.elections_made import KIND, make_election, make_meeting, make_term, party_name

IN_TIME, LATE = date(2022, 1, 14), date(2022, 1, 15)


@pytest.fixture
def election(council):
    """A: 100, V: 50, C: 30: the second quotient of A is equal to V's first."""
    make_term(council, {"A": 100, "V": 50, "C": 30})
    return make_election(make_meeting(council), KIND.CHAIR_AND_DEPUTY, "Formand og næstformand")


def counted(election):
    return count(read(Election.objects.filter(pk=election.pk)).get())


def set_votes(election, **votes):
    for letter, number in votes.items():
        ElectionLine.objects.filter(election=election, name=party_name(letter)).update(number=number)


def winners(election):
    return [(choice.title, choice.group) for choice in counted(election).choices]


def test_4_2_the_votes_of_those_who_sit_are_taken_from_the_term(election):
    a, v, c = map(party_name, "AVC")
    assert counted(election).votes == {a: 100, v: 50, c: 30}


def test_4_2_the_highest_quotients_and_what_they_won(election):
    set_votes(election, V=60)
    a, v, c = map(party_name, "AVC")
    assert winners(election) == [("formand", a), ("næstformand", v)]
    [table] = counted(election).tables
    assert [(row.name, [(q.text, q.post) for q in row.quotients]) for row in table.rows] == [
        (a, [("100", "formand"), ("50", "")]),
        (v, [("60", "næstformand"), ("30", "")]),
        (c, [("30", "")]),
    ]


def test_equal_quotients_ask_for_a_lot_and_take_it(election):
    a, v = party_name("A"), party_name("V")
    [lot] = counted(election).open_lots
    assert (lot.number, lot.places, lot.among, lot.about) == (
        2, 1, f"{a} og {v}", "hvem der får næstformanden",
    )  # fmt: skip
    assert counted(election).obstacles == ["Der skal trækkes lod: hvem der får næstformanden."]
    counting.draw_lot(election=election, within=[], number=2, order=[v], note="Anna trak")
    assert winners(election) == [("formand", a), ("næstformand", v)]
    assert counted(election).decided


def test_both_posts_by_lot_when_two_parties_are_equal(election):
    set_votes(election, V=100)
    a, v = party_name("A"), party_name("V")
    [lot] = counted(election).open_lots
    assert (lot.places, lot.about) == (2, "hvem der får formanden, og hvem der får næstformanden")
    with pytest.raises(Refused, match="der trækkes 2"):
        counting.draw_lot(election=election, within=[], number=1, order=[v], note="x")
    counting.draw_lot(election=election, within=[], number=1, order=[v, a], note="Anna trak")
    assert winners(election) == [("formand", v), ("næstformand", a)]


@pytest.mark.parametrize("order", [["C"], ["V", "V"], ["Nogen anden"], []])
def test_a_wrong_lot_is_refused(election, order):
    names = [party_name(one) if len(one) == 1 else one for one in order]
    with pytest.raises(Refused, match="Lodtrækningen er mellem"):
        counting.draw_lot(election=election, within=[], number=2, order=names, note="x")
    assert not ElectionLot.objects.exists()


def test_a_lot_that_nobody_asks_for_is_refused(election):
    set_votes(election, V=60)
    with pytest.raises(Refused, match="ingen lodtrækning"):
        counting.draw_lot(election=election, within=[], number=2, order=[party_name("V")], note="x")


def test_a_lot_that_no_longer_fits_is_named_and_stops_the_conclusion(election):
    counting.draw_lot(election=election, within=[], number=2, order=[party_name("V")], note="Anna trak")
    set_votes(election, V=60)
    now = counted(election)
    assert ([one.used for one in now.drawn_lots], now.open_lots) == ([False], [])
    assert now.obstacles == ["En lodtrækning passer ikke længere. Fjern den først."]
    set_votes(election, V=30, A=60)  # asked for again, between others
    now = counted(election)
    assert [one.used for one in now.drawn_lots] == [True]
    set_votes(election, V=20)
    assert [(one.used, one.among) for one in counted(election).drawn_lots] == [
        (False, f"{party_name('A')} og {party_name('C')}")
    ]


def test_4_2_an_alliance_in_time_counts_together(election):
    set_votes(election, V=60)
    v, c = party_name("V"), party_name("C")
    counting.add_alliance(election=election, groups=[v, c], notified_on=IN_TIME)
    now = counted(election)
    assert [(one.group, one.alliance) for one in now.choices] == [
        (party_name("A"), ""),
        (v, f"{v} og {c}"),
    ]
    assert [table.title for table in now.tables] == ["", f"Inden for valgforbundet {v} og {c}"]
    assert (now.breaches, now.choices[1].elected_by) == ([], f"valgforbundet {v} og {c}")


def test_4_2_an_alliance_told_late_is_shown_and_left_out(election):
    set_votes(election, V=60)
    counting.add_alliance(election=election, groups=[party_name("V"), party_name("C")], notified_on=LATE)
    now = counted(election)
    assert [str(breach) for breach in now.breaches] == [
        "Meddelelse om valgforbund skulle ske senest 14.01.2022; det er 15.01.2022 "
        "(forretningsordenen § 4, stk. 2)."
    ]
    assert [choice.alliance for choice in now.choices] == ["", ""]


@pytest.mark.parametrize(
    ("meeting", "last"),
    [
        (date(2022, 4, 20), date(2022, 4, 12)),  # Wednesday after Easter: Tuesday, Wednesday 13, Tuesday 12
        (date(2022, 12, 28), date(2022, 12, 22)),  # 27 Dec, 23 Dec, 22 Dec; not 24, 25 and 26
        (date(2023, 1, 3), date(2022, 12, 29)),  # 2 Jan, 30 Dec, 29 Dec; not 31 December
    ],
)
def test_4_2_three_working_days_across_holidays(council, meeting, last):
    make_term(council, {"A": 100, "V": 60, "C": 50}, day=meeting)
    election = make_election(make_meeting(council, meeting), KIND.CHAIR_AND_DEPUTY, "Valg")
    groups = [party_name("V"), party_name("C")]
    counting.add_alliance(election=election, groups=groups, notified_on=last)
    assert [one.late for one in counted(election).alliances] == [()]
    election.alliances.update(notified_on=date.fromordinal(last.toordinal() + 1))
    assert [len(one.late) for one in counted(election).alliances] == [1]


def test_a_lot_inside_an_alliance_is_asked_for_and_kept_apart(election):
    v, c = party_name("V"), party_name("C")
    set_votes(election, V=45, C=45, A=100)
    counting.add_alliance(election=election, groups=[v, c], notified_on=IN_TIME)
    [lot] = counted(election).open_lots
    assert (lot.within, lot.number, lot.among) == ((v, c), 1, f"{v} og {c}")
    counting.draw_lot(election=election, within=[v, c], number=1, order=[c], note="x")
    assert winners(election) == [("formand", party_name("A")), ("næstformand", c)]


def test_a_lot_between_an_alliance_and_a_party(election):
    v, c = party_name("V"), party_name("C")
    set_votes(election, A=80)
    counting.add_alliance(election=election, groups=[v, c], notified_on=IN_TIME)
    [lot] = counted(election).open_lots
    assert dict(lot.choices) == {party_name("A"): party_name("A"), v: f"{v} og {c}"}
    counting.draw_lot(election=election, within=[], number=1, order=[v, party_name("A")], note="x")
    assert winners(election) == [("formand", v), ("næstformand", party_name("A"))]
    assert counted(election).drawn_lots[0].order == (f"{v} og {c}", party_name("A"))


def test_one_party_only_takes_both_posts(council):
    make_term(council, {"A": 100})
    election = make_election(make_meeting(council), KIND.CHAIR_AND_DEPUTY, "Valg")
    assert winners(election) == [("formand", party_name("A")), ("næstformand", party_name("A"))]


def test_votes_of_zero_give_nobody_a_post(election):
    set_votes(election, A=0, V=0, C=0)
    now = counted(election)
    assert (now.choices, now.obstacles) == ([], ["Ingen har stemmer, så posterne kan ikke fordeles."])


def test_no_term_is_no_votes(council):
    election = make_election(make_meeting(council), KIND.CHAIR_AND_DEPUTY, "Valg")
    assert counted(election).obstacles == ["Der er ingen at fordele posterne mellem endnu."]


def test_forty_lists(council):
    election = make_election(make_meeting(council), KIND.PROPORTIONAL, "Femten poster", 15)
    for number in range(1, 41):
        ElectionLine.objects.create(election=election, name=f"Liste {number}", number=number)
    now = counted(election)
    assert [choice.group for choice in now.choices[:2]] == ["Liste 40", "Liste 39"]
    assert (len(now.tables[0].rows), len(now.choices)) == (40, 15)


def test_4_4_the_groups_may_not_count_more_than_there_are_members(council):
    election = make_election(make_meeting(council), KIND.PROPORTIONAL, "Poster", 3)
    ElectionLine.objects.create(election=election, name="Gruppe 1", number=39)
    kept = read(Election.objects.filter(pk=election.pk)).get()
    assert [breach.message for breach in count(kept, members=38).breaches] == [
        "Grupperne tæller 39, men KKR har 38 medlemmer"
    ]
    assert count(kept, members=39).breaches == []


def test_4_4_the_order_of_choice(council):
    election = make_election(make_meeting(council), KIND.PROPORTIONAL, "Fem poster", 5)
    for name, number in {"Gruppe 1": 19, "Gruppe 2": 13, "Gruppe 3": 6}.items():
        ElectionLine.objects.create(election=election, name=name, number=number)
    assert winners(election) == [
        ("1. valg", "Gruppe 1"), ("2. valg", "Gruppe 2"), ("3. valg", "Gruppe 1"),
        ("4. valg", "Gruppe 2"), ("5. valg", "Gruppe 1"),
    ]  # fmt: skip
