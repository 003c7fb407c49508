"""Days on a line: linear, inside, and with marks that can be told apart."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from boards.drawing.axis import Axis, Tick, around, fitting


def test_linear_in_days_and_never_outside():
    axis = Axis(date(2022, 1, 1), date(2022, 1, 11), 100, 200)
    days = [date(2021, 1, 1), date(2022, 1, 1), date(2022, 1, 6), date(2022, 1, 11), date(2030, 1, 1)]
    assert [axis.x(day) for day in days] == [100, 100, 150, 200, 200]
    assert [axis.holds(day) for day in days] == [False, True, True, True, False]


def test_a_day_alone_is_no_division_by_nothing():
    assert Axis(date(2022, 1, 1), date(2022, 1, 1), 0, 100).x(date(2022, 1, 1)) == 0


def test_months_and_years():
    axis = Axis(date(2021, 11, 1), date(2022, 4, 1), 0, 600)
    assert [one.label for one in axis.ticks()] == ["nov.", "dec.", "jan. 2022", "feb.", "marts", "april"]
    years = Axis(date(2018, 4, 1), date(2026, 4, 1), 0, 800)
    assert [one.label for one in years.ticks()] == [str(year) for year in range(2019, 2027)]
    assert years.ticks()[0] == Tick(75, "2019")


@pytest.mark.parametrize("years", [1, 4, 12, 40, 100])
@pytest.mark.parametrize("width", [320, 920, 1400])
def test_marks_never_run_into_each_other(years, width):
    axis = Axis(date(2000, 3, 5), date(2000, 3, 5) + timedelta(days=365 * years), 0, width)
    places = [one.x for one in axis.ticks()]
    assert places
    assert all(after - before >= 50 for before, after in pairwise(places))


def test_around():
    days = [date(2022, 4, 1), date(2020, 4, 1)]
    assert around(days, margin=timedelta(days=1)) == (date(2020, 3, 31), date(2022, 4, 2))


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (200, "Anders Ahorn"),
        (84, "Anders Ahorn"),
        (83, "Anders Aho…"),
        (56, "Anders…"),
        (28, "And…"),
        (20, ""),
    ],
)
def test_so_much_of_a_name_as_there_is_room_for(width, shown):
    assert fitting("Anders Ahorn", width) == shown
