"""The check against the framework (rammeaftalen afsnit 7.1–7.2): what holds whatever the figures are."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.rules.framework_check import (
    Agreement,
    Contract,
    ContractPoint,
    Measure,
    NationalGoal,
    Point,
    Type,
    deviations,
)
from contracts.rules.told_points import Kind

WITH_FIGURE = [Kind.SHARE, Kind.RISE, Kind.COUNT, Kind.NET_PROMOTER_SCORE]
EACH = ("drift", "vækst")

points = st.builds(
    Point,
    kind=st.sampled_from(WITH_FIGURE),
    value=st.integers(1, 99).map(Fraction),
    segments=st.sampled_from([(), EACH, ("drift",), ("vækst",)]),
    due=st.sampled_from([None, 2021, 2022, 2023]),
)


def agreement(*wanted: Point, only_year: int | None = None) -> Agreement:
    measures = tuple(Measure(n, f"måling {n}", (one,)) for n, one in enumerate(wanted, 1))
    return Agreement(2021, 2023, (NationalGoal(1, 1, "Mål", measures, only_year),))


def contract(*mine: Point, goals: tuple[int, ...] = (1,), year: int = 2022) -> Contract:
    rows = tuple(ContractPoint(5, n, one) for n, one in enumerate(mine, 1))
    return Contract(year, frozenset(goals), rows)


def types(*, wanted: Point, mine: Point | None, **more) -> list[Type]:
    rows = [mine] if mine else []
    return [one.type for one in deviations(agreement(wanted), contract(*rows, **more))]


@given(st.lists(points, min_size=1, max_size=6))
def test_the_framework_taken_over_never_deviates(wanted):
    assert deviations(agreement(*wanted), contract(*wanted)) == []


@given(st.lists(points, min_size=1, max_size=6), st.integers(0, 1000))
def test_asking_for_more_never_deviates(wanted, more):
    mine = [replace(one, value=one.value + more) for one in wanted]
    assert deviations(agreement(*wanted), contract(*mine)) == []


@given(points.filter(lambda one: one.due in (None, 2022)), st.integers(1, 1000))
def test_asking_for_less_in_the_contracts_year_is_always_found(wanted, less):
    assert types(wanted=wanted, mine=replace(wanted, value=wanted.value - less)) == [Type.LOWER]


@given(points)
def test_what_is_left_out_is_missing_only_in_its_year(wanted):
    expected = [Type.MISSING_MEASURE] if wanted.due in (None, 2022) else []
    assert types(wanted=wanted, mine=None) == expected


@given(st.lists(points, min_size=1, max_size=6), st.permutations(range(6)))
def test_the_order_of_the_contract_makes_no_difference(wanted, order):
    mine = [ContractPoint(n, n, one) for n, one in enumerate(wanted, 1)]
    shuffled = [mine[n] for n in order if n < len(mine)]
    keys = [
        {one.key for one in deviations(agreement(*wanted), Contract(2022, frozenset({1}), tuple(rows)))}
        for rows in (mine, shuffled)
    ]
    assert keys[0] == keys[1]


@given(points, st.integers(1, 500))
def test_the_key_follows_the_figure(wanted, less):
    other = replace(wanted, due=2022)
    one, two = (
        deviations(agreement(other), contract(replace(other, value=other.value - by)))
        for by in (less, less + 1)
    )
    assert one[0].key != two[0].key


SHARE = Point(Kind.SHARE, Fraction(70), due=2022)
NPS = Point(Kind.NET_PROMOTER_SCORE, Fraction(70), EACH)
CONTROL = Point(Kind.CONTROL_GROUP, Fraction(10), ("vækst",))


@pytest.mark.parametrize(
    ("wanted", "mine", "expected"),
    [
        (NPS, replace(NPS, segments=()), [Type.OTHER_SEGMENT]),
        (NPS, replace(NPS, segments=(), value=Fraction(60)), [Type.OTHER_SEGMENT, Type.LOWER]),
        (NPS, replace(NPS, segments=("drift",)), [Type.OTHER_SEGMENT]),
        (replace(NPS, segments=()), NPS, []),  # where both parts reach it, so does the whole
        (Point(Kind.COUNT, Fraction(100)), Point(Kind.COUNT, Fraction(100), EACH), [Type.OTHER_SEGMENT]),
        (SHARE, replace(SHARE, due=2024), [Type.OTHER_YEAR]),
        (SHARE, replace(SHARE, due=None), []),
        (replace(SHARE, due=2023), SHARE, [Type.OTHER_YEAR]),
        (replace(SHARE, due=2023), replace(SHARE, due=2023, value=Fraction(60)), [Type.LOWER]),
        (SHARE, Point(Kind.RISE, Fraction(5), due=2022, base=2021), [Type.MISSING_MEASURE]),
        (CONTROL, replace(CONTROL, due=2024), []),  # two years after the guidance of 2022
        (CONTROL, replace(CONTROL, due=2024, value=None), [Type.LOWER]),
        (replace(CONTROL, value=None), replace(CONTROL, due=2024), []),
        (Point(Kind.RISE, Fraction(5), due=2022, base=2021),
         Point(Kind.RISE, Fraction(5), due=2022, base=2020),
         [Type.OTHER_BASE]),
        (Point(Kind.SPREAD), Point(Kind.SPREAD, Fraction(10), reading="relative"), []),
        (Point(Kind.SPREAD, Fraction(10), reading="points"),
         Point(Kind.SPREAD, Fraction(20), reading="points"),
         [Type.LOWER]),
        (Point(Kind.SPREAD, Fraction(10), reading="points"),
         Point(Kind.SPREAD, Fraction(10), reading="relative"),
         [Type.LOWER]),
        (Point(Kind.ACTIVITY), Point(Kind.ACTIVITY, due=2022), []),
    ],
)  # fmt: skip
def test_worked_cases(wanted, mine, expected):
    assert types(wanted=wanted, mine=mine) == expected


def test_a_goal_of_one_year_is_asked_for_in_that_year_alone():
    crisis = agreement(replace(SHARE, due=2021), only_year=2021)
    assert deviations(crisis, contract(goals=())) == []
    assert [one.type for one in deviations(crisis, contract(goals=(), year=2021))] == [Type.MISSING_GOAL]


def test_a_year_that_the_agreement_does_not_cover():
    found = deviations(agreement(SHARE), contract(SHARE, year=2024))
    assert [(one.type, one.sentence) for one in found] == [
        (Type.OUTSIDE, "Rammeaftalen gælder 2021–2023 og ikke 2024.")
    ]


def test_a_goal_that_is_missing_is_told_once_and_not_measure_by_measure():
    assert types(wanted=SHARE, mine=None, goals=()) == [Type.MISSING_GOAL]
