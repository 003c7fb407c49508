"""The mathematical model: by hand on three municipalities, and what must hold for any statistics."""

import csv
from fractions import Fraction as F
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotas.rules.distribution import Facts, Key, distribute, facts_breaches, scaled
from quotas.rules.rounding import Order

DATA = Path(__file__).resolve().parents[3] / "kkr_portal/demonstration/data/quotas_2022.csv"
THREE = [
    Facts("Stor", "Øst", population=600, immigrants=80, reunified=10),
    Facts("Mellem", "Øst", population=300, immigrants=15, reunified=0),
    Facts("Lille", "Vest", population=100, immigrants=5, reunified=0),
]


def test_three_municipalities_by_hand():
    found = distribute(THREE, 90)
    # p = 0.6, 0.3, 0.1; i = 0.8, 0.15, 0.05; L + F = 100
    assert [row.share for row in found.rows] == [F(4, 10), F(45, 100), F(15, 100)]
    assert [row.gross for row in found.rows] == [40, 45, 15]
    assert [row.calculated for row in found.rows] == [30, 45, 15]
    assert found.by_region == {"Øst": 75, "Vest": 15}
    assert found.rounded().quotas == {"Stor": 30, "Mellem": 45, "Lille": 15}


def test_below_zero_is_zero_and_the_others_give_up_in_proportion():
    facts = [
        Facts("Alle", "Øst", 500, 100, 0),
        Facts("Ingen", "Øst", 300, 0, 0),
        Facts("Få", "Vest", 200, 0, 0),
    ]
    by_number = distribute(facts, 100)
    # a = 0, 0.6, 0.4 for p = 0.5, 0.3, 0.2: nobody is below zero; with another split somebody is
    assert [row.distributed for row in by_number.rows] == [0, 60, 40]
    worse = [Facts("Alle", "Øst", 400, 100, 0), *facts[1:], Facts("Fire", "Vest", 100, 0, 0)]
    found = distribute(worse, 100)
    assert [row.calculated for row in found.rows] == [-20, 60, 40, 20]
    assert [row.distributed for row in found.rows] == [0, 50, F(100, 3), F(50, 3)]
    assert found.rows[0].zeroed


@given(
    st.lists(
        st.tuples(st.integers(0, 700_000), st.integers(0, 90_000), st.integers(0, 400)),
        min_size=1,
        max_size=98,
    ),
    st.integers(0, 50_000),
    st.sampled_from(Key),
)
def test_nobody_is_below_zero_and_the_sum_is_the_national_number(rows, national, key):
    facts = [Facts(f"k{n}", f"r{n % 5}", p + 1, i, f) for n, (p, i, f) in enumerate(rows)]
    found = distribute(facts, national, key=key)
    assert sum(row.distributed for row in found.rows) == national
    assert min(row.distributed for row in found.rows) >= 0
    for order in Order:
        rounded = found.rounded(order)
        assert rounded.open or sum(rounded.quotas.values()) == national


def test_taken_by_share_whoever_falls_below_zero_is_zero_too():
    facts = [
        Facts("Alle", "Øst", 400, 100, 0),
        Facts("Ingen", "Øst", 400, 0, 0),
        Facts("Få", "Vest", 200, 0, 90),
    ]
    found = distribute(facts, 100, key=Key.SHARE)
    # a = -0.2, 0.8, 0.4 and L + F = 190: c = -38, 152, -14; 52 is taken from the only one left
    assert [row.calculated for row in found.rows] == [-38, 152, -14]
    assert [row.distributed for row in found.rows] == [0, 100, 0]
    facts[2] = Facts("Få", "Vest", 200, 0, 60)
    found = distribute(facts, 100, key=Key.SHARE)
    # L + F = 160: c = -32, 128, 4; of 32 over 21⅓ and 10⅔ are due, but «Få» has only 4
    assert [row.calculated for row in found.rows] == [-32, 128, 4]
    assert [row.distributed for row in found.rows] == [0, 100, 0]


def test_the_published_year_scaled_to_itself_and_to_another_number():
    lines = [line for line in DATA.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = [row for row in csv.DictReader(lines, delimiter=";") if row["kind"] == "municipality"]
    known = {row["name"]: 0 if row["quota"] == "-" else int(row["quota"]) for row in rows}
    regions = {row["name"]: row["region"] for row in rows}
    same = scaled(known, regions, 500)
    assert (same.quotas, sum(known.values()), len(known)) == (known, 500, 98)
    more = scaled(known, regions, 1_400)
    # 316.4, 210, 316.4, 352.8 and 204.4: three regions are equal for the last person, and people settle it
    assert (more.regions.tie.among, more.regions.tie.seats) == (
        ("Hovedstaden", "Syddanmark", "Nordjylland"),
        1,
    )
    assert "regionerne" in more.open
    assert all(not more.quotas[name] for name, n in known.items() if not n)


def test_nothing_known_cannot_be_scaled():
    with pytest.raises(ValueError, match="no distribution"):
        scaled({"A": 0}, {"A": "Øst"}, 10)


@pytest.mark.parametrize("national", [0, 1, 50_000])
def test_a_national_number_of_nothing_one_and_many(national):
    rounded = distribute(THREE, national).rounded()
    at_stake = rounded.regions.tie.seats if rounded.regions.tie else 0
    assert sum(rounded.regions.seats.values()) + at_stake == national


def test_facts_that_cannot_be_are_named():
    facts = [THREE[0], THREE[0], Facts("Fremmed", "Øst", 0, -1, 0)]
    messages = [one.message for one in facts_breaches(facts, municipalities=["Stor", "Lille"], national=-1)]
    assert messages == [
        "Lille mangler",
        "Stor står to gange",
        "Fremmed er ikke en af kommunerne",
        "Fremmed har et negativt tal",
        "Landstallet kan ikke være negativt",
    ]
