"""Whole numbers as Danes type them."""

import re

import pytest
from django.core.exceptions import ValidationError

from kkr_portal.danish_numbers import whole_number
from kkr_portal.forms import DanishWholeNumberField


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        (" 12345 ", 12345),
        ("12.345", 12345),
        ("12 345", 12345),
        ("1\xa0234\xa0567", 1234567),
        ("007", 7),
    ],
)
def test_read(text, number):
    assert (whole_number(text), DanishWholeNumberField().clean(text)) == (number, number)


@pytest.mark.parametrize(
    "text", ["", "-5", "12,5", "2.2835", "12.34", "1.2345", "1e3", "tolv", "½", "٣", "1234567890", "1..234"]
)
def test_not_a_whole_number(text):
    with pytest.raises(ValueError, match=re.escape(text) or "^$"):
        whole_number(text)
    if text:
        with pytest.raises(ValidationError, match="helt tal"):
            DanishWholeNumberField().clean(text)


def test_a_number_comes_back_as_danes_write_it_and_may_be_too_large():
    field = DanishWholeNumberField(required=False, most=1000)
    assert (field.prepare_value(12345), field.prepare_value("12,5"), field.clean("  ")) == (
        "12.345",
        "12,5",
        None,
    )
    with pytest.raises(ValidationError, match=r"højst være 1\.000"):
        field.clean("1.001")
