from datetime import date

import pytest

from meetings.rules.substitutes import (
    Absence,
    Substitute,
    absence_breaches,
    is_long,
    mayors_substitute,
    mayors_substitute_breaches,
    substitute_breaches,
)

MEMBERS = {"Anna", "Bo", "Carl"}


@pytest.mark.parametrize(
    ("pairs", "printed"),
    [
        ([("Dorte", "Anna"), ("Emil", "Bo")], []),
        (
            [("Dorte", "Anna"), ("Dorte", "Bo")],
            [
                "Dorte er stedfortræder for Anna og kan ikke også være det for Bo "
                "(forretningsordenen § 3, stk. 4)."
            ],
        ),
        (
            [("Carl", "Anna")],
            ["Carl er selv medlem og kan ikke være stedfortræder for Anna (forretningsordenen § 3, stk. 4)."],
        ),
        (
            [("Dorte", "Anna"), ("Emil", "Anna")],
            ["Anna har allerede Dorte som stedfortræder (forretningsordenen § 3, stk. 3)."],
        ),
        (
            [("Dorte", "Frida")],
            ["Frida er ikke medlem og har ingen stedfortræder (forretningsordenen § 3, stk. 3)."],
        ),
    ],
)
def test_3_4_personal_and_for_one_only(pairs, printed):
    found = substitute_breaches([Substitute(*pair) for pair in pairs], members=MEMBERS)
    assert [str(breach) for breach in found] == printed


@pytest.mark.parametrize(
    ("first", "second", "elected", "substitute"),
    [
        ("Dorte", "Emil", set(), "Dorte"),
        ("Dorte", "Emil", {"Dorte"}, "Emil"),
        ("Dorte", "Emil", {"Dorte", "Emil"}, None),  # the municipal council elects one
        ("Dorte", None, {"Dorte"}, None),
    ],
)
def test_3_3_the_mayors_substitute(first, second, elected, substitute):
    assert mayors_substitute(first, second, elected=elected) == substitute


def test_3_3_another_than_the_deputy_mayor():
    assert mayors_substitute_breaches("Dorte", "Dorte", "Emil", elected=()) == []
    assert mayors_substitute_breaches("Frida", "Dorte", "Emil", elected=("Dorte", "Emil")) == []
    assert [
        str(breach) for breach in mayors_substitute_breaches("Dorte", "Dorte", "Emil", elected=("Dorte",))
    ] == [
        "Borgmesterens stedfortræder er 2. viceborgmester, Emil, og ikke Dorte "
        "(forretningsordenen § 3, stk. 3)."
    ]


@pytest.mark.parametrize(
    ("first_day", "back", "long"),
    [
        (date(2022, 2, 1), date(2022, 5, 1), True),
        (date(2022, 2, 1), date(2022, 4, 30), False),
        (date(2022, 11, 30), date(2023, 2, 28), True),
        (date(2022, 1, 31), date(2022, 4, 30), True),
    ],
)
def test_3_5_at_least_three_months(first_day, back, long):
    assert is_long(first_day, back) == long


@pytest.mark.parametrize(
    ("kind", "is_mayor", "back", "decided", "places"),
    [
        (Absence.EXEMPT, True, date(2022, 6, 1), False, []),
        (Absence.EXEMPT, False, date(2022, 6, 1), False, []),
        (Absence.EXEMPT, False, date(2022, 4, 1), False, ["§ 3, stk. 5"]),
        (Absence.PREVENTED, False, date(2022, 6, 1), True, []),
        (Absence.PREVENTED, False, date(2022, 6, 1), False, ["§ 3, stk. 6"]),
        (Absence.PREVENTED, False, date(2022, 4, 1), False, ["§ 3, stk. 6"] * 2),
        (Absence.PREVENTED, True, date(2022, 6, 1), True, ["§ 3, stk. 6"]),
    ],
)
def test_3_5_and_3_6_what_is_missing(kind, is_mayor, back, decided, places):
    found = absence_breaches(
        kind, is_mayor=is_mayor, first_day=date(2022, 3, 1), back=back, decided_by_council=decided
    )
    assert [breach.citation.place for breach in found] == places
