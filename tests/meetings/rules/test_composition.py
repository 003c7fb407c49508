import csv
from collections import defaultdict
from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path
from random import Random
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkr_portal.apportionment import Tie
from kkr_portal.law import NotInForce
from meetings.rules.composition import compose
from meetings.rules.composition_steps import steps
from meetings.rules.council_size import Method, shared_out, smallest_size
from meetings.rules.entitlement import PartyVotes, combine, entitlements
from meetings.rules.reduction import reduce, worst_off

TERM = date(2022, 1, 1)
CASES = Path(__file__).parents[2] / "cases"
MAYORS_FROM_2022 = {"A": 9, "V": 9, "C": 1}


def midtjylland():
    """The published votes: 14 of 19 municipalities, so the result is an example and not the real council."""
    with (CASES / "votes-2021-midtjylland.csv").open(encoding="utf-8") as file:
        assert "UFULDSTÆNDIG" in next(file)
        votes, seats = defaultdict(int), defaultdict(int)
        for row in csv.DictReader(file):
            votes[row["parti"]] += int(row["stemmer"])
            seats[row["parti"]] += int(row["mandater"])
    return [PartyVotes(who, votes[who], seats[who], MAYORS_FROM_2022.get(who, 0)) for who in votes]


def worked_cases():
    with (CASES / "composition.csv").open(encoding="utf-8") as file:
        next(file)
        return [tuple(row.values()) for row in csv.DictReader(file, delimiter=";")]


def party_lines(text):
    return [
        PartyVotes(who, *map(int, numbers.split("/")))
        for who, numbers in (one.split("=") for one in text.split())
    ]


def numbers_of(text):
    return {who: int(n) for who, n in (one.split("=") for one in text.split())}


@pytest.mark.parametrize(
    ("name", "municipalities", "lines", "method", "size", "seats", "lot"),
    worked_cases(),
    ids=[case[0] for case in worked_cases()],
)
def test_worked_case(name, municipalities, lines, method, size, seats, lot):
    result = compose(party_lines(lines), municipalities=int(municipalities), on=TERM, method=Method[method])
    assert (result.size_before, result.seats) == (int(size), numbers_of(seats))
    among, _, places = lot.partition(":")
    assert result.tie == (Tie(tuple(among.split()), int(places)) if lot else None)


@pytest.mark.parametrize(
    ("method", "seats"),
    [
        (Method.LARGEST_REMAINDER, {"A": 10, "V": 9, "C": 4, "F": 3, "B": 2, "Ø": 1, "O": 1, "D": 1}),
        (Method.DHONDT, {"A": 10, "V": 9, "C": 4, "F": 2, "B": 1, "Ø": 1, "O": 1, "D": 1}),
    ],
)
def test_the_published_votes_as_an_example(method, seats):
    result = compose(midtjylland(), municipalities=19, on=TERM, method=method)
    assert (result.seats, result.reduction, result.tie, result.breaches) == (seats, None, None, ())
    assert {party: n for party, n in result.elected.items() if n} == {
        party: n - MAYORS_FROM_2022.get(party, 0) for party, n in seats.items() if n != 9
    }


def test_3_1_entitled_by_votes_and_by_a_council_seat():
    lines = [PartyVotes("A", 960, 9), PartyVotes("B", 20, 1), PartyVotes("C", 20, 0), PartyVotes("D", 0, 0)]
    assert [one.entitled for one in entitlements(lines, on=TERM)] == [True, True, False, False]
    lines = [PartyVotes("A", 9801, 9), PartyVotes("B", 199, 1)]
    assert [one.sentence for one in entitlements(lines, on=TERM)] == [
        "A: 98,01 pct. af stemmerne og 9 mandater, berettiget.",
        "B: 1,99 pct. af stemmerne og 1 mandat, ikke berettiget.",
    ]


def test_3_1_list_cooperations_count_as_one():
    lines = [PartyVotes("A", 970, 9, 2), PartyVotes("X", 15, 1, 1), PartyVotes("Y", 15, 0)]
    together = combine(lines, {"Lokallisterne": ["X", "Y"]})
    assert together == [PartyVotes("A", 970, 9, 2), PartyVotes("Lokallisterne", 30, 1, 1)]
    assert all(one.entitled for one in entitlements(together, on=TERM))
    with pytest.raises(ValueError, match="one cooperation"):
        combine(lines, {"P": ["X", "Y"], "Q": ["Y"]})


def told(lines, municipalities):
    composition = compose(party_lines(lines), municipalities=municipalities, on=TERM)
    return [f"{step.citation.place}: {step.text}" for step in steps(composition)]


