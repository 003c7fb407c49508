from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkr_portal.calendar import (
    days_before,
    holiday_name,
    is_working_day,
    months_after,
    weeks_before,
    working_days_before,
)

DAYS = st.dates(date(2007, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2022, 1, 1), "Nytårsdag"),
        (date(2022, 4, 14), "Skærtorsdag"),
        (date(2022, 4, 18), "Anden påskedag"),
        (date(2023, 5, 5), "Store bededag"),
        (date(2024, 4, 26), ""),  # store bededag no more
        (date(2024, 5, 9), "Kristi himmelfartsdag"),
        (date(2024, 6, 5), "Grundlovsdag"),
        (date(2024, 5, 1), ""),  # 1 May counts
        (date(2024, 12, 23), ""),
        (date(2024, 12, 24), "Juleaftensdag"),
        (date(2024, 12, 26), "Anden juledag"),
        (date(2024, 12, 31), "Nytårsaftensdag"),
    ],
)
def test_holidays(day, name):
    assert holiday_name(day) == name
    assert is_working_day(day) == (not name)


@pytest.mark.parametrize(
    ("meeting", "deadline", "why"),
    [
        (date(2022, 1, 21), date(2022, 1, 18), "a plain Friday"),
        (date(2022, 1, 19), date(2022, 1, 14), "over a weekend: the constitution of KKR Midtjylland"),
        (date(2022, 1, 5), date(2021, 12, 30), "31 December does not count"),
        (date(2022, 4, 19), date(2022, 4, 11), "over Easter"),
        (date(2024, 12, 27), date(2024, 12, 19), "24 December does not count"),
        (date(2023, 5, 8), date(2023, 5, 2), "store bededag 2023"),
        (date(2024, 4, 29), date(2024, 4, 24), "no store bededag 2024"),
        (date(2024, 6, 7), date(2024, 6, 3), "Grundlovsdag"),
        (date(2022, 3, 28), date(2022, 3, 23), "the night to summer time"),
        (date(2022, 10, 31), date(2022, 10, 26), "the night from summer time"),
    ],
)
def test_three_working_days_before(meeting, deadline, why):
    assert working_days_before(meeting, 3) == deadline


@given(DAYS, st.integers(1, 12))
def test_the_last_date_with_n_whole_working_days_left(day, n):
    def left(start: date) -> int:
        return sum(is_working_day(start + timedelta(days=k)) for k in range((day - start).days))

    deadline = working_days_before(day, n)
    assert left(deadline) == n
    assert left(deadline + timedelta(days=1)) == n - 1


@given(DAYS, st.integers(0, 30))
def test_counting_back_never_goes_forward(day, n):
    assert working_days_before(day, n + 1) < working_days_before(day, n) <= day
    assert working_days_before(day, n) <= days_before(day, n)


@given(DAYS, st.integers(0, 60))
def test_weeks_keep_the_weekday(day, n):
    assert weeks_before(day, n).weekday() == day.weekday()
    assert weeks_before(day, n) == days_before(day, 7 * n)


def test_a_negative_number():
    with pytest.raises(ValueError, match="negative"):
        working_days_before(date(2022, 1, 1), -1)


@pytest.mark.parametrize(
    ("day", "n", "later"),
    [
        (date(2022, 1, 1), 3, date(2022, 4, 1)),
        (date(2022, 11, 30), 3, date(2023, 2, 28)),
        (date(2023, 11, 30), 3, date(2024, 2, 29)),
        (date(2022, 9, 15), 3, date(2022, 12, 15)),
        (date(2022, 10, 31), 2, date(2022, 12, 31)),
        (date(2022, 1, 31), 1, date(2022, 2, 28)),
    ],
)
def test_months(day, n, later):
    assert months_after(day, n) == later
