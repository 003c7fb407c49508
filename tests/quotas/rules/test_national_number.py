"""When the number must change, and the dates of 2022's quotas."""

from datetime import date

import pytest

from quotas.rules.national_number import dates, trigger


@pytest.mark.parametrize(
    ("announced", "expected", "must"),
    [
        (500, 700, False), (500, 701, True), (500, 300, False), (500, 299, True), (500, 1_400, True),
        (8_000, 11_200, False), (8_000, 11_201, True), (8_001, 10_001, False), (8_001, 10_002, True),
    ],
)  # fmt: skip
def test_more_than_forty_per_cent_or_twenty_five(announced, expected, must):
    assert trigger(announced, expected).must_change is must


def test_nothing_announced_has_no_trigger():
    with pytest.raises(ValueError, match="at least 1"):
        trigger(0, 10)


def test_the_dates_of_2022_lie_in_2021():
    assert [(one.day, one.exclusive) for one in dates(2022)] == [
        (date(2021, 5, 1), False), (date(2021, 9, 10), True), (date(2021, 9, 30), True),
    ]  # fmt: skip