def test_the_arithmetic_is_told():
    assert told("A=600/10/2 B=300/5/1 C=90/2/0 L=10/1/1", 4) == [
        "§ 15, stk. 2: A: 60,00 pct. af stemmerne og 10 mandater, berettiget.",
        "§ 15, stk. 2: B: 30,00 pct. af stemmerne og 5 mandater, berettiget.",
        "§ 15, stk. 2: C: 9,00 pct. af stemmerne og 2 mandater, berettiget.",
        "§ 15, stk. 2: L: 1,00 pct. af stemmerne og 1 mandat, ikke berettiget.",
        "§ 3, stk. 1: L er ikke berettiget, men partiets 1 borgmester er medlem af KKR.",
        "§ 3, stk. 1: Med 3 pladser er der for få: A får 1 og har 2 borgmestre.",
        "§ 3, stk. 1: Med 4 pladser er alle borgmestre dækket "
        "(største brøk, mindst én plads til hvert parti): A 2, B 1, C 1.",
        "§ 3, stk. 2: 5 er ikke over det dobbelte af antallet af kommuner, 8; der reduceres ikke.",
        "§ 3, stk. 1: I alt 5 medlemmer: A 2, B 1, C 1, L 1. Vælges ud over borgmestrene: C 1.",
    ]


def test_the_reduction_is_told():
    assert told("A=500/10/1 B=300/5/3 C=200/2/0", 4)[3:] == [
        "§ 3, stk. 1: Med 8 pladser er der for få: B får 2 og har 3 borgmestre.",
        "§ 3, stk. 1: Med 9 pladser er alle borgmestre dækket "
        "(største brøk, mindst én plads til hvert parti): A 4, B 3, C 2.",
        "§ 3, stk. 2: 9 er over det dobbelte af antallet af kommuner; der reduceres til 8.",
        "§ 3, stk. 2: Mindstetal, borgmestre og mindst én til hver: A 1, B 3, C 1.",
        "§ 3, stk. 2: Plads 6: A, som har 500 stemmer for hver plads.",
        "§ 3, stk. 2: Plads 7: A, som har 250 stemmer for hver plads.",
        "§ 3, stk. 2: Plads 8: C, som har 200 stemmer for hver plads.",
        "§ 3, stk. 2: Mest underrepræsenteret er A: pladsandel / stemmeandel = 0,750.",
        "§ 3, stk. 1: I alt 8 medlemmer: A 3, B 3, C 2. Vælges ud over borgmestrene: A 2, C 2.",
    ]


def test_a_lot_is_returned_and_drawn_by_people():
    result = compose(party_lines("A=400/5/3 B=300/5/0 C=300/5/0"), municipalities=3, on=TERM)
    assert (result.tie, result.worst_off) == (Tie(("B", "C"), 1), None)
    assert "Lige: B, C. Lodtrækning om 1 plads." in [step.text for step in steps(result)]
    assert result.resolve(["C"]).seats == {"A": 3, "B": 1, "C": 2}


def test_a_lot_without_reduction():
    lines = party_lines("A=100/5/1 B=500/5/3 C=300/5/1 D=300/5/1")
    result = compose(lines, municipalities=6, on=TERM)
    assert (result.reduction, result.tie) == (None, Tie(("C", "D"), 1))
    assert result.resolve(["D", "C"]).seats == {"A": 1, "B": 3, "C": 1, "D": 2}
    with pytest.raises(ValueError, match="no tie"):
        compose([], municipalities=0, on=TERM).resolve(["A"])


@pytest.mark.parametrize(
    ("lines", "municipalities", "messages"),
    [
        ("A=100/5/2", 3, ["Der er 2 borgmestre og 3 kommuner"]),
        ("A=100/1/2", 2, ["A har 2 borgmestre, men 1 mandater"]),
        ("A=-1/1/1", 1, ["A har et negativt tal"]),
        ("A=100/1/1 A=90/1/1", 2, ["Et parti eller listesamarbejde står to gange"]),
        ("A=0/0/0", 0, []),
        (
            "A=100/5/1 B=90/1/0 C=90/1/0",
            1,
            [
                "Borgmestrene og ét medlem til hvert berettiget parti giver 3 medlemmer, og loftet er 2; "
                "principperne kan ikke opfyldes på én gang"
            ],
        ),
    ],
)
def test_input_that_cannot_be(lines, municipalities, messages):
    result = compose(party_lines(lines), municipalities=municipalities, on=TERM)
    assert [breach.message for breach in result.breaches] == messages
    assert all("§ 3" in str(breach) for breach in result.breaches)
    assert steps(result)


