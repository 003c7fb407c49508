from datetime import date

import pytest

from meetings.rules.succession import (
    AMONG_THE_MEMBERS,
    Leaves,
    Next,
    Seat,
    on_chair_away,
    on_chair_leaving,
    on_chair_leaving_council,
    on_leaving,
)


@pytest.mark.parametrize("leaves", Leaves)
@pytest.mark.parametrize(
    ("seat", "accepts", "expected"),
    [
        (Seat.ELECTED, True, [("7", Next.SEAT_ENDS), ("11", Next.SUBSTITUTE_ENTERS),
                              ("11", Next.PARTY_ELECTS_SUBSTITUTE)]),
        (Seat.ELECTED, False, [("7", Next.SEAT_ENDS), ("11", Next.PARTY_ELECTS_MEMBER),
                               ("11", Next.SUBSTITUTE_REMAINS)]),
        (Seat.SUBSTITUTE, True, [("7", Next.SEAT_ENDS), ("12", Next.PARTY_ELECTS_SUBSTITUTE)]),
    ],
)  # fmt: skip
def test_3_7_and_3_11_to_12(seat, accepts, expected, leaves):
    found = on_leaving(seat, leaves, substitute_accepts=accepts)
    assert [(one.citation.part, one.what) for one in found] == expected


def test_3_8_a_mayor_changing_party_stays():
    assert [one.what for one in on_leaving(Seat.MAYOR, Leaves.PARTY)] == [Next.STAYS]
    assert [one.what for one in on_leaving(Seat.MAYOR, Leaves.COUNCIL)] == [Next.SEAT_ENDS]


def test_3_13_and_3_14_the_chair():
    assert str(on_chair_leaving_council().citation) == "forretningsordenen § 3, stk. 13"
    assert on_chair_away(date(2022, 2, 1), date(2022, 4, 30)) is None
    assert on_chair_away(date(2022, 2, 1), date(2022, 5, 1)).what is Next.GROUP_ELECTS_FOR_A_TIME


def test_part_13_is_about_the_council_and_who_is_no_member_has_no_post():
    told = [
        [(one.what, one.citation.place) for one in on_chair_leaving(leaves)]
        for leaves in (Leaves.COUNCIL, Leaves.PARTY)
    ]
    assert told == [
        [(Next.GROUP_ELECTS_CHAIR, "§ 3, stk. 13")],
        [(Next.GROUP_ELECTS_CHAIR, "§ 4, stk. 2")],
    ]
    assert AMONG_THE_MEMBERS.caveat.startswith("portalens egen udregning")
