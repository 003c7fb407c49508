"""A pasted funding key: what is read of each line, and what is said of the others."""

import pytest

from contracts.pasted_key import PastedKey, read_key
from kkr_portal.registry.models import Municipality


@pytest.fixture
def places(db):
    found = Municipality.objects.filter(business_house__slug="midtjylland")
    return list(found.prefetch_related("other_names"))


def named(places, amounts: dict[str, int]) -> dict[int, int]:
    ids = {one.name: one.pk for one in places}
    return {ids[name]: amount for name, amount in amounts.items()}


CASES = [
    ("Skive\t1.330", {"Skive": 1330}, None, []),
    ("Skive Kommune;1330", {"Skive": 1330}, None, []),
    ("kommune;kode;beløb\nÅrhus;751;10.331", {"Aarhus": 10331}, None, []),
    ("0751\t10331\nI alt\t10331", {"Aarhus": 10331}, 10331, []),
    ("Skive;1330;1.330", {"Skive": 1330}, None, []),
    ("Skive\t1\nSkive\t2", {"Skive": 1}, None,
     ["Linje 2: Skive står to gange. Det første beløb er brugt."]),
    ("Skive\tN/A", {}, None, ["Linje 1: Skive har intet helt beløb."]),
    ("Skive\t1,5", {}, None, ["Linje 1: Skive har intet helt beløb."]),
    ("Skive\t-5", {}, None, ["Linje 1: Skive har intet helt beløb."]),
    ("Odense\t7", {}, None, ["Linje 1: «Odense» er ikke en af husets kommuner."]),
    ("=1+1\t7", {}, None, ["Linje 1: «=1+1» er ikke en af husets kommuner."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "amounts", "total", "unread"), CASES)
def test_reading(places, text, amounts, total, unread):
    assert read_key(text, places) == PastedKey(named(places, amounts), total, unread)
