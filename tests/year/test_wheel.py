"""Where the dates stand in the wheel."""

import math
from datetime import date

from kkr_portal.year.wheel import CENTRE, INNER, OUTER, SIZE, Mark, wheel

TODAY = date(2022, 7, 2)


def test_the_year_begins_at_the_top_and_goes_with_the_clock():
    days = [date(2022, 1, 1), date(2022, 4, 2), date(2022, 7, 2)]
    marks = wheel(2022, [(day, 0) for day in days], rings=1, today=TODAY).marks
    radius = OUTER - (OUTER - INNER) // 2
    top, right, bottom = (CENTRE, CENTRE - radius), (CENTRE + radius, CENTRE), (CENTRE, CENTRE + radius)
    for mark, (x, y) in zip(marks, [top, right, bottom], strict=True):
        assert abs(mark.x - x) <= 1
        assert abs(mark.y - y) <= 1


def test_neighbours_of_one_ring_share_a_mark_and_no_date_is_lost():
    days = [(date(2022, 3, day), ring) for day in range(1, 31) for ring in (0, 1)]
    drawn = wheel(2022, days, rings=2, today=TODAY)
    assert sorted(number for mark in drawn.marks for number in mark.dates) == list(range(60))
    for mark in drawn.marks:
        found = [days[number][0] for number in mark.dates]
        assert (max(found) - min(found)).days < 14
        assert {days[number][1] for number in mark.dates} == {mark.ring}


def test_other_years_have_no_mark_and_today_only_its_own_year_a_line():
    drawn = wheel(2021, [(date(2022, 1, 1), 0)], rings=1, today=TODAY)
    assert (drawn.marks, drawn.today) == ((), None)
    assert wheel(2022, [], rings=0, today=TODAY).today is not None


def test_a_leap_years_last_day_stays_inside_the_drawing():
    drawn = wheel(2024, [(date(2024, 2, 29), 0), (date(2024, 12, 31), 3)], rings=4, today=TODAY)
    assert [mark.dates for mark in drawn.marks] == [(0,), (1,)]
    assert all(isinstance(mark, Mark) and 0 < mark.x < SIZE and 0 < mark.y < SIZE for mark in drawn.marks)


def test_a_count_lies_on_no_other_mark():
    """Marks close together on every ring, each with a count."""
    days = [(date(2022, 3, 1 + week * 7), ring) for week in range(4) for ring in range(4) for _ in range(2)]
    marks = wheel(2022, days, rings=4, today=TODAY).marks
    assert {len(mark.dates) for mark in marks} == {2}
    for one in marks:
        gaps = [math.dist((one.count_x, one.count_y), (other.x, other.y)) for other in marks]
        assert min(gaps) > 10, one  # half a mark is 7, half a digit 3
