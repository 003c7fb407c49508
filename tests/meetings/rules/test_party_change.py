from datetime import date
from fractions import Fraction

import pytest

from meetings.rules.party_change import cap_breaches, mayor_leaves_party

DAY = date(2023, 6, 1)


@pytest.mark.parametrize(
    ("members", "share", "one_more", "places"),
    [
        (1, Fraction(2, 100), True, ["§ 3, stk. 8", "§ 3, stk. 9", "§ 3, stk. 10"]),
        (1, Fraction(199, 10_000), False, ["§ 3, stk. 8", "§ 3, stk. 9"]),
        (2, Fraction(30, 100), False, ["§ 3, stk. 8", "§ 3, stk. 9"]),
    ],
)
def test_3_8_to_10_the_mayor_stays(members, share, one_more, places):
    change = mayor_leaves_party(members_of_party=members, share_of_votes=share, on=DAY)
    assert change.elects_one_more == one_more
    assert [citation.place for citation, _ in change.reasons] == places


@pytest.mark.parametrize(
    ("members", "under_part_9", "broken"), [(38, 0, False), (39, 0, True), (39, 1, False), (40, 1, True)]
)
def test_3_2_and_3_10_the_cap(members, under_part_9, broken):
    found = cap_breaches(members=members, municipalities=19, elected_under_part_9=under_part_9)
    assert [str(breach) for breach in found] == (
        [f"KKR kan højst have 38 medlemmer (19 kommuner); der er {members} (forretningsordenen § 3, stk. 2)."]
        if broken
        else []
    )
