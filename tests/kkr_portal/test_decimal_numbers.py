"""Numbers with decimals as Danes type them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from kkr_portal.danish_numbers import decimal_number
from kkr_portal.forms import DanishDecimalField


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("45", "45"), ("45,5", "45.5"), ("1.417", "1417"), ("1.234,50", "1234.5"), ("1 417", "1417"),
        ("-12,25", "-12.25"), ("0", "0"), (" 7 ", "7"), ("\u221270", "-70"), ("45,500", "45.5"),
    ],
)  # fmt: skip
def test_read(text, number):
    assert (decimal_number(text), DanishDecimalField().clean(text)) == (Decimal(number), Decimal(number))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("N/A", "kan ikke læses som et tal"),
        ("45 pct", "uden enhed"),
        ("45%", "uden enhed"),
        ("1,417", "Mener du 1.417, så skriv det uden komma"),
        ("45.5", "Et komma skiller decimaler, fx 45,5"),
        ("1e3", "kan ikke læses"),
        ("٣", "kan ikke læses"),
        ("12.34.5", "kan ikke læses"),
    ],
)
def test_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValidationError, match=sentence):
        DanishDecimalField().clean(text)


def test_bounds():
    field = DanishDecimalField(least=-100, most=100)
    assert field.clean("-100") == -100
    with pytest.raises(ValidationError, match="højst være 100"):
        field.clean("120")
    with pytest.raises(ValidationError, match="mindst -100"):
        field.clean("-100,5")


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("45.00"), "45"), (Decimal("45.50"), "45,5"), (1417, "1.417"),
     (Decimal("1234567.25"), "1.234.567,25"),
     ("N/A", "N/A"), (None, None), (Decimal("100.00"), "100"), (Decimal("-5"), "-5")],
)  # fmt: skip
def test_comes_back_as_danes_write_it(value, text):
    assert DanishDecimalField().prepare_value(value) == text


def test_empty():
    assert DanishDecimalField(required=False).clean("  ") is None
