"""The funding key of 2022 as printed, and what rounding may and may not explain."""

import csv
from pathlib import Path

import pytest

from contracts.rules.funding_key import FundingKey, Share, by_population

DATA = Path(__file__).resolve().parents[3] / "kkr_portal/demonstration/data/funding_key_2022.csv"


def printed() -> FundingKey:
    lines = [line for line in DATA.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter=";"))
    return FundingKey(
        [Share(row["name"], int(row["thousand_kroner"])) for row in rows if row["kind"] == "municipality"],
        next(int(row["thousand_kroner"]) for row in rows if row["kind"] == "total"),
    )


def test_the_contract_of_2022_misses_its_total_by_one_and_that_is_rounding():
    key = printed()
    assert (len(key.rows), key.sum, key.total, key.difference) == (19, 39_009, 39_010, 1)
    assert key.breaches(municipalities=[row.municipality for row in key.rows]) == []
    assert key.sentence == (
        "Rækkerne giver 39.009, og den anførte sum er 39.010: en forskel på 1 (afrunding)."
    )


@pytest.mark.parametrize(("total", "fits"), [(109, True), (111, True), (112, False), (108, False)])
def test_half_a_unit_for_each_row_and_no_more(total, fits):
    key = FundingKey([Share("A", 55), Share("B", 55)], total)
    assert (key.breaches() == []) is fits


def test_what_cannot_be_is_named():
    key = FundingKey([Share("Viborg", 10), Share("Viborg", 10), Share("Odense", -1)], 19)
    assert [one.message for one in key.breaches(municipalities=["Viborg", "Skive"])] == [
        "Viborg står 2 gange",
        "Odense har et negativt beløb, -1",
        "Skive mangler",
        "Odense hører ikke til erhvervshusets kommuner",
    ]


def test_filled_by_population_the_rows_add_up():
    filled = by_population(39_010, {"Samsø": 3_657, "Aarhus": 349_983, "Viborg": 96_921})
    assert sum(filled.seats.values()) == 39_010
    assert filled.tie is None
