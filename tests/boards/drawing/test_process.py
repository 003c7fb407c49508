"""Rounds as lanes: marks at their days, nothing on top of anything else, readable at 5 KKR × 8 steps."""

from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest

from boards.drawing.process import DISC, TUCKED, Mark, drawn, merged
from kkr_portal.demonstration import figures

COUNCILS = ("Hovedstaden", "Sjælland", "Syddanmark", "Midtjylland", "Nordjylland")


def mark(number, first, last=None, *, shape="day", state="coming", text="1.1."):
    return Mark((number,), shape, first, last or first, state, text, f"trin {number}", f"step-{number}")


def source_lanes():
    """The five KKR of the source, as they are drawn."""
    lanes = []
    for council in COUNCILS:
        marks = []
        for row in figures.rows("appointment_timeline"):
            if row["council"] not in ("", council):
                continue
            first, last = date.fromisoformat(row["start"]), date.fromisoformat(row["end"])
            shape = "day" if first == last else "window"
            if "deadline" in row["kind"]:
                shape, first = "deadline", date(2022, 1, 26)
            text = f"{first:%d.%m.}–{last:%d.%m.}"
            marks.append(mark(int(row["step"]), first, last, shape=shape, text=text))
        lanes.append((f"KKR {council}", marks))
    return lanes


def test_both_decisions_of_a_meeting_are_one_mark():
    day = date(2022, 1, 19)
    (one,) = merged([mark(3, day), mark(2, day)])
    assert (one.numbers, one.label, one.anchor) == ((2, 3), "trin 2; trin 3", "step-2")
    assert len(merged([mark(2, day), mark(3, day, state="done")])) == 2


def test_late_is_told_without_colour():
    drawing = drawn([("KKR", [mark(4, date(2022, 2, 28), state="late")])], today=None)
    assert drawing.lines[0].shapes[0].number == "4!"
    day = date(2022, 1, 19)
    both = drawn([("KKR", [mark(2, day, state="late"), mark(3, day, state="late")])], today=None)
    (shape,) = both.lines[0].shapes
    assert (shape.number, shape.number_size) == ("2+3!", 9)


@pytest.mark.parametrize("width", [None, 860])
def test_nothing_lies_on_anything_else(width):
    drawing = drawn(source_lanes(), today=date(2022, 2, 10), width=width)
    assert len(drawing.lines) == 5
    for line in drawing.lines:
        assert [one.mark.numbers for one in sorted(line.shapes, key=lambda one: one.mark.numbers)] == [
            (1,), (2, 3), (4, 5), (6,), (7,), (8,),
        ]  # fmt: skip
        for one, other in combinations(line.shapes, 2):
            if one.y == other.y:
                first, second = sorted((one, other), key=lambda shape: shape.x)
                tucked = TUCKED if second.mark.shape != "day" and second.width > 4 * DISC else 0
                assert first.right <= second.x + tucked
            if one.text_y == other.text_y:
                assert abs(one.text_x - other.text_x) >= (one.text_width + other.text_width) // 2
        for shape in line.shapes:
            assert shape.text_left >= 0
            assert shape.text_left + shape.text_width <= drawing.width
            assert line.y < shape.y
            assert shape.text_y < drawing.bottom


def test_lanes_do_not_overlap_and_the_axis_is_linear():
    drawing = drawn(source_lanes(), today=None)
    tops = [line.y for line in drawing.lines]
    assert tops == sorted(tops)
    assert all(two - one >= 50 for one, two in pairwise(tops))
    starts = {shape.mark.numbers: shape.middle for shape in drawing.lines[0].shapes}
    days = (date(2022, 4, 1) - date(2021, 10, 15)).days
    a_day = (starts[(8,)] - starts[(1,)]) / days
    assert starts[(2, 3)] - starts[(1,)] == pytest.approx(a_day * 102, abs=1)


def test_today_is_drawn_until_some_weeks_after_the_last_step():
    last = date(2022, 4, 1)
    lanes = [("KKR", [mark(1, date(2021, 10, 11)), mark(8, last)])]
    assert drawn(lanes, today=date(2022, 2, 1)).today
    assert drawn(lanes, today=last + timedelta(days=59)).today
    assert drawn(lanes, today=last + timedelta(days=61)).today is None
    assert drawn(lanes, today=None).today is None


def test_a_plan_of_years_is_no_wider_than_the_widest():
    lanes = [("KKR", [mark(1, date(2021, 1, 1)), mark(8, date(2025, 1, 1))])]
    assert drawn(lanes, today=None).width <= 1502


def test_without_a_mark_there_is_nothing_to_draw():
    with pytest.raises(ValueError, match="empty"):
        drawn([("KKR", [])], today=None)
