"""The sums at every level: equal, or named."""

from quotas.rules.sums import sum_breaches

PLACES = {"Øst": ["A", "B"], "Vest": ["C"]}


def said(national, regions, municipal):
    return [one.message for one in sum_breaches(national, regions, municipal, places=PLACES)]


def test_equal_at_every_level():
    assert said(6, {"Øst": 5, "Vest": 1}, {"A": 5, "B": 0, "C": 1}) == []


def test_off_by_one_is_named_with_both_numbers():
    assert said(7, {"Øst": 5, "Vest": 1}, {"A": 4, "B": 0, "C": 2}) == [
        "Regionskvoterne giver 6, men landstallet er 7: 1 for lidt",
        "Øst: kommunekvoterne giver 4, men regionskvoten er 5: 1 for lidt",
        "Vest: kommunekvoterne giver 2, men regionskvoten er 1: 1 for meget",
    ]


def test_what_is_missing_is_named():
    assert said(None, {"Øst": 5}, {"A": 5}) == [
        "Landstallet mangler",
        "Regionskvoten mangler for Vest",
        "Øst: kvoten mangler for B",
        "Vest: kvoten mangler for C",
    ]


def test_a_long_list_is_cut():
    names = list("ABCDEFGH")
    found = sum_breaches(0, {"Øst": 0}, {}, places={"Øst": names})
    assert found[0].message == "Øst: kvoten mangler for A, B, C, D, E, F og 2 til"
