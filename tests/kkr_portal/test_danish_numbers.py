from fractions import Fraction

import pytest

from kkr_portal.danish_numbers import decimal, percent


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        (Fraction(1, 3), 1, "0,3"),
        (Fraction(1, 20), 1, "0,1"),  # half up
        (Fraction(-1, 3), 2, "-0,33"),
        (Fraction(-1, 100), 1, "0,0"),
        (1234567, 0, "1.234.567"),
        (Fraction(9999, 10), 0, "1.000"),
        (Fraction(2, 1), 2, "2,00"),
    ],
)
def test_decimal(number, places, text):
    assert decimal(number, places) == text


def test_percent():
    assert percent(Fraction(331, 1000)) == "33,1 pct."
    assert percent(1, 0) == "100 pct."
