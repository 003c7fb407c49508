"""The bar chart's measures."""

from fractions import Fraction

import pytest

from quotas.drawing.bars import LEFT, RIGHT, Row, bar_chart, step_of


@pytest.mark.parametrize(
    ("largest", "step"), [(1, 1), (5, 1), (6, 2), (30, 10), (600, 200), (50_000, 10_000)]
)
def test_round_steps(largest, step):
    assert step_of(largest) == step


def test_bars_on_one_scale():
    chart = bar_chart([Row("København", 30, "30", before=15), Row("Odder", 1, "1"), Row("Læsø", 0, "–")])
    assert [tick.label for tick in chart.ticks] == ["0", "10", "20", "30"]
    first, second, third = chart.bars
    assert (first.width, first.mark) == (RIGHT - LEFT, LEFT + (RIGHT - LEFT) // 2)
    assert (second.width, third.width) == (14, 0)
    assert [bar.shown for bar in chart.bars] == ["30", "1", "–"]
    assert chart.bars[2].y < chart.bottom < chart.height


def test_a_common_scale_and_unknown_numbers():
    chart = bar_chart([Row("A", Fraction(1, 2), "0,5"), Row("B", None, "?")], largest=50_000)
    assert [(bar.width, bar.known) for bar in chart.bars] == [(1, True), (0, False)]
    assert chart.ticks[-1].label == "50.000"


def test_no_rows():
    assert bar_chart([]).bars == ()
