from fractions import Fraction

import pytest
import votelib.evaluate.core
import votelib.evaluate.proportional as oracle
from hypothesis import assume, given
from hypothesis import strategies as st

from kkr_portal.apportionment import (
    Award,
    Cell,
    Tie,
    dhondt,
    dhondt_in_alliances,
    highest_averages,
    largest_remainder,
)

VOTES = st.dictionaries(
    st.text("ABCDEFGHIJKLMNOPQRST", min_size=1, max_size=2), st.integers(0, 10_000), min_size=1, max_size=40
).filter(lambda votes: any(votes.values()))
SIZE = st.integers(0, 60)
METHODS = [dhondt, largest_remainder, lambda votes, size: dhondt_in_alliances(votes, size).outer]


def full(seats):
    return {who: n for who, n in seats.items() if n}


# What is told apart: who has seats, and what is drawn


@pytest.mark.parametrize(
    ("votes", "size", "seats", "tie"),
    [
        ({"A": 340, "B": 280, "C": 160, "D": 60}, 7, {"A": 3, "B": 3, "C": 1, "D": 0}, None),
        ({"A": 100}, 5, {"A": 5}, None),
        ({"A": 100, "B": 0}, 3, {"A": 3, "B": 0}, None),
        ({"A": 10, "B": 10}, 1, {"A": 0, "B": 0}, Tie(("A", "B"), 1)),
        ({"A": 10, "B": 10}, 2, {"A": 1, "B": 1}, None),
        ({"A": 10, "B": 10, "C": 10}, 5, {"A": 1, "B": 1, "C": 1}, Tie(("A", "B", "C"), 2)),
        ({"A": 20, "B": 10}, 2, {"A": 1, "B": 0}, Tie(("A", "B"), 1)),  # 20/2 = 10/1
        ({"A": 10, "B": 5}, 0, {"A": 0, "B": 0}, None),
        ({f"L{n}": 7 for n in range(40)}, 3, dict.fromkeys((f"L{n}" for n in range(40)), 0),
         Tie(tuple(f"L{n}" for n in range(40)), 3)),
    ],
)  # fmt: skip
def test_dhondt(votes, size, seats, tie):
    result = dhondt(votes, size)
    assert (result.seats, result.tie, result.unfilled) == (seats, tie, 0)


@pytest.mark.parametrize("method", METHODS)
def test_nobody_has_votes(method):
    result = method({"A": 0, "B": 0}, 4)
    assert (full(result.seats), result.tie, result.unfilled) == ({}, None, 4)


def test_dhondt_shows_its_table():
    result = dhondt({"A": 340, "B": 280, "C": 100}, 3)
    assert result.awards == (
        Award(Fraction(340), ("A",), (1,)),
        Award(Fraction(280), ("B",), (2,)),
        Award(Fraction(170), ("A",), (3,)),
    )
    assert result.table() == {
        "A": [Cell(1, Fraction(340), (1,)), Cell(2, Fraction(170), (3,)), Cell(3, Fraction(340, 3), ())],
        "B": [Cell(1, Fraction(280), (2,)), Cell(2, Fraction(140), ())],
        "C": [Cell(1, Fraction(100), ())],
    }


@pytest.mark.parametrize(
    ("votes", "size", "floor", "seats", "tie"),
    [
        ({"A": 47_000, "B": 16_000, "C": 15_900, "D": 12_000, "E": 6_000, "F": 3_100}, 10, 0,
         {"A": 5, "B": 2, "C": 1, "D": 1, "E": 1, "F": 0}, None),
        ({"A": 50, "B": 25, "C": 25}, 3, 0, {"A": 1, "B": 1, "C": 1}, None),  # 1½, ¾, ¾
        ({"A": 1, "B": 1, "C": 1}, 2, 0, {"A": 0, "B": 0, "C": 0}, Tie(("A", "B", "C"), 2)),
        ({"A": 90, "B": 9, "C": 1}, 5, 1, {"A": 3, "B": 1, "C": 1}, None),
        ({"A": 1, "B": 1}, 3, 1, {"A": 1, "B": 1}, Tie(("A", "B"), 1)),
        ({"A": 1, "B": 1, "C": 0}, 2, 1, {"A": 1, "B": 1, "C": 0}, None),
        ({"A": 1, "B": 1}, 0, 0, {"A": 0, "B": 0}, None),
    ],
)  # fmt: skip
def test_largest_remainder(votes, size, floor, seats, tie):
    result = largest_remainder(votes, size, floor=floor)
    assert (result.seats, result.tie) == (seats, tie)


