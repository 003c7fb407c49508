from datetime import date

import pytest

from kkr_portal.apportionment import Tie
from meetings.rules.convener import Mayor, convener_breaches, convening

DAY = date(2022, 1, 19)
NEW, OLD = date(2022, 1, 1), date(2010, 1, 1)


def mayor(who, *terms, born=None):
    return Mayor(who, tuple((term, None) if isinstance(term, date) else term for term in terms), born)


@pytest.mark.parametrize(
    ("mayors", "convener", "tie"),
    [
        ([mayor("A", NEW), mayor("B", OLD)], "B", None),
        ([mayor("A", NEW)], "A", None),
        ([], None, None),
        ([mayor("A", OLD, born=date(1960, 5, 1)), mayor("B", OLD, born=date(1959, 5, 1))], "B", None),
        ([mayor("A", OLD, born=date(1960, 5, 1)), mayor("B", OLD, born=date(1960, 5, 1))],
         None, Tie(("A", "B"), 1)),
        ([mayor("A", OLD, born=date(1960, 5, 1)), mayor("B", OLD)], None, Tie(("A", "B"), 1)),
        ([mayor("A", (OLD, date(2018, 1, 1)), NEW), mayor("B", date(2014, 2, 1))], "A", None),
    ],
)  # fmt: skip
def test_4_1_longest_then_oldest(mayors, convener, tie):
    found = convening(mayors, on=DAY)
    assert (found.convener, found.tie) == (convener, tie)


def test_the_days_are_shown():
    found = convening(
        [mayor("A", NEW), mayor("B", date(2018, 1, 1), (date(2006, 1, 1), date(2007, 1, 1)))], on=DAY
    )
    assert (found.days, found.by_age) == ({"A": 18, "B": 1479 + 365}, False)


def test_4_1_convened_by_another():
    mayors = [mayor("A", NEW), mayor("B", OLD)]
    assert convener_breaches("B", mayors, on=DAY) == []
    assert [str(breach) for breach in convener_breaches("A", mayors, on=DAY)] == [
        "Mødet indkaldes af den borgmester, der har været det længst, ved lighed den ældste "
        "(forretningsordenen § 4, stk. 1)."
    ]


def test_each_of_the_equal_ones_may_convene():
    mayors = [mayor("A", OLD), mayor("B", OLD), mayor("C", NEW)]
    assert [bool(convener_breaches(who, mayors, on=DAY)) for who in "ABC"] == [False, False, True]
