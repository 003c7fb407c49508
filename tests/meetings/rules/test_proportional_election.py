from datetime import date

import pytest

from kkr_portal.apportionment import Tie
from meetings.rules.proportional_election import (
    Lot,
    Post,
    alliance_breaches,
    chair_and_deputy,
    group_breaches,
    representative_breaches,
    several_posts,
)

DAY = date(2022, 1, 19)
VOTES = {"A": 150_000, "V": 130_000, "C": 66_000, "F": 40_000}


def parties(election):
    return [post.party for post in election.posts]


@pytest.mark.parametrize(
    ("alliances", "chosen"),
    [
        ([], ["A", "V"]),
        ([("V", "C")], ["V", "A"]),
        ([("V", "C"), ("A", "F")], ["V", "A"]),
        ([("A", "F"), ("C", "V")], ["V", "A"]),
        ([("A", "V", "C", "F")], ["A", "V"]),
    ],
)
def test_4_2_chair_and_deputy(alliances, chosen):
    election = chair_and_deputy(VOTES, alliances=alliances, on=DAY)
    assert (parties(election), election.lots) == (chosen, ())


def test_4_2_one_party_may_take_both():
    assert parties(chair_and_deputy({"A": 100, "B": 49}, on=DAY)) == ["A", "A"]


def test_equal_quotients_draw_the_order_though_both_have_a_seat():
    election = chair_and_deputy({"A": 100, "B": 100, "C": 90}, on=DAY)
    assert election.lots == (Lot((), 1, Tie((("A",), ("B",)), 2)),)
    assert election.posts == (Post(1, None, None), Post(2, None, None))
    drawn = chair_and_deputy({"A": 100, "B": 100, "C": 90}, on=DAY, lots={((), 1): [("B",), ("A",)]})
    assert (parties(drawn), drawn.lots) == (["B", "A"], ())


def test_a_lot_for_the_last_seat():
    votes = {"A": 100, "B": 50, "C": 30}
    election = chair_and_deputy(votes, on=DAY)
    assert (parties(election), election.lots) == (["A", None], (Lot((), 2, Tie((("A",), ("B",)), 1)),))
    assert parties(chair_and_deputy(votes, on=DAY, lots={((), 2): [("B",)]})) == ["A", "B"]
    assert parties(chair_and_deputy(votes, on=DAY, lots={((), 2): [("A",), ("B",)]})) == ["A", "A"]


def test_lots_inside_an_alliance_come_last():
    votes, alliances = {"A": 100, "B": 50, "C": 50}, [("B", "C")]
    election = chair_and_deputy(votes, on=DAY, alliances=alliances)
    assert election.lots == (Lot((), 1, Tie((("A",), ("B", "C")), 2)),)
    lots = {((), 1): [("B", "C"), ("A",)]}
    election = chair_and_deputy(votes, on=DAY, alliances=alliances, lots=lots)
    assert election.posts == (Post(1, ("B", "C"), None), Post(2, ("A",), "A"))
    assert election.lots == (Lot(("B", "C"), 1, Tie(("B", "C"), 1)),)
    lots[("B", "C"), 1] = ["C", "B"]
    assert parties(chair_and_deputy(votes, on=DAY, alliances=alliances, lots=lots)) == ["C", "A"]


def test_nobody_has_votes():
    assert chair_and_deputy({"A": 0}, on=DAY).posts == ()


def test_4_4_several_posts_in_the_order_of_choice():
    election = several_posts({"gruppe 1": 19, "gruppe 2": 13, "gruppe 3": 6}, 5, on=DAY)
    assert parties(election) == ["gruppe 1", "gruppe 2", "gruppe 1", "gruppe 2", "gruppe 1"]


@pytest.mark.parametrize(
    ("groups", "messages"),
    [
        ({"1": 20, "2": 18}, []),
        ({"1": 20}, []),  # the others stand in no group
        ({"1": 20, "2": 19}, ["Grupperne tæller 39, men KKR har 38 medlemmer"]),
        ({"1": -1}, ["En gruppe har et negativt tal"]),
    ],
)
def test_groups(groups, messages):
    assert [breach.message for breach in group_breaches(groups, members=38)] == messages


@pytest.mark.parametrize(
    ("alliances", "messages"),
    [
        ({("A", "F"): date(2022, 1, 14)}, []),
        (
            {("A", "F"): date(2022, 1, 15)},  # a Saturday
            ["Meddelelse om valgforbund skulle ske senest 14.01.2022; det er 15.01.2022"],
        ),
        ({("A",): date(2022, 1, 3)}, ["Et valgforbund er mellem mindst to: A"]),
        ({("A", "K"): date(2022, 1, 3)}, ["K sidder ikke i KKR og kan ikke være i et valgforbund"]),
        (
            {("A", "F"): date(2022, 1, 3), ("A", "V"): date(2022, 1, 3)},
            ["A er i flere valgforbund"],
        ),
    ],
)
def test_4_2_alliances(alliances, messages):
    found = alliance_breaches(alliances, represented=VOTES, meeting=DAY)
    assert [breach.message for breach in found] == messages
    assert all("§ 4, stk. 2" in str(breach) for breach in found)


def test_4_4_only_council_members():
    found = representative_breaches(["Anna", "Bo"], {"Anna"})
    assert [str(breach) for breach in found] == [
        "Bo er ikke medlem af en kommunalbestyrelse i regionen (forretningsordenen § 4, stk. 4)."
    ]
