"""Steps of numbers: about as many municipalities in each, equal numbers together, nothing apart."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from quotas.drawing.levels import LOOKS, NOTHING, UNKNOWN, levels


def test_four_steps():
    found = levels([None, 0, 1, 2, 3, 4, 5, 6, 7, 8])
    assert [(step.first, step.last) for step in found.steps] == [(1, 2), (3, 4), (5, 6), (7, 8)]
    assert (found.has_zero, found.has_unknown) == (True, True)
    assert [found.look(n) for n in (None, 0, 1, 8)] == [UNKNOWN, NOTHING, LOOKS[0], LOOKS[3]]


def test_fewer_numbers_than_steps():
    assert [(step.first, step.last) for step in levels([5, 5, 5]).steps] == [(5, 5)]
    assert levels([0, None]).steps == ()
    assert levels([]).steps == ()


def test_one_very_large_number_does_not_swallow_the_steps():
    assert [step.last for step in levels([1, 1, 1, 2, 2, 3, 900]).steps] == [1, 2, 3, 900]


@given(st.lists(st.one_of(st.integers(0, 50), st.fractions(0, 50)), max_size=98))
def test_every_number_is_in_the_step_that_names_it(numbers):
    found = levels(numbers)
    for number in numbers:
        inside = [step for step in found.steps if step.first <= number <= step.last]
        assert len(inside) == (number > 0)
        assert found.look(number) == (inside[0].look if inside else NOTHING)
    assert all(one.last < other.first for one, other in zip(found.steps, found.steps[1:], strict=False))
    assert all(isinstance(step.last, int | Fraction) for step in found.steps)