def test_nobody_voted():
    result = compose([PartyVotes("A", 0, 0)], municipalities=19, on=TERM)
    assert (result.seats, result.tie) == ({}, None)


def test_a_council_before_2022_has_other_rules():
    with pytest.raises(NotInForce):
        compose(midtjylland(), municipalities=19, on=date(2018, 1, 1))


# Proof: small cases against every possible composition

SMALL = st.lists(st.tuples(st.integers(20, 400), st.integers(0, 3)), min_size=1, max_size=4)


@given(SMALL, st.integers(0, 6), st.randoms(use_true_random=False))
def test_3_2_no_other_composition_leaves_the_worst_off_party_better(small, more, random):
    votes = {f"P{n}": own for n, (own, _) in enumerate(small)}
    floors = {f"P{n}": max(1, mayors) for n, (_, mayors) in enumerate(small)}
    size = sum(floors.values()) + more
    result = reduce(votes, floors, size)
    if result.tie:
        result = result.resolve(random.sample(result.tie.among, len(result.tie.among)))
    everything = sum(votes.values())
    lawful = [
        seats
        for choice in product(*(range(floors[party], size + 1) for party in votes))
        if sum(seats := list(choice)) == size
    ]
    best = max(worst_off(votes, dict(zip(votes, seats, strict=True)), everything).ratio for seats in lawful)
    assert list(result.seats.values()) in lawful
    assert worst_off(votes, result.seats, everything).ratio == best


@given(SMALL, st.sampled_from(Method))
def test_3_1_no_smaller_size_covers_the_mayors(small, method):
    lines = [PartyVotes(f"P{n}", votes, 9, mayors) for n, (votes, mayors) in enumerate(small)]
    found = smallest_size(lines, method)

    def covers(size):
        seats = shared_out(lines, size, method).seats
        return all(seats[line.party] >= line.mayors for line in lines)

    assert covers(found.size)
    assert not any(covers(size) for size in range(len(lines), found.size))
    assert bool(found.short) == (found.smaller is not None)


LINES = st.lists(st.tuples(st.integers(0, 90_000), st.integers(0, 20)), min_size=1, max_size=40)


@given(LINES, st.integers(1, 29), st.sampled_from(Method), st.randoms(use_true_random=False))
def test_3_2_the_principles_hold(numbers, municipalities, method, random):
    """One municipality and 29, one party and 40 lists, wherever the mayors sit."""
    parties = [(f"P{n}", votes, seats) for n, (votes, seats) in enumerate(numbers)]
    mayors = defaultdict(int)
    able = [party for party, _, seats in parties if seats]
    for _ in range(municipalities if able else 0):
        mayors[random.choice(able)] += 1
    lines = [
        PartyVotes(party, votes, max(seats, mayors[party]), mayors[party]) for party, votes, seats in parties
    ]
    result = compose(lines, municipalities=municipalities, on=TERM, method=method)
    if result.tie:
        result = result.resolve(random.sample(result.tie.among, len(result.tie.among)))
    assert result.tie is None
    assert all(result.seats.get(party, 0) >= n for party, n in mayors.items())
    assert all(result.seats[one.line.party] >= 1 for one in result.entitlements if one.entitled)
    assert sum(result.seats.values()) <= result.cap or result.breaches
    if not result.breaches and result.entitlements and any(one.entitled for one in result.entitlements):
        assert sum(result.seats.values()) == min(result.size_before, result.cap)
    assert sum(result.elected.values()) == sum(result.seats.values()) - sum(mayors.values())


def test_all_five_councils_in_well_under_a_tenth_of_a_second():
    random = Random(1)
    councils = []
    for municipalities in (29, 17, 22, 19, 11):
        parties = [f"P{n}" for n in range(25)]
        mayors = random.choices(parties[:8], weights=[40, 35, 10, 5, 4, 3, 2, 1], k=municipalities)
        votes = [random.randint(10_000, 200_000) // (1 + n) for n in range(25)]
        councils.append(
            (
                municipalities,
                [PartyVotes(party, votes[n], 30, mayors.count(party)) for n, party in enumerate(parties)],
            )
        )
    start = perf_counter()
    results = [compose(lines, municipalities=size, on=TERM) for size, lines in councils]
    taken = perf_counter() - start
    assert taken < 0.1
    assert [sum(result.seats.values()) <= result.cap for result in results] == [True] * 5


def test_ratio_of_the_worst_off():
    worst = worst_off({"A": 60, "B": 40}, {"A": 1, "B": 1}, 100)
    assert (worst.party, worst.ratio) == ("A", Fraction(5, 6))
    assert worst_off({"A": 0}, {"A": 0}, 0) is None
