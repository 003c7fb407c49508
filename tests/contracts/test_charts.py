"""Numbers to geometry: the axis, the lines over the years, the bars of the spread."""

from fractions import Fraction as F

import pytest

from contracts import spread_chart, years_chart
from contracts.drawing import Tick, at, axis
from contracts.rules.spread import Reading, spread
from contracts.years_chart import Asked, Dot, Label, Line, Measured, Step


@pytest.mark.parametrize(
    ("value", "told"),
    [(F(0), "0.0"), (F(1, 3), "0.3"), (F(-1, 4), "-0.2"), (1234, "1234.0"), (F(999, 50), "20.0")],
)
def test_coordinates(value, told):
    assert at(value) == told


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([F(45), F(50)], ["0", "10", "20", "30", "40", "50"]),
        ([F(-20), F(72)], ["-20", "0", "20", "40", "60", "80"]),
        ([F(0)], ["0", "0,2"]),
        ([F(5000), F(600)], ["0", "1.000", "2.000", "3.000", "4.000", "5.000"]),
        ([], ["0", "0,2"]),
    ],
)
def test_the_axis_has_round_steps(values, labels):
    assert [tick.label for tick in axis(values, start=100, end=0)[1]] == labels


def test_nothing_to_draw():
    assert years_chart.chart([], []) is None


def test_a_target_line_a_revision_and_a_measured_line():
    drawn = years_chart.chart(
        [Asked(2021, F(40)), Asked(2022, F(50), F(45))], [Measured(2021, F(39)), Measured(2022, F(50))]
    )
    assert drawn.ticks[0] == Tick("196.0", "0")
    assert drawn.years == (Tick("76.0", "2021"), Tick("376.0", "2022"))
    assert drawn.target == "M76.0 53.6 L376.0 18.0"
    assert drawn.target_dots == (Dot("76.0", "53.6"), Dot("376.0", "18.0"))
    assert drawn.steps == (Step("361.0", "35.8", "M361.0 35.8 H376.0 V18.0"),)
    assert drawn.lines == (
        Line("", "M76.0 57.2 L376.0 18.0", "", False, (Dot("76.0", "57.2"), Dot("376.0", "18.0"))),
    )
    assert drawn.labels == (  # those that would cover each other are moved 13 apart
        Label("84.0", "57.6", "40", True, 18), Label("84.0", "70.6", "39", False, 18),
        Label("384.0", "22.0", "50", True, 18), Label("384.0", "35.0", "50", False, 18),
    )  # fmt: skip


def test_segments_differ_in_stroke_and_mark():
    drawn = years_chart.chart([], [Measured(2021, F(1), "drift"), Measured(2021, F(2), "vækst")])
    assert [(one.name, one.dash, one.square) for one in drawn.lines] == [
        ("drift", "", False), ("vækst", "7 3", True),
    ]  # fmt: skip


def test_twenty_years_name_only_some():
    drawn = years_chart.chart([Asked(year, F(year - 2000)) for year in range(2011, 2031)], [])
    assert [one.label for one in drawn.years] == [str(year) for year in range(2012, 2031, 3)]
    assert {len(drawn.target_dots), drawn.target.count("L") + 1} == {20}


def test_the_bars_of_a_spread():
    found = spread({"A": 60, "B": 40}, {"A": 50, "B": 50}, band=F(1, 10), reading=Reading.RELATIVE)
    drawn = spread_chart.chart(found, has_band=True, kinds={"A": "By"})
    assert [tick.label for tick in drawn.ticks] == ["0", "20", "40", "60"]
    assert [(one.name, one.band_x, one.band_width, one.people_x, one.guided_x, one.within, one.kind)
            for one in drawn.bars] == [
        ("A", "338.5", "43.7", "360.3", "404.0", False, "By"),
        ("B", "338.5", "43.7", "360.3", "316.7", False, ""),
    ]  # fmt: skip


def test_a_spread_of_nobody():
    nobody = spread({}, {"A": 50}, band=F(1, 10), reading=Reading.RELATIVE)
    assert spread_chart.chart(nobody, has_band=True) is None
