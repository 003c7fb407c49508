"""The third Tuesday of November, every fourth year."""

from datetime import date

import pytest

from boards.rules.elections import election_of, latest_election, next_election


@pytest.mark.parametrize(
    ("year", "day"),
    [(2009, date(2009, 11, 17)), (2013, date(2013, 11, 19)), (2017, date(2017, 11, 21)),
     (2021, date(2021, 11, 16)), (2025, date(2025, 11, 18))],
)  # fmt: skip
def test_elections_that_were_held(year, day):
    assert election_of(year) == day


def test_no_election_in_between():
    with pytest.raises(ValueError, match="2023"):
        election_of(2023)


@pytest.mark.parametrize(
    ("day", "following", "latest"),
    [
        (date(2021, 11, 15), date(2021, 11, 16), date(2017, 11, 21)),
        (date(2021, 11, 16), date(2025, 11, 18), date(2021, 11, 16)),
        (date(2022, 4, 1), date(2025, 11, 18), date(2021, 11, 16)),
        (date(2025, 12, 31), date(2029, 11, 20), date(2025, 11, 18)),
        (date(2024, 2, 29), date(2025, 11, 18), date(2021, 11, 16)),
    ],
)
def test_before_and_after(day, following, latest):
    assert (next_election(day), latest_election(day)) == (following, latest)
