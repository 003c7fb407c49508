"""The drawing of the appointment process."""

from datetime import date

from kkr_portal.demonstration import figures
from kkr_portal.demonstration.timeline_chart import LEFT, RIGHT, Mark, chart, position


def test_five_lanes_in_the_order_of_the_source_each_with_three_marks():
    lanes = chart(figures.rows("appointment_timeline")).lanes
    assert {lane.name: [mark.label for mark in lane.marks] for lane in lanes} == {
        "Hovedstaden": ["15.10.", "25.1.", "21.–25.3."],
        "Sjælland": ["13.10.", "17.1.", "21.–25.3."],
        "Syddanmark": ["11.10.", "24.1.", "21.–25.3."],
        "Midtjylland": ["11.10.", "19.1.", "21.–25.3."],
        "Nordjylland": ["15.10.", "21.1.", "21.–25.3."],
    }


def test_what_is_common_is_drawn_once():
    common = chart(figures.rows("appointment_timeline")).common
    assert [(mark.kind, mark.label, mark.width > 0) for mark in common] == [
        ("organisations_deadline", "28.2.", False),
        ("clarification", "1.–15.3.", True),
        ("new_boards", "1.4.", False),
    ]


def test_the_axis_is_linear_and_everything_lies_inside():
    assert (position(date(2021, 10, 1)), position(date(2022, 4, 10))) == (LEFT, RIGHT)
    drawing = chart(figures.rows("appointment_timeline"))
    marks: list[Mark] = [*drawing.common, *(mark for lane in drawing.lanes for mark in lane.marks)]
    assert [mark for mark in marks if not LEFT <= mark.x <= mark.x + mark.width <= RIGHT] == []
