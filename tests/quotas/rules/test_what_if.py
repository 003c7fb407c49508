"""What if, against the quotas of 2022 as printed: sums hold, wishes stay in the region, ties are told."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkr_portal.demonstration import figures
from quotas.rules.what_if import Case, answer, breaches, per_inhabitants

ROWS = [row for row in figures.rows("quotas_2022") if row["kind"] == "municipality"]
KNOWN = {row["name"]: int(row["quota"].replace("-", "0")) for row in ROWS}
REGIONS = {row["name"]: row["region"] for row in ROWS}
SMALL = {"A": 6, "B": 3, "C": 1, "D": 10}
TWO = {"A": "Øst", "B": "Øst", "C": "Øst", "D": "Vest"}


def messages(case, known=SMALL, regions=TWO):
    return [one.message for one in breaches(case, known, regions)]


def test_the_same_number_is_the_same_distribution():
    found = answer(Case(500), KNOWN, REGIONS)
    assert found.quotas == KNOWN
    assert found.ties == {}
    assert sorted(found.regions.values()) == [73, 75, 113, 113, 126]


def test_900_on_top_of_500():
    """1,400 by the known distribution: 2,8 times each quota. Three regions are equal about one."""
    found = answer(Case(500, 900), KNOWN, REGIONS)
    assert found.regions == {
        "Hovedstaden": 316, "Sjælland": 210, "Syddanmark": 316, "Midtjylland": 353, "Nordjylland": 204,
    }  # fmt: skip
    assert (found.ties[""].among, found.ties[""].seats) == (("Hovedstaden", "Syddanmark", "Nordjylland"), 1)
    assert (found.quotas["København"], found.quotas["Læsø"]) == (84, 0)
    open_persons = sum(tie.seats for tie in found.ties.values())
    assert sum(found.quotas.values()) + open_persons == 1400


def test_900_alone_is_of_the_size_that_the_authority_told():
    """The letter: three municipalities 30–50 each, most far fewer. So do the agreed quotas."""
    found = answer(Case(900), KNOWN, REGIONS).quotas
    assert [found[name] for name in sorted(found, key=lambda name: -found[name])[:4]] == [54, 45, 43, 27]


@given(st.integers(0, 60_000))
def test_every_number_adds_up_and_nobody_is_far_from_the_exact_share(national):
    found = answer(Case(national), KNOWN, REGIONS)
    undecided = found.ties.get("")
    assert sum(found.regions.values()) + (undecided.seats if undecided else 0) == national
    for region, quota in found.regions.items():
        inside = [name for name in KNOWN if REGIONS[name] == region]
        tie = found.ties.get(region)
        assert sum(found.quotas[name] for name in inside) + (tie.seats if tie else 0) == quota
        size = sum(KNOWN[name] for name in inside)
        assert all(abs(found.quotas[name] - Fraction(KNOWN[name] * quota, size)) < 1 for name in inside)


def test_an_exempt_municipality_leaves_its_persons_to_its_own_region():
    found = answer(Case(20, exempt=frozenset({"B"})), SMALL, TWO)
    assert found.quotas == {"A": 9, "B": 0, "C": 1, "D": 10}


def test_who_takes_more_gets_exactly_so_many_more():
    found = answer(Case(20, more={"C": 3}), SMALL, TWO)
    assert found.quotas == {"A": 4, "B": 2, "C": 4, "D": 10}
    assert found.regions == {"Øst": 10, "Vest": 10}


def test_who_had_nothing_can_volunteer():
    found = answer(Case(20, more={"E": 2}), SMALL | {"E": 0}, TWO | {"E": "Øst"})
    assert (found.quotas["E"], sum(found.quotas.values())) == (2, 20)


def test_equal_ones_are_told_and_not_chosen():
    found = answer(Case(1), {"A": 2, "B": 2}, {"A": "Øst", "B": "Øst"})
    assert found.quotas == {"A": 0, "B": 0}
    assert (found.ties["Øst"].among, found.ties["Øst"].seats) == (("A", "B"), 1)
    assert found.may_get_more("A")
    assert not found.may_get_more("C")


def test_equal_regions_are_told():
    found = answer(Case(1), {"A": 2, "B": 2}, {"A": "Øst", "B": "Vest"})
    assert found.ties[""].among == ("Øst", "Vest")
    assert not found.may_get_more("A")


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (Case(-1), ["Antallet kan ikke være negativt"]),
        (Case(5, -6), ["Antallet kan ikke være negativt"]),
        (Case(20, exempt=frozenset({"X"})), ["X er ikke en af kommunerne"]),
        (Case(20, more={"X": 1}), ["X er ikke en af kommunerne"]),
        (Case(20, more={"A": 1}, exempt=frozenset({"A"})), ["A kan ikke både være fritaget og tage flere"]),
        (Case(20, more={"A": 0}), ["A skal tage mindst én ekstra"]),
        (Case(20, more={"A": 5}), ["A ville tage 11, og regionens kvote er 10 (Øst)"]),
        (Case(20, more={"D": 1}), ["D ville tage 11, og regionens kvote er 10 (Vest)"]),
        (Case(20, more={"A": 1, "B": 1}, exempt=frozenset("C")),
         ["A og B ville tage 12, og regionens kvote er 10 (Øst)"]),
        (Case(20, exempt=frozenset({"D"})), ["Ingen er tilbage til at tage 10 personer (Vest)"]),
        (Case(0), []),
        (Case(1), []),
        (Case(50_000), []),
    ],
)  # fmt: skip
def test_what_cannot_be_calculated(case, said):
    assert messages(case) == said
    if said:
        with pytest.raises(ValueError, match=said[0].split("(")[0].strip()):
            answer(case, SMALL, TWO)


def test_nothing_to_scale():
    assert messages(Case(500), {"A": 0}, {"A": "Øst"}) == ["Der er ingen fordeling at regne ud fra"]


def test_per_ten_thousand_inhabitants_exactly():
    assert per_inhabitants(30, 632_340) == Fraction(300_000, 632_340)
    assert per_inhabitants(30, None) is None
    assert per_inhabitants(0, 10) == 0