def test_largest_remainder_shows_its_lines():
    result = largest_remainder({"A": 60, "B": 39, "C": 1}, 5, floor=1)
    assert result.quota == Fraction(99, 4)
    assert {who: (row.share, row.whole, row.extra, row.raised) for who, row in result.rows.items()} == {
        "A": (Fraction(80, 33), 2, False, False),
        "B": (Fraction(52, 33), 1, True, False),
        "C": (Fraction(1, 20), 1, False, True),
    }


def test_too_few_seats_for_a_floor():
    with pytest.raises(ValueError, match="too few"):
        largest_remainder({"A": 1, "B": 1}, 1, floor=1)


# A drawn lot


def test_the_drawn_lot_fills_the_seats():
    result = dhondt({"A": 10, "B": 10, "C": 10}, 5).resolve(["C", "A", "B"])
    assert (result.seats, result.tie, result.drawn) == ({"A": 2, "B": 1, "C": 2}, None, ("C", "A"))
    lines = largest_remainder({"A": 1, "B": 1}, 1).resolve(["B"])
    assert (lines.seats, [row.extra for row in lines.rows.values()]) == ({"A": 0, "B": 1}, [False, True])


@pytest.mark.parametrize("drawn", [[], ["C"], ["C", "C"], ["C", "D"]])
def test_a_draw_must_name_the_right_ones(drawn):
    with pytest.raises(ValueError, match="does not settle"):
        dhondt({"A": 10, "B": 10, "C": 10}, 5).resolve(drawn)


def test_nothing_to_draw():
    with pytest.raises(ValueError, match="no tie"):
        dhondt({"A": 10}, 5).resolve(["A"])


@pytest.mark.parametrize(("votes", "size"), [({"A": -1}, 1), ({"A": 1}, -1)])
@pytest.mark.parametrize("method", METHODS)
def test_negative_numbers(method, votes, size):
    with pytest.raises(ValueError, match="never negative"):
        method(votes, size)


# Alliances


def test_an_alliance_counts_as_one_and_shares_inside():
    votes = {"A": 100, "B": 60, "C": 50}
    assert dhondt(votes, 2).seats == {"A": 1, "B": 1, "C": 0}
    allied = dhondt_in_alliances(votes, 2, [("B", "C")])
    assert allied.outer.seats == {("A",): 1, ("B", "C"): 1}
    assert allied.seats == {"A": 1, "B": 1, "C": 0}
    assert dhondt_in_alliances(votes, 3, [("B", "C")]).seats == {"A": 1, "B": 1, "C": 1}


def test_lots_between_groups_come_before_lots_inside_them():
    tied = dhondt_in_alliances({"A": 20, "B": 10, "C": 10}, 3, [("B", "C")])
    assert tied.ties == {(): Tie((("A",), ("B", "C")), 1)}
    assert tied.resolve((), [("B", "C")]).ties == {}
    inside = tied.resolve((), [("A",)])
    assert (inside.seats, inside.ties) == ({"A": 2, "B": 0, "C": 0}, {("B", "C"): Tie(("B", "C"), 1)})
    assert inside.resolve(("B", "C"), ["C"]).seats == {"A": 2, "B": 0, "C": 1}
    with pytest.raises(ValueError, match="no lot"):
        tied.resolve(("B", "C"), ["C"])


@pytest.mark.parametrize("alliances", [[("A", "B"), ("B", "C")], [("A", "Z")], [("A", "A")]])
def test_wrong_alliances(alliances):
    with pytest.raises(ValueError, match="one alliance"):
        dhondt_in_alliances({"A": 1, "B": 1, "C": 1}, 2, alliances)


