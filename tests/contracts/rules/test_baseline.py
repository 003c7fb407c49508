"""Rammeaftalen afsnit 7.1: the baselines of September 2020, Midtjylland 36 and 60 pct."""

from fractions import Fraction

import pytest

from contracts.rules.baseline import below_baseline

CASES = [
    (Fraction(45, 100), Fraction(36, 100), []),
    (Fraction(60, 100), Fraction(60, 100), []),
    (
        Fraction(599, 1000),
        Fraction(60, 100),
        ["59,9 pct. er lavere end husets udgangspunkt, 60,0 pct. i september 2020"],
    ),
]


@pytest.mark.parametrize(("share", "baseline", "expected"), CASES)
def test_below(share, baseline, expected):
    found = below_baseline(share, baseline, when="september 2020")
    assert [breach.message for breach in found] == expected
