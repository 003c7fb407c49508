from datetime import date

import pytest

from kkr_portal.law import NotInForce
from meetings.rules.editions import EDITION_2022, IN_FORCE, cite, edition_on, has_rules


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (date(2021, 10, 11), False),  # the demonstration's meeting
        (date(2021, 12, 31), False),
        (date(2022, 1, 1), True),
        (date(2022, 1, 19), True),
    ],
)
def test_which_meetings_have_rules(day, known):
    assert has_rules(day) == known


def test_a_meeting_before_2022_says_so():
    with pytest.raises(NotInForce, match="tidligere regler, som ikke findes i portalen"):
        edition_on(date(2021, 10, 11))


def test_the_edition():
    edition = edition_on(date(2023, 5, 1))
    assert [(p.number, p.heading, len(p.parts)) for p in edition.paragraphs] == [
        (1, "Formål", 1),
        (2, "Opgaver", 2),
        (3, "Sammensætning", 14),
        (4, "Konstituering", 4),
        (5, "Mødevirksomhed", 12),
        (6, "Økonomi og sekretariat", 5),
        (6, "Ikrafttrædelse", 2),
    ]


@pytest.mark.parametrize(
    ("args", "printed"),
    [
        ((3, 14), "forretningsordenen § 3, stk. 14"),
        ((1,), "forretningsordenen § 1"),
        ((6, 4, "Økonomi og sekretariat"), "forretningsordenen § 6 (Økonomi og sekretariat), stk. 4"),
        ((6, 1, "Ikrafttrædelse"), "forretningsordenen § 6 (Ikrafttrædelse), stk. 1"),
    ],
)
def test_citing(args, printed):
    assert str(cite(*args)) == printed


@pytest.mark.parametrize("args", [(6, 1), (7,), (3, 15), (3, 0), (5, 1, "Formål")])
def test_what_does_not_stand_there_cannot_be_cited(args):
    with pytest.raises(LookupError, match="no such place, or two"):
        cite(*args)


def test_in_force():
    assert str(IN_FORCE) == "forretningsordenen § 6 (Ikrafttrædelse), stk. 2"
    assert date(2022, 1, 1) == EDITION_2022.in_force
