"""The figures in ``data/*.csv`` against what the source prints."""

from collections import Counter

import pytest

from kkr_portal.demonstration import figures


def test_every_file_says_where_it_comes_from_and_has_whole_rows():
    names = sorted(path.stem for path in figures.DATA.glob("*.csv"))
    assert {name: len(figures.rows(name)) for name in names} == {
        "appointment_timeline": 24,
        "baselines_2020": 7,
        "contract_parts_2022": 7,
        "focus_areas_2022": 6,
        "framework_goals": 8,
        "framework_targets": 20,
        "funding_key_2022": 20,
        "goals_2022": 8,
        "initiatives": 12,
        "invented_guided_2021": 19,
        "invented_people": 62,
        "municipal_quotas_2015": 33,
        "nominating_organisations": 8,
        "obligations": 10,
        "quota_notices_2022": 5,
        "quotas_2022": 104,
        "targets_2022": 27,
        "town_rural": 98,
        "votes_2021": 111,
        "youth_initiatives": 15,
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a;b\n1;2\n", "first line"),
        ("# kilde: x\na;b\n1;2;3\n", "line 3"),
        ("# kilde: x\na;b\n1\n", "line 3"),
    ],
)
def test_a_file_that_is_not_whole_is_refused(tmp_path, monkeypatch, content, message):
    (tmp_path / "bad.csv").write_text(content, encoding="utf-8")
    monkeypatch.setattr(figures, "DATA", tmp_path)
    with pytest.raises(ValueError, match=message):
        figures.rows("bad")


def test_funding_rows_add_up_to_one_less_than_the_printed_total():
    key = figures.rows("funding_key_2022")
    amounts = [int(row["thousand_kroner"]) for row in key if row["kind"] == "municipality"]
    totals = [int(row["thousand_kroner"]) for row in key if row["kind"] == "total"]
    assert (len(amounts), sum(amounts), totals) == (19, 39009, [39010])


def test_quotas_add_up_to_the_printed_totals():
    table = figures.rows("quotas_2022")
    municipalities = [row for row in table if row["kind"] == "municipality"]
    sums = Counter()
    for row in municipalities:
        sums[row["region"]] += figures.quota(row["quota"])
    printed = {row["region"]: int(row["quota"]) for row in table if row["kind"] == "region_total"}
    expected = {"Hovedstaden": 113, "Sjælland": 75, "Syddanmark": 113, "Midtjylland": 126, "Nordjylland": 73}
    assert dict(sums) == printed == expected
    assert [row["quota"] for row in table if row["kind"] == "national_total"] == ["500"]
    assert len({row["code"] for row in municipalities}) == len(municipalities) == 98
    assert sum(expected.values()) == 500


def test_zero_is_printed_as_a_dash():
    table = figures.rows("quotas_2022")
    assert [row["name"] for row in table if row["quota"] == "-"] == [
        *(
            "Brøndby",
            "Dragør",
            "Glostrup",
            "Albertslund",
            "Hvidovre",
            "Høje-Taastrup",
            "Rødovre",
            "Ishøj",
            "Tårnby",
        ),
        *("Vallensbæk", "Hillerød", "Hørsholm", "Rudersdal", "Kerteminde", "Fanø", "Læsø"),
    ]


def test_town_and_rural_municipalities_of_each_house():
    table = figures.rows("town_rural")
    assert Counter((row["business_house"], row["kind"]) for row in table) == {
        ("Hovedstaden", "town"): 27,
        ("Hovedstaden", "rural"): 2,
        ("Sjælland", "town"): 7,
        ("Sjælland", "rural"): 10,
        ("Fyn", "town"): 6,
        ("Fyn", "rural"): 3,
        ("Sydjylland", "town"): 9,
        ("Sydjylland", "rural"): 4,
        ("Midtjylland", "town"): 10,
        ("Midtjylland", "rural"): 9,
        ("Nordjylland", "town"): 4,
        ("Nordjylland", "rural"): 7,
    }
    assert {row["code"] for row in table} == {
        row["code"] for row in figures.rows("quotas_2022") if row["kind"] == "municipality"
    }


def test_funding_key_and_annex_name_the_same_19_municipalities():
    annex = {row["code"] for row in figures.rows("town_rural") if row["business_house"] == "Midtjylland"}
    key = {row["code"] for row in figures.rows("funding_key_2022") if row["kind"] == "municipality"}
    assert key == annex


def test_dates_of_the_five_councils():
    dates: dict[str, list[str]] = {}
    for row in figures.rows("appointment_timeline"):
        days = row["start"] if row["start"] == row["end"] else f"{row['start']}/{row['end']}"
        dates.setdefault(row["council"] or "alle", []).append(days)
    window = "2022-03-21/2022-03-25"
    assert dates == {
        "Hovedstaden": ["2021-10-15", "2022-01-25", "2022-01-25", window],
        "Sjælland": ["2021-10-13", "2022-01-17", "2022-01-17", window],
        "Syddanmark": ["2021-10-11", "2022-01-24", "2022-01-24", window],
        "Midtjylland": ["2021-10-11", "2022-01-19", "2022-01-19", window],
        "Nordjylland": ["2021-10-15", "2022-01-21", "2022-01-21", window],
        "alle": ["2022-02-28", "2022-02-28", "2022-03-01/2022-03-15", "2022-04-01"],
    }


@pytest.mark.parametrize("name", ["targets_2022", "framework_targets"])
def test_the_wording_of_a_target_carries_its_figure(name):
    without = [
        row["wording"]
        for row in figures.rows(name)
        if row["value"] and f"{int(row['value']):,}".replace(",", ".") not in row["wording"]
    ]
    assert without == []


def test_each_target_belongs_to_a_goal():
    for goals, targets in (("goals_2022", "targets_2022"), ("framework_goals", "framework_targets")):
        assert list(dict.fromkeys(row["goal"] for row in figures.rows(targets))) == [
            row["number"] for row in figures.rows(goals)
        ]


def test_contract_goals_point_to_framework_goals_by_identity():
    titles = {row["number"]: row["title"] for row in figures.rows("framework_goals")}
    national = [row for row in figures.rows("goals_2022") if row["scope"] == "national"]
    assert [row["title"] for row in national] == [titles[row["framework_goal"]] for row in national]
    assert set(titles) - {row["framework_goal"] for row in national} == {"5"}


def test_initiatives_with_two_statuses():
    counts = Counter(row["initiative"] for row in figures.rows("initiatives"))
    assert len(counts) == 10
    assert [name for name, count in counts.items() if count == 2] == [
        "En borger – ét fælles forløb",
        "Initiativer for de mest udsatte borgere",
    ]