# Against another's implementation, and what always holds


@given(VOTES, st.integers(1, 60))
def test_dhondt_as_votelib_does(votes, size):
    result = dhondt(votes, size)
    assume(result.tie is None)
    assert full(result.seats) == oracle.HighestAverages("d_hondt").evaluate(votes, size)


@given(VOTES, st.integers(1, 60))
def test_largest_remainder_as_votelib_does(votes, size):
    result = largest_remainder(votes, size)
    assume(result.tie is None)
    assert full(result.seats) == full(oracle.LargestRemainder("hare").evaluate(votes, size))


@given(VOTES, st.integers(1, 60))
def test_dhondt_ties_where_votelib_does(votes, size):
    theirs = oracle.HighestAverages("d_hondt").evaluate(votes, size)
    ties = {frozenset(who): n for who, n in theirs.items() if isinstance(who, votelib.evaluate.core.Tie)}
    tie = dhondt(votes, size).tie
    assert ({frozenset(tie.among): tie.seats} if tie else {}) == ties


@given(VOTES, SIZE, st.sampled_from(METHODS), st.randoms(use_true_random=False))
def test_every_seat_is_given_once(votes, size, method, random):
    result = method(votes, size)
    if tie := result.tie:
        assert 0 < tie.seats < len(tie.among)
        assert sum(result.seats.values()) + tie.seats == size
        result = result.resolve(random.sample(tie.among, len(tie.among)))
    assert sum(result.seats.values()) == size


@given(VOTES, SIZE, st.sampled_from(METHODS))
def test_more_votes_never_fewer_decided_seats(votes, size, method):
    result = method(votes, size)
    assume(result.tie is None)
    ranked = sorted(result.votes, key=lambda who: result.votes[who])
    assert [result.seats[who] for who in ranked] == sorted(result.seats.values())


@given(VOTES, SIZE)
def test_one_more_seat_takes_none_away(votes, size):
    now, then = dhondt(votes, size).seats, dhondt(votes, size + 1).seats
    assert all(now[who] <= then[who] for who in votes)


@given(VOTES, SIZE)
def test_a_quota_is_kept(votes, size):
    total = sum(votes.values())
    seats = largest_remainder(votes, size).seats
    assert all(votes[who] * size // total <= n <= -(-votes[who] * size // total) for who, n in seats.items())


@given(VOTES, SIZE)
def test_a_floor_of_one(votes, size):
    having = [n for n in votes.values() if n]
    assume(len(having) <= size)
    result = largest_remainder(votes, size, floor=1)
    assert all(result.seats[who] >= (n > 0) for who, n in votes.items())
    assert sum(result.seats.values()) + (result.tie.seats if result.tie else 0) == size


@given(VOTES, SIZE, st.integers(1, 5))
def test_seats_do_not_depend_on_scale_or_order(votes, size, factor):
    turned = {who: votes[who] * factor for who in reversed(votes)}
    assert dhondt(votes, size).seats == dhondt(turned, size).seats
    assert largest_remainder(votes, size).seats == largest_remainder(turned, size).seats


@given(VOTES, SIZE)
def test_a_start_is_kept(votes, size):
    start = {who: 1 for who, n in votes.items() if n}
    assume(len(start) <= size)
    result = highest_averages(votes, size, start=start, divisor=lambda seats: seats)
    assert all(result.seats[who] >= start.get(who, 0) for who in votes)


@given(VOTES, SIZE, st.data())
def test_an_alliance_never_loses_a_seat_by_standing_together(votes, size, data):
    allied = data.draw(st.lists(st.sampled_from(sorted(votes)), unique=True, max_size=len(votes)))
    alone, together = dhondt(votes, size), dhondt_in_alliances(votes, size, [allied] if allied else [])
    assume(alone.tie is None and together.outer.tie is None and allied)
    assert together.outer.seats[tuple(allied)] >= sum(alone.seats[who] for who in allied)
