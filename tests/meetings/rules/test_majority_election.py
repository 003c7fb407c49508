from datetime import date

import pytest

from kkr_portal.apportionment import Tie
from meetings.rules.majority_election import MajorityElection, Round, majority_election

DAY = date(2022, 1, 19)


def held(*rounds):
    return majority_election([Round(*one) for one in rounds], on=DAY)


SPLIT = {"A": 10, "B": 8, "C": 3}  # the ministry's example: 21 members


@pytest.mark.parametrize(
    ("rounds", "elected", "by_lot"),
    [
        ([(21, {"A": 11, "B": 10})], "A", False),
        ([(21, SPLIT), (21, {"A": 8, "B": 13})], "B", False),
        ([(21, SPLIT), (21, {"A": 4})], "A", False),  # alone with votes in round 2
        ([(21, SPLIT), (21, SPLIT), (21, {"A": 10, "B": 8})], "A", False),  # 10 of 18 cast, not of 21 present
        ([(21, SPLIT), (21, SPLIT), (21, {"B": 1})], "B", False),
        ([(21, SPLIT), (21, SPLIT), (20, {"A": 9, "B": 9}, ("B",))], "B", True),
        ([(21, SPLIT), (21, SPLIT), (20, {}, ("A", "B"))], "A", True),
    ],
)
def test_24_1_elected(rounds, elected, by_lot):
    result = held(*rounds)
    assert (result.elected, result.by_lot, result.tie, result.next_round) == (elected, by_lot, None, None)


@pytest.mark.parametrize(
    ("rounds", "number", "finalists"),
    [
        ([], 1, ()),
        ([(22, {"A": 11, "B": 11})], 2, ()),  # exactly half is no majority
        ([(21, {"A": 4})], 2, ()),  # alone with votes in round 1 is not enough
        ([(21, {})], 2, ()),
        ([(21, SPLIT), (21, SPLIT)], 3, ("A", "B")),
        ([(21, SPLIT), (21, {"C": 8, "A": 3, "B": 5})], 3, ("C", "B")),
        ([(21, SPLIT), (20, {"A": 10, "B": 10})], 3, ("A", "B")),
        ([(21, SPLIT), (21, {"A": 10, "B": 5, "C": 5}, ("C",))], 3, ("A", "C")),
        ([(21, SPLIT), (21, {"A": 7, "B": 7, "C": 7}, ("C", "A"))], 3, ("C", "A")),
    ],
)
def test_24_1_another_round(rounds, number, finalists):
    result = held(*rounds)
    assert (result.elected, result.next_round, result.finalists, result.breaches) == (
        None, number, finalists, (),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rounds", "tie"),
    [
        ([(21, SPLIT), (21, {"A": 10, "B": 5, "C": 5})], Tie(("B", "C"), 1)),
        ([(21, SPLIT), (21, {"A": 7, "B": 7, "C": 7})], Tie(("A", "B", "C"), 2)),
        ([(21, SPLIT), (20, {"A": 8, "B": 4, "C": 4, "D": 4})], Tie(("B", "C", "D"), 1)),
        ([(21, SPLIT), (21, SPLIT), (21, {"A": 9, "B": 9})], Tie(("A", "B"), 1)),
        ([(21, SPLIT), (21, SPLIT), (21, {})], Tie(("A", "B"), 1)),
    ],
)
def test_24_1_a_lot_is_returned(rounds, tie):
    result = held(*rounds)
    assert (result.tie, result.elected, result.next_round) == (tie, None, None)


@pytest.mark.parametrize(
    ("rounds", "message"),
    [
        ([(20, SPLIT)], "21 stemmer i 1. afstemning, men kun 20 er til stede"),
        ([(0, {"A": 1})], "1 stemmer i 1. afstemning, men kun 0 er til stede"),
        ([(21, {"A": -1})], "Et stemmetal i 1. afstemning er negativt"),
        ([(21, SPLIT), (21, {})], "Ingen har fået stemmer i 2. afstemning"),
        ([(21, SPLIT), (21, SPLIT), (21, {"C": 11})], "3. afstemning er mellem A og B, ikke C"),
        ([(21, SPLIT), (21, SPLIT), (21, {"A": 9, "B": 9}, ("C",))], "Lodtrækningen er mellem A, B, om 1"),
        ([(21, {"A": 11}), (21, SPLIT)], "Der er 2 afstemninger, men valget var afgjort efter 1. afstemning"),
        (
            [(21, SPLIT), (21, {"A": 7, "B": 7, "C": 7}), (21, {"A": 11})],
            "Der er 3 afstemninger, men der skulle trækkes lod efter 2. afstemning",
        ),
        (
            [(21, SPLIT), (21, SPLIT), (21, {"A": 11, "B": 10}), (21, SPLIT)],
            "Der er 4 afstemninger, men valget var afgjort efter 3. afstemning",
        ),
    ],
)
def test_rounds_that_cannot_be(rounds, message):
    assert [str(breach) for breach in held(*rounds).breaches] == [
        f"{message} (kommunestyrelsesloven § 24, stk. 1)."
    ]


def test_nothing_held_yet():
    assert held() == MajorityElection(next_round=1)
